import type { FeedbackPolicyName } from '../benchmark';
import { log, square } from '../statistics/exact-math';
import { computeExpectedMaximum, computeNormalCdf } from '../statistics/normal-distribution';

/** Overfitting below two points of accuracy is tolerated for every number of items. */
const toleranceMin = 0.02;

/** τ = max(0.02, 1/√n): the tolerated overfitting in a round of n items, on the scale of an accuracy. */
export const computeTolerance = (itemCount: number): number =>
  Math.max(toleranceMin, 1 / Math.sqrt(requireItems(itemCount)));

/**
 * k* = 2π·n·τ², the exposure budget: the number of exact scores after which a split of n items counts as used up. An attack
 * that scores disjoint blocks of items, and inverts blocks with a loss above ½, gains √(k/(2πn)), which is τ for k = k*. The
 * budget is 6.28 up to 2,500 items, then 10.05 for 4,000, 25.1 for 10,000 and 251 for 100,000. For other metrics τ is the same
 * number of standard errors of the metric, so k* is the same.
 */
export const computeExposureBudget = (itemCount: number): number =>
  2 * Math.PI * itemCount * square(computeTolerance(itemCount));

/**
 * Exposure E = √(k/k*): 0 for a split without feedback, 1 for a split that is used up. E may exceed 1.
 * @param itemCount n ≥ 1, items of the feedback split
 * @param usedCount k, the feedback so far in units of exact scores
 */
export function computeExposure(itemCount: number, usedCount: number): number {
  if (!(usedCount >= 0)) throw new RangeError(`feedback is counted from 0, got ${usedCount}`);
  return Math.sqrt(usedCount / computeExposureBudget(itemCount));
}

function requireItems(itemCount: number): number {
  if (!(itemCount >= 1)) throw new RangeError(`exposure needs items, got ${itemCount}`);
  return itemCount;
}

export type ExposedSplit = {
  /** Number of items in the feedback split. */
  readonly feedbackCount: number;
};

/**
 * How much of the feedback split one group of linked teams, or one unlinked team, has used up: E = √(max(1, Σ charges)/k*)
 * after the first feedback.
 */
export const computeGroupExposure = (split: ExposedSplit, group: FeedbackTally): number =>
  computePooledExposure(split, [group]);

/**
 * The exposure that would result if one analyst received the feedback of all groups: E = √(Σ max(1, charges)/k*) over the
 * groups with feedback.
 */
export const computePooledExposure = (
  { feedbackCount }: ExposedSplit,
  groups: readonly FeedbackTally[],
): number =>
  computeExposure(
    feedbackCount,
    groups
      .filter((group) => countFeedbackOf(group) > 0)
      .reduce((sum, { charge }) => sum + Math.max(1, charge), 0),
  );

/** The highest exposure of the given groups; 0 if there are no groups. */
export const computeWorstExposure = (split: ExposedSplit, groups: readonly FeedbackTally[]): number =>
  groups.reduce((max, group) => Math.max(max, computeGroupExposure(split, group)), 0);

const log2 = (x: number): number => log(x) / Math.LN2;

/**
 * Bits in the transcript of a ladder that gave feedback k times and reported j improvements: B = log₂C(k,j) + log₂(k+1) +
 * j·log₂(1/η). The terms encode the positions of the improvements, their number, and a value of step η for each.
 *
 * @param step η in (0, 1], the reported score's step as a share of the range of the score
 */
export function computeLadderBits(usedCount: number, improvementCount: number, step: number): number {
  if (!(improvementCount >= 0 && improvementCount <= usedCount))
    throw new RangeError(`${improvementCount} improvements in feedback on ${usedCount} files`);
  if (!(step > 0 && step <= 1)) throw new RangeError(`a step is between 0 and 1, got ${step}`);
  let choices = 0;
  for (let i = 1; i <= improvementCount; i++) choices += log2((usedCount - improvementCount + i) / i);
  return choices + log2(usedCount + 1) - improvementCount * log2(step);
}

/** Bits in a transcript of k scores of step η each: k·log₂(1/η). */
export const computeScoreBits = (usedCount: number, step: number): number => -usedCount * log2(step);

/**
 * Upper bound, with probability 1 − δ, on the difference between the reported and the true score of any file that an analyst
 * can choose after B released bits, for a loss between 0 and 1: √((B·ln 2 + ln(2/δ))/(2n)). Hoeffding's inequality with a union
 * over the 2^B transcripts, as in the proof for the ladder of Blum & Hardt 2015 (arXiv 1502.04585).
 *
 * @param itemCount n ≥ 1, items of the feedback split
 */
