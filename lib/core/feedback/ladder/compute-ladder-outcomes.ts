import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * Values that a test of the ladder compares, one number per item: for guarded z the pseudo-values, whose mean is the score, or
 * the items' own losses for metrics that are functions of those; for exact McNemar the hits, by recall on items of the positive
 * class, and 0 for all others. Null where they have no value.
 */
export function computeLadderOutcomes(
  metric: MetricName,
  test: LadderTest,
  s: Scorable,
): Float64Array | null {
  const computePseudoValues = findPseudoValues(metric, test);
  const values = computePseudoValues ? computePseudoValues(s) : computeItemOutcomes(metric, s);
  if (!values.ok) return null;
  if (test !== 'mcnemar-of-positives') return values.value;
  const { labels } = s;
  return values.value.map((hit, i) => (labels[i] === 1 ? hit : 0));
}

/** Direction of the outcomes: R² rises where squared errors fall. */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  findPseudoValues(metric, test) ? metricByName[metric].direction : metricByName[metric].outcomes.direction;

const findPseudoValues = (metric: MetricName, test: LadderTest) =>
  test === 'guarded-z' ? metricByName[metric].computePseudoValues : null;

/** The bound above which units are set aside, and their debt per unit of the round. */
export type SetAside = { readonly lossMax: number; readonly owed: number };

/**
 * The few units with the largest possible losses would decide a test by themselves. So some are set aside, by their bounds and
 * the level alone: they count as if all of them, drawn or not, had their largest loss, and the others must compensate it.
 *
 * A test needs a mean gain of about `owed` + price·b, b = `lossMax` + `owed` the largest possible loss of a remaining unit: the
 * bound minimises this. Units of one size are set aside together or not at all.
 *
 * @param ofRound possible loss of each unit of the round, all ≥ 0
 * @param price of b, in mean gains
 */
export function setAside(ofRound: Float64Array, price: number): SetAside {
  const descending = ofRound.slice().sort().reverse();
  let best = { lossMax: descending[0] ?? 0, owed: 0 };
  let least = price * best.lossMax;
  let sum = 0;
  for (let k = 1; k <= descending.length; k++) {
    sum += descending[k - 1]!;
    const lossMax = descending[k] ?? 0;
    if (lossMax === descending[k - 1]) continue;
    const owed = sum / descending.length;
    const needed = owed + price * (lossMax + owed);
    if (needed >= least) continue;
    least = needed;
    best = { lossMax, owed };
  }
  return best;
}

/**
 * Progress of a submission towards feedback: `pending` not scored yet, or to be tried again; `scored` its outcomes are known;
 * `gone` rejected or failed permanently, so it never gets feedback; `answered` its feedback is stored.
 */
export type LadderProgress = 'pending' | 'scored' | 'gone' | 'answered';

/**
 * Lists the submissions that are ready for feedback, in its required order. Scoring runs in parallel, but feedback depends on all
 * earlier feedback: a scored submission waits while an earlier one is pending. Throws if a submission got feedback before an
 * earlier one.
 *
 * @param submissions of one ladder, in order of acceptance
 */
export function listDecidable<T extends { readonly id: string; readonly progress: LadderProgress }>(
  submissions: readonly T[],
): readonly T[] {
  const blockedAt = submissions.findIndex(({ progress }) => progress === 'pending');
  const reachable = blockedAt === -1 ? submissions : submissions.slice(0, blockedAt);
  const decidable = submissions.filter(
    (submission, i) => submission.progress === 'scored' && i < reachable.length,
  );
  const firstOpen = submissions.findIndex(({ progress }) => progress === 'pending' || progress === 'scored');
  const early = submissions.find(
    ({ progress }, i) => firstOpen !== -1 && i > firstOpen && progress === 'answered',
  );
  if (early) throw new Error(`submission ${early.id} was answered out of order`);
  return decidable;
}
