import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { RoundState } from './round-state';

/** What a benchmark's first round fixes, a draft too: its test set was checked by it, and a sealed one is committed to it. */
const fixedByAnyRound = [
  'task',
  'classes',
  'metric',
  'secondary_metrics',
  'log_loss_clip',
  'features',
] as const;
/** What an open round fixes: teams have planned with it. */
const fixedByOpenRound = ['quota_per_round', 'quota_per_day'] as const;

/**
 * Whether fields of a benchmark can still be changed.
 * @param fields as the API calls them, those alone that would become another
 * @param rounds of the benchmark, newest first
 */
export function decideBenchmarkChange(
  fields: readonly string[],
  rounds: readonly { number: number; state: RoundState }[],
): Result<null, Refusal> {
  const fixed = (names: readonly string[]) => fields.find((field) => names.includes(field));
  const [first, ongoing] = [
    rounds.at(-1),
    rounds.find(({ state }) => state === 'open' || state === 'frozen'),
  ];
  const byAny = fixed(fixedByAnyRound);
  if (first && byAny) return refuse({ kind: 'fixed_by_round', field: byAny, ...first });
  const byOpen = fixed(fixedByOpenRound);
  if (ongoing && byOpen) return refuse({ kind: 'fixed_by_round', field: byOpen, ...ongoing });
  return ok(null);
}