export function computeTranscriptBound(bits: number, itemCount: number, delta = 0.05): number {
  if (!(bits >= 0 && itemCount >= 1 && delta > 0 && delta < 1))
    throw new RangeError(`no bound for ${bits} bits, ${itemCount} items, δ = ${delta}`);
  return Math.sqrt((bits * Math.LN2 + log(2 / delta)) / (2 * itemCount));
}

/**
 * Expected loss of an attack on n binary labels: the majority vote over those of k random prediction files whose exact loss
 * on these labels is at most ½ (the attack of Blum & Hardt 2015, arXiv 1502.04585, section 4): 1 − Φ(√(k/(πn))). On new
 * labels the vote has a loss of ½.
 */
export const computeKeptVoteLoss = (usedCount: number, itemCount: number): number =>
  1 - computeNormalCdf(Math.sqrt(usedCount / (Math.PI * itemCount)));

/**
 * Gain in accuracy of the majority vote of k random files on n binary labels when files with a loss above ½ are inverted
 * instead of left out: Φ(√(2k/(πn))) − ½. To first order √(k/(π²n)), less than by blocks (`computeBlockGain`). A vote
 * weighted by the distance of each loss from ½ gains more, Φ(√(k/n)) − ½ (`computeWeightedVoteGain`).
 */
export const computeSignVoteGain = (usedCount: number, itemCount: number): number =>
  computeNormalCdf(Math.sqrt((2 * usedCount) / (Math.PI * itemCount))) - 0.5;

/**
 * Gain in accuracy of the vote weighted by the distance of each file's loss from ½: Φ(√(k/n)) − ½, for k well below n. This
 * attack needs the digits of the scores, not only the sign of score − ½.
 */
export const computeWeightedVoteGain = (usedCount: number, itemCount: number): number =>
  computeNormalCdf(Math.sqrt(usedCount / itemCount)) - 0.5;

/**
 * Gain in accuracy of an attack that scores k disjoint blocks of n labels, and inverts each block whose loss is above ½:
 * √(k/(2πn)), for blocks of many items. The attack uses only the sign of each score − ½. The exposure budget k* is derived
 * from this gain.
 */
export const computeBlockGain = (usedCount: number, itemCount: number): number =>
  Math.sqrt(usedCount / (2 * Math.PI * itemCount));

/**
 * Minimum charge after the first feedback. An attack that also uses refusals gains as much from a reported improvement as from
 * 2π·φ(z)²/q exact scores, q the chance of an improvement and z its normal quantile. The maximum is 2.54, at q = .27.
 */
const chargeMin = 2.5;

const charges = new Map<number, number>();

/**
 * c(s), the charge of a reported improvement in units of exact scores. s counts the feedback since the previous improvement or
 * the start, this improvement included. c(1) = 1, for the reported score; c(s) = max(2.5, (π/2)·a_s²) for s > 1, a_s the
 * expected best of s standard normal numbers. An attacker who mixes sure improvements with coin tosses sets the chance q of a
 * reported improvement, which selects among 1/q tosses. The best of s tosses of m items gains ½√m·a_s hits, as many as
 * (π/2)·a_s² exact scores on disjoint blocks. c never decreases with s. Throws a RangeError unless s is whole and positive.
 */
export function computeImprovementCharge(usedCount: number): number {
  if (usedCount === 1) return 1;
  const known = charges.get(usedCount);
  if (known !== undefined) return known;
  const charge = Math.max(chargeMin, (Math.PI / 2) * square(computeExpectedMaximum(usedCount)));
  charges.set(usedCount, charge);
  return charge;
}

/**
 * Counts of the feedback that a team, or a group of linked teams, got in a round: `scores` under the exact policies,
 * `improvements` and `refusals` of a ladder. Withheld feedback doesn't count. Tallies of a group's teams add up.
 */
export type FeedbackTally = {
  readonly scores: number;
  readonly improvements: number;
  readonly refusals: number;
  /** Total cost in units of exact scores, see `computeImprovementCharge`. */
  readonly charge: number;
  /** s, the number of times that a ladder gave feedback since the group's newest improvement, or since the start. */
  readonly sinceImprovement: number;
};

export const noFeedback: FeedbackTally = {
  scores: 0,
  improvements: 0,
  refusals: 0,
  charge: 0,
  sinceImprovement: 0,
};

export const countFeedbackOf = ({ scores, improvements, refusals }: FeedbackTally): number =>
  scores + improvements + refusals;

/** Adds tallies of several teams, which gives the tally of a group of linked teams. */
export function addTallies(tallies: readonly FeedbackTally[]): FeedbackTally {
  const sum = (key: keyof FeedbackTally) => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    scores: sum('scores'),
    improvements: sum('improvements'),
    refusals: sum('refusals'),
    charge: sum('charge'),
    sinceImprovement: sum('sinceImprovement'),
  };
}

