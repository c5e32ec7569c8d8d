import { type ActRule, auditActs } from '@/lib/core/audit/audit-act';

const roles = { web: 'tidemark_web', scorer: 'tidemark_scorer' } as const;

/**
 * The table of acts as a view that the audit log's trigger looks at (db/functions/audit_events.sql): a row for each act and
 * each role that may record it. An act without a row is recorded by the tables' owner alone.
 */
export function composeActsView(): string {
  const rows = Object.entries<ActRule>(auditActs).flatMap(([act, { isPublic, on, by, hasReason }]) =>
    (['web', 'scorer'] as const).flatMap((recorder) => {
      const kinds = by[recorder];
      return kinds
        ? [
            `  (${quote(act)}, ${quote(roles[recorder])}, ${arrayOf(kinds)}, ${quote(on)}, ${isPublic}, ${hasReason === true && recorder === 'web'})`,
          ]
        : [];
    }),
  );
  return `create or replace view audit_acts as\nselect * from (values\n${rows.join(',\n')}\n) as act (name, recorded_by, actor_kinds, is_on, is_public, has_reason);\n`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const arrayOf = (texts: readonly string[]): string => `array[${texts.map(quote).join(', ')}]`;
