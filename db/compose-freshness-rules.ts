import { freshnessRules } from '@/lib/core/freshness/decide-freshness';

/** The rules by which a round's freshness is decided today, as a function: a record of earlier ones says nothing any more. */
export const composeFreshnessRules = (): string =>
  `create or replace function freshness_rules() returns integer language sql immutable as $$ select ${freshnessRules} $$;\n`;
