import { computeDrop, frozenCountMin } from './drop';
import { type Excess, excessTolerances } from './excess';
import { excessScaleRules } from './excess-scales';
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
  /** δ, in the unit of the metric's scale; null where nothing is measured. */
  readonly tolerance: number | null;
  readonly excesses: Readonly<Record<MeasureName, Excess | null>>;
};

/**
 * Decides how far a round's scores can be trusted. The state is the worst that any reason speaks for, in the order
 * retired > stale > aging > unproven > fresh; δ is a point, or 5 % of a loss; limits are one-sided.
 *
 * - retired: answers revealed.
 * - stale: gap or drop with its lower limit above δ at 1 %, or at 5 % in this round and the one before; a team group's exposure
 *   above 100 %; a confirmed leak; the top within the label-error rate of the ceiling.
 * - aging: gap or drop significant at 5 % and not stale; the refresh overdue; a team group's exposure of 50 % or more where the
 *   round is closed and a gap of 2δ isn't ruled out.
 * - fresh: the upper 95 % limits of gap and drop below 2δ.
 * - unproven: everything else. Where something was measured, there is no sign of overfitting, and the limit says up to how much
 *   can't be ruled out.
 *
 * Answers to all teams together are no reason: many honest teams use up no more than each of them does. And that scores fall from
 * one round to the next is none: the next round may be harder (Recht et al. 2019, arXiv 1902.10811). Throws for an exposure or
 * count that isn't one.
 */
export function decideFreshness(record: RoundRecord): Freshness {
  requireSound(record);
  const isMeasured = record.phase !== 'open' && !record.hasConfirmedLeak;
  const seen: RoundRecord = isMeasured ? record : { ...record, gap: null, link: null, ceiling: null };
  const { gap, link, scale } = seen;
  const drop = link && scale && computeDrop(link, scale);
  const unit = scale && excessScaleRules[scale].unit;
  const excesses: FreshnessInputs['excesses'] = {
    gap: unit === null || gap === null || typeof gap === 'string' ? null : computeGap(gap, unit),
    drop: drop?.ok ? drop.value : null,
  };

  const reasons: FreshnessReason[] = [...listKnownReasons(seen), ...listExposureReasons(seen, excesses.gap)];
  if (seen.phase === 'open') reasons.push({ kind: 'still-open' });
  if (isMeasured) {
    reasons.push(...listSupportReasons(seen, drop));
    for (const measure of ['gap', 'drop'] as const) {
      const excess = excesses[measure];
      if (excess) reasons.push(...listExcessReasons(measure, excess, seen));
    }
  }
  reasons.sort((a, b) => rankOf(a) - rankOf(b));
  const state = reasonStates[reasons[0]!.kind];
  const freshCloses = countFreshCloses(seen, state);
  return {
    state,
    holdsUp: state === 'fresh' && freshCloses >= freshClosesToHoldUp,
    freshCloses,
    isExcessAtFive: Object.values(excesses).some((excess) => excess !== null && isAbove(excess, 'lower95')),
    reasons,
    inputs: { ...seen, tolerance: unit && excessTolerances[unit], excesses },
  };
}

const rankOf = (reason: FreshnessReason) => freshnessStates.indexOf(reasonStates[reason.kind]);

function countFreshCloses({ phase, earlierCloses }: RoundRecord, state: FreshnessState): number {
  const closes = [...(phase === 'open' ? [] : [state]), ...earlierCloses.map((close) => close.state)];
  const broken = closes.findIndex((close) => close !== 'fresh');
  return broken === -1 ? closes.length : broken;
}

function requireSound(record: RoundRecord): void {
  for (const exposure of [record.exposure, record.pooledExposure])
    if (!(exposure >= 0 && Number.isFinite(exposure)))
      throw new RangeError(`An exposure is a finite share, got ${exposure}.`);
  for (const count of [record.finalItemCount, record.frozenCount, record.adaptedCount])
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`Not a count: ${count}.`);
}