/**
 * Kind of feedback: a `score`, or `no-score` for an undefined score, which reveals as much about the items; an `improvement` or
 * a `refusal` of a ladder.
 */
export type FeedbackKind = 'score' | 'no-score' | 'improvement' | 'refusal';

/** Tallies of the feedback so far: to a team (`own`), and to all other teams of its group (`linked`). */
export type GroupTallies = { readonly own: FeedbackTally; readonly linked: FeedbackTally };

/**
 * Counts one feedback to the team. The charge of a reported improvement depends on the feedback to the whole group since the
 * group's last improvement. An improvement resets that count for all teams of the group.
 */
export function countFeedback({ own, linked }: GroupTallies, kind: FeedbackKind): GroupTallies {
  switch (kind) {
    case 'score':
      return { own: { ...own, scores: own.scores + 1, charge: own.charge + 1 }, linked };
    case 'no-score':
      return { own: { ...own, refusals: own.refusals + 1, charge: own.charge + 1 }, linked };
    case 'refusal':
      return {
        own: { ...own, refusals: own.refusals + 1, sinceImprovement: own.sinceImprovement + 1 },
        linked,
      };
    case 'improvement':
      return {
        own: {
          ...own,
          improvements: own.improvements + 1,
          charge: own.charge + computeImprovementCharge(own.sinceImprovement + linked.sinceImprovement + 1),
          sinceImprovement: 0,
        },
        linked: { ...linked, sinceImprovement: 0 },
      };
  }
}

export type FeedbackSplit = ExposedSplit & { readonly policy: FeedbackPolicyName };

/**
 * True if the next feedback to the group could exceed the exposure budget: on a ladder Σ charges + c(s + 1) > k*, the charge of
 * an improvement; for scores under a budget Σ charges + 1 > k*. False for scores without a budget.
 */
export function isExposureSpent(split: FeedbackSplit, group: FeedbackTally): boolean {
  switch (split.policy) {
    case 'guarded-ladder':
      return computeImprovementCharge(group.sinceImprovement + 1) > findBudgetLeft(split, group);
    case 'exact-with-budget':
      return findBudgetLeft(split, group) < 1;
    case 'exact':
    case 'final-only':
      return false;
  }
}

/**
 * Counts how many more times a group can get feedback until its exposure is spent. The minimum is over all outcomes; the
 * maximum is reached if none is an improvement. Both are infinite without a budget.
 */
export function countFeedbackByExposure(
  split: FeedbackSplit,
  group: FeedbackTally,
  cap: number,
): { readonly least: number; readonly most: number } {
  const left = findBudgetLeft(split, group);
  if (split.policy === 'exact-with-budget') return both(Math.max(0, Math.floor(left)));
  if (split.policy !== 'guarded-ladder') return both(Number.POSITIVE_INFINITY);
  const most = countRefusable(left, group.sinceImprovement, cap);
  return { least: countLeast(left, group.sinceImprovement, most), most };
}

const both = (count: number) => ({ least: count, most: count });

const findBudgetLeft = ({ feedbackCount }: ExposedSplit, group: FeedbackTally): number =>
  computeExposureBudget(feedbackCount) - group.charge;

/**
 * Number of further refusals, up to the cap, while the remaining budget `left` covers c(s + 1), the charge of an improvement
 * that may follow. Each refusal adds 1 to s.
 */
function countRefusable(left: number, since: number, cap: number): number {
  let [given, refused] = [0, cap];
  while (given < refused) {
    const middle = Math.ceil((given + refused) / 2);
    if (computeImprovementCharge(since + middle) <= left) given = middle;
    else refused = middle - 1;
  }
  return given;
}

/**
 * Length of the shortest sequence of feedback that uses up the remaining budget: some refusals, an improvement, and then pairs
 * of a refusal and an improvement.
 */
function countLeast(left: number, since: number, most: number): number {
  let least = most;
  for (let decisions = 1; decisions < least; decisions++)
    least = Math.min(least, decisions + countByPairs(left - computeImprovementCharge(since + decisions)));
  return least;
}

/**
 * Length of the sequence of pairs (refusal, improvement) that uses up the remaining budget. No sequence costs more per
 * feedback than a pair, which costs c(2) for two. The rest of the budget may cover one more c(1).
 */
function countByPairs(left: number): number {
  const pair = computeImprovementCharge(2);
  return 2 * Math.floor(left / pair) + (left % pair >= computeImprovementCharge(1) ? 1 : 0);
}
