import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * What a test of the ladder compares, one number an item: guarded z the pseudo-values, whose mean is the score, or, of metrics that rise or
 * fall with the items' own losses, those; exact McNemar the hits, by recall on items of the positive class, and 0 for all others. Null
 * where they have no value.
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

/** Which of them are better: R² rises where squared errors fall. */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  findPseudoValues(metric, test) ? metricByName[metric].direction : metricByName[metric].outcomes.direction;

const findPseudoValues = (metric: MetricName, test: LadderTest) =>
  test === 'guarded-z' ? metricByName[metric].computePseudoValues : null;

/** The bound above which units are set aside, and what these owe each unit of the round. */
export type SetAside = { readonly lossMax: number; readonly owed: number };

/**
 * The few units that could lose most would decide a test by themselves. So some are set aside, by their bounds and the level alone:
 * they count as if all of them, drawn or not, lost what they can, and the others must make up for that.
 *
 * A test needs a mean gain of about `owed` + price·b, b = `lossMax` + `owed` the most that a unit can still lose: the bound is the one for
 * which that is least. Units of one size are set aside together or not at all.
 *
 * @param ofRound what each unit of the round could lose, all ≥ 0
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
 * Where a submission of a team is on its way to an answer: `pending` not scored yet, or to be tried again; `scored` its
 * outcomes are known; `gone` rejected or failed for good, so it never gets an answer; `answered` its answer is stored.
 */
export type LadderProgress = 'pending' | 'scored' | 'gone' | 'answered';

/**
 * The submissions that can be answered now, in the order in which they must be. Scoring runs in parallel, but an answer
 * depends on all earlier ones: a scored submission waits while an earlier one is pending.
 * Throws if a submission has been answered before an earlier one that is still to be.
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