const isAbove = (excess: Excess, limit: 'lower95' | 'lower99'): boolean =>
  excess[limit] > excessTolerances[excess.unit];

/** 2δ: what must be ruled out of gap and drop before a round is fresh. */
const isRuledOut = ({ upper95, unit }: Excess): boolean => upper95 < 2 * excessTolerances[unit];

/** What is known without comparing models, of an open round too. */
function* listKnownReasons({
  phase,
  hasConfirmedLeak,
  ceiling,
  isOverdue,
}: RoundRecord): Generator<FreshnessReason> {
  if (phase === 'revealed') yield { kind: 'answers-revealed' };
  if (hasConfirmedLeak) yield { kind: 'confirmed-leak' };
  if (ceiling !== null && ceiling.topScore >= ceiling.best - ceiling.labelErrorRate)
    yield { kind: 'ceiling-reached', ...ceiling };
  if (isOverdue) yield { kind: 'refresh-overdue' };
}

/** A group that has used up half of the round has had the means; whether it has used them is what the gap shows. */
function* listExposureReasons(
  { exposure, phase }: RoundRecord,
  gap: Excess | null,
): Generator<FreshnessReason> {
  if (exposure > 1) yield { kind: 'exposure-spent', exposure };
  else if (exposure < 0.5) yield { kind: 'exposure-low', exposure };
  else if (phase === 'open') yield { kind: 'exposure-so-far', exposure };
  else if (gap !== null && isRuledOut(gap)) yield { kind: 'exposure-outweighed', exposure };
  else yield { kind: 'exposure-half', exposure };
}

/** Whether there is enough to compare. */
function* listSupportReasons(
  record: RoundRecord,
  drop: ReturnType<typeof computeDrop> | null,
): Generator<FreshnessReason> {
  if (record.finalItemCount < finalItemCountMin)
    yield { kind: 'final-part-small', finalItemCount: record.finalItemCount };
  if (record.scale === null) {
    yield { kind: 'metric-not-measured' };
    return;
  }
  const frozenCount = Math.min(record.frozenCount, record.link?.frozen.length ?? record.frozenCount);
  if (frozenCount < frozenCountMin) {
    const inBothRounds = frozenCount < record.frozenCount;
    yield { kind: 'few-frozen-models', frozenCount, ...(inBothRounds && { inBothRounds }) };
  }
  if (record.link === null) yield { kind: 'no-second-round' };
  if (record.gap === null) yield { kind: 'gap-not-measured' };
  else if (record.gap === 'no-feedback') yield { kind: 'no-feedback-given' };
  else if (record.gap === 'perfect-score') yield { kind: 'perfect-score', measure: 'gap' };
  if (drop === null || drop.ok || drop.error === 'few-frozen-models') return;
  if (drop.error === 'perfect-score') yield { kind: drop.error, measure: 'drop' };
  else yield { kind: drop.error };
}

function* listExcessReasons(
  measure: MeasureName,
  excess: Excess,
  { earlierCloses }: RoundRecord,
): Generator<FreshnessReason> {
  const { unit, estimate, lower95, lower99, upper95 } = excess;
  const measured = { measure, unit, estimate };
  const before = earlierCloses[0];
  if (isAbove(excess, 'lower99')) yield { kind: 'excess-proven', ...measured, lower99 };
  else if (isAbove(excess, 'lower95') && before?.isExcessAtFive)
    yield { kind: 'excess-twice', ...measured, lower95, earlierRound: before.round };
  else if (lower95 > 0) yield { kind: 'excess-significant', ...measured, lower95 };
  if (isRuledOut(excess)) yield { kind: 'excess-ruled-out', ...measured, upper95 };
  // What has been found needs no word on what can't be ruled out.
  else if (lower95 <= 0) yield { kind: 'excess-not-ruled-out', ...measured, upper95 };
}
