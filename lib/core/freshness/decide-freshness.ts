import { computeDrop, frozenCountMin } from './drop';
import { type Excess, excessTolerance } from './excess';
import { type FreshnessReason, type MeasureName, reasonStates } from './freshness-reason';
import { type FreshnessState, freshnessStates } from './freshness-state';
import { computeGap } from './gap';
import type { RoundRecord } from './round-record';

const finalItemCountMin = 200;
const freshClosesToHoldUp = 3;

/** A round's freshness, with everything it was decided from. Plain JSON, to be stored whole and shown. */
export type Freshness = {
  readonly state: FreshnessState;
  /** Fresh at this close and the two before. */
  readonly holdsUp: boolean;
  /** Fresh closes in a row up to this one. */
  readonly freshCloses: number;
  /** Whether an excess lies above the tolerance at 5 %; at two closes in a row that is stale. */
  readonly isExcessAtFive: boolean;
  /** Worst first; those of the state's own rank are what decided. */
  readonly reasons: readonly FreshnessReason[];
  readonly inputs: FreshnessInputs;
};

/** What was assessed: the record without what an open round keeps to itself, and the two measures where they exist. */
export type FreshnessInputs = RoundRecord & {
  readonly tolerance: number;
  readonly excesses: Readonly<Record<MeasureName, Excess | null>>;
};

/**
 * Decides how far a round's scores can be trusted. The state is the worst that any reason speaks for, in the order
 * retired > stale > aging > unproven > fresh; δ is one point; limits are one-sided.
 *
 * - retired: answers revealed.
 * - stale: gap or drop with its lower limit above δ at 1 %, or at 5 % in this round and the one before; exposure above
 *   100 %; a confirmed leak; the top within the label-error rate of the ceiling.
 * - aging: exposure of 50–100 %, the refresh overdue, or gap or drop significant at 5 % and not stale.
 * - unproven: fewer than 6 frozen models, no overlap, a final part below 200 items, no second round, a smallest detectable
 *   excess above δ, an upper limit not below δ, a metric that is no share of items, or anything not known.
 * - fresh: exposure below 50 % and the upper 95 % limits of gap and drop below δ.
 *
 * That scores fall from one round to the next is no reason at all: the next round may be harder (Recht et al. 2019,
 * arXiv 1902.10811). Throws for an exposure or count that isn't one.
 */
export function decideFreshness(record: RoundRecord): Freshness {
  requireSound(record);
  const isMeasured = record.phase !== 'open' && !record.hasConfirmedLeak;
  const seen: RoundRecord = isMeasured ? record : { ...record, gap: null, link: null, ceiling: null };
  const drop = seen.link && computeDrop(seen.link);
  const excesses: FreshnessInputs['excesses'] = {
    gap:
      seen.gap === null || seen.gap === 'no-feedback' ? null : computeGap(seen.gap.feedback, seen.gap.final),
    drop: drop?.ok ? drop.value : null,
  };

  const reasons: FreshnessReason[] = [...listKnownReasons(seen)];
  if (seen.phase === 'open') reasons.push({ kind: 'still-open' });
  if (isMeasured) {
    reasons.push(...listSupportReasons(seen));
    if (drop && !drop.ok && drop.error !== 'few-frozen-models') reasons.push({ kind: drop.error });
    for (const measure of ['gap', 'drop'] as const) {
      const excess = excesses[measure];
      if (excess) reasons.push(...listExcessReasons(measure, excess, seen));
    }
  }

  const rankOf = (reason: FreshnessReason) => freshnessStates.indexOf(reasonStates[reason.kind]);
  reasons.sort((a, b) => rankOf(a) - rankOf(b));
  const state = reasonStates[reasons[0]!.kind];
  const closes = [
    ...(seen.phase === 'open' ? [] : [state]),
    ...seen.earlierCloses.map((close) => close.state),
  ];
  const broken = closes.findIndex((close) => close !== 'fresh');
  const freshCloses = broken === -1 ? closes.length : broken;
  return {
    state,
    holdsUp: state === 'fresh' && freshCloses >= freshClosesToHoldUp,
    freshCloses,
    isExcessAtFive: Object.values(excesses).some((excess) => excess !== null && isAbove(excess.lower95)),
    reasons,
    inputs: { ...seen, tolerance: excessTolerance, excesses },
  };
}

function requireSound({ exposure, finalItemCount, frozenCount, adaptedCount }: RoundRecord): void {
  if (exposure !== null && !(exposure >= 0 && Number.isFinite(exposure)))
    throw new RangeError(`An exposure is a finite share, got ${exposure}.`);
  for (const count of [finalItemCount, frozenCount, adaptedCount])
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`Not a count: ${count}.`);
}

const isAbove = (limit: number): boolean => limit > excessTolerance;

/** What is known without comparing models, of an open round too. */
function* listKnownReasons(record: RoundRecord): Generator<FreshnessReason> {
  const { exposure, ceiling } = record;
  if (record.phase === 'revealed') yield { kind: 'answers-revealed' };
  if (record.hasConfirmedLeak) yield { kind: 'confirmed-leak' };
  if (ceiling !== null && ceiling.topScore >= ceiling.best - ceiling.labelErrorRate)
    yield { kind: 'ceiling-reached', ...ceiling };
  if (record.isOverdue) yield { kind: 'refresh-overdue' };
  if (exposure === null) yield { kind: 'exposure-unknown' };
  else if (exposure > 1) yield { kind: 'exposure-spent', exposure };
  else if (exposure >= 0.5) yield { kind: 'exposure-half', exposure };
  else yield { kind: 'exposure-low', exposure };
}

/** Whether there is enough to compare. */
function* listSupportReasons(record: RoundRecord): Generator<FreshnessReason> {
  if (record.finalItemCount < finalItemCountMin)
    yield { kind: 'final-part-small', finalItemCount: record.finalItemCount };
  if (!record.isShare) {
    yield { kind: 'metric-not-a-share' };
    return;
  }
  const frozenCount = Math.min(record.frozenCount, record.link?.frozen.length ?? record.frozenCount);
  if (frozenCount < frozenCountMin) yield { kind: 'few-frozen-models', frozenCount };
  if (record.link === null) yield { kind: 'no-second-round' };
  if (record.gap === null) yield { kind: 'gap-not-measured' };
  if (record.gap === 'no-feedback') yield { kind: 'no-feedback-given' };
}

function* listExcessReasons(
  measure: MeasureName,
  { estimate, lower95, lower99, upper95, smallestDetectable }: Excess,
  { earlierCloses }: RoundRecord,
): Generator<FreshnessReason> {
  const before = earlierCloses[0];
  if (isAbove(lower99)) yield { kind: 'excess-proven', measure, estimate, lower99 };
  else if (isAbove(lower95) && before?.isExcessAtFive)
    yield { kind: 'excess-twice', measure, estimate, lower95, earlierRound: before.round };
  else if (lower95 > 0) yield { kind: 'excess-significant', measure, estimate, lower95 };
  const isRuledOut = upper95 < excessTolerance;
  if (isRuledOut && !isAbove(smallestDetectable))
    yield { kind: 'excess-ruled-out', measure, estimate, upper95 };
  // What has been found needs no word on whether it could have been.
  else if (lower95 > 0) return;
  else if (isAbove(smallestDetectable)) yield { kind: 'excess-hard-to-see', measure, smallestDetectable };
  else yield { kind: 'excess-not-ruled-out', measure, estimate, upper95 };
}
