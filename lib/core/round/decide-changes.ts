import { formatUtc } from '../notice/compose-notice';
import { faultyField, type Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { Freezing } from './round';
import type { RoundState } from './round-state';
import { findCloseBefore } from './schedule/schedule';

/** Decides whether a submission that arrives at `now` belongs to the round: the interval is half-open, [opens_at, closes_at). */
export function decideAcceptance(
  round: { state: RoundState; opensAt: Date; closesAt: Date },
  now: Date,
): Result<null> {
  const isInside = round.state === 'open' && round.opensAt <= now && now < round.closesAt;
  return isInside
    ? ok(null)
    : refuse({
        kind: 'round_not_open',
        state: round.state,
        opensAt: round.opensAt,
        closesAt: round.closesAt,
      });
}

/**
 * Explains why a submission finds no open round. For a round that was frozen while it took submissions, gives the reason.
 * @param round the round that the submission was meant for, or the next round
 */
export function explainNoOpenRound(
  round: ({ state: 'frozen' } & Freezing) | { state: Exclude<RoundState, 'frozen'> } | undefined,
): Refusal {
  return round?.state === 'frozen' && round.frozenFrom === 'open'
    ? { kind: 'round_frozen', reason: round.freezeReason, frozenAt: round.frozenAt }
    : { kind: 'no_open_round' };
}

/**
 * Fields of a benchmark that its first round fixes, even a draft, since the round's test set was checked with these fields. A
 * sealed round is also committed to them.
 */
const fixedByAnyRound = ['task', 'classes', 'metric', 'log_loss_clip', 'features'] as const;

/** Fields of a benchmark that an open round fixes, because teams plan with them. */
const fixedByOpenRound = ['team_size_max'] as const;

/**
 * Decides whether fields of a benchmark can still be changed.
 * @param fields API names of the fields whose values change
 * @param rounds of the benchmark, newest first
 */
export function decideBenchmarkChange(
  fields: readonly string[],
  rounds: readonly { number: number; state: RoundState }[],
): Result<null> {
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

/** Maximum time from now to a close. It prevents that a typing error in the year blocks a benchmark. */
export const extensionDaysMax = 366;

/** Decides an open round's later close. The next rotation, which would close the round earlier, moves to the new close. */
export function decideExtension({
  closesAt,
  wanted,
  nextRotationAt,
  now,
}: {
  closesAt: Date;
  wanted: Date;
  nextRotationAt: Date | null;
  now: Date;
}): Result<{ closesAt: Date; nextRotationAt: Date | null }> {
  if (closesAt <= now) return refuse({ kind: 'interval_passed', closesAt });
  if (wanted <= closesAt)
    return refuse(faulty('not_later', `a later instant than ${closesAt.toISOString()}, when it closes now`));
  if (wanted.getTime() > now.getTime() + extensionDaysMax * 86_400_000)
    return refuse(faulty('too_late', `at most ${extensionDaysMax} days from now`));
  const isBehind = nextRotationAt === null || nextRotationAt >= wanted;
  return ok({ closesAt: wanted, nextRotationAt: isBehind ? nextRotationAt : wanted });
}

const faulty = (code: string, detail: string): Refusal => faultyField(code, 'closes_at', detail);

/** Refuses planned dates of a draft that have passed: its round would open or close the moment it is sealed, or never. */
export function decidePlannedDates(
  { opensAt, closesAt }: { opensAt?: Date | null; closesAt?: Date | null },
  now: Date,
): Result<null> {
  const faults = [
    { at: opensAt, field: 'opens_at', what: 'opening', instead: 'to open by hand' },
    { at: closesAt, field: 'closes_at', what: 'close', instead: 'to set it at the opening' },
  ].flatMap(({ at, field, what, instead }) =>
    at && at <= now
      ? [
          {
            ...{ code: 'passed', field },
            detail: `The planned ${what}, ${formatUtc(at)}, has passed. Give a later one, or leave it empty ${instead}.`,
          },
        ]
      : [],
  );
  return faults.length > 0 ? refuse({ kind: 'invalid_request', faults }) : ok(null);
}

/** Default duration of an open round. */
export const roundDaysDefault = 30;

/**
 * Decides when a round that opens now by hand will close: as requested, else as planned, else before the next rotation, else after
 * 30 days. The schedule closes it at the next rotation at the latest; its gap holds for closes that nobody requested.
 */
export function decideInterval({
  openedAt,
  planned,
  wanted,
  nextRotationAt,
  gapHours,
}: {
  openedAt: Date;
  planned: Date | null;
  wanted: Date | null;
  nextRotationAt: Date | null;
  gapHours?: number | undefined;
}): Result<Date> {
  if (wanted && nextRotationAt && wanted > nextRotationAt)
    return refuse({ kind: 'after_next_rotation', nextRotationAt });
  const scheduled = nextRotationAt && findCloseBefore({ gapHours }, nextRotationAt, openedAt);
  const latest = scheduled ?? new Date(openedAt.getTime() + roundDaysDefault * 86_400_000);
  const plan = planned && scheduled && planned > scheduled ? scheduled : planned;
  const closesAt = wanted ?? plan ?? latest;
  return closesAt > openedAt ? ok(closesAt) : refuse({ kind: 'interval_passed', closesAt });
}
