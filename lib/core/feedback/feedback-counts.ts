import type { FeedbackPolicyName } from '../benchmark';
import {
  computeExposureBudget,
  countFeedbackByExposure,
  countFeedbackOf,
  type FeedbackTally,
} from '../exposure/exposure';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { type FeedbackRules, givesNoFeedback } from './decide-feedback';
import { computeTestLevel, findWinsNeeded } from './ladder/wins-needed';

/**
 * How often a group of linked teams got feedback (`used`) and can still get it: `left` at least, for any outcomes, and
 * `leftMax` if none is an improvement.
 */
export type FeedbackCounts = { readonly used: number; readonly left: number; readonly leftMax: number };

type CountedRules = Pick<FeedbackRules, 'policy' | 'feedbackCap' | 'feedbackCount'> & {
  readonly quotaPerRound: number;
};

/**
 * Counts the feedback that a group has used, and that remains until the round's cap or the exposure stop. Withheld feedback
 * doesn't count.
 */
export function computeFeedbackCounts(rules: CountedRules, ofGroup: FeedbackTally): FeedbackCounts {
  const used = countFeedbackOf(ofGroup);
  const leftByCap = Math.max(0, leaveByCap(rules, used));
  if (leftByCap === 0) return { used, left: 0, leftMax: 0 };
  const { least, most } = countFeedbackByExposure(rules, ofGroup, leftByCap);
  return { used, left: Math.min(leftByCap, least), leftMax: Math.min(leftByCap, most) };
}

/** Maximum of remaining feedback. Under `exact` only the quota of submissions limits feedback, so it serves as the cap. */
function leaveByCap({ policy, feedbackCap, quotaPerRound }: CountedRules, used: number): number {
  return (feedbackCap ?? (policy === 'exact' ? quotaPerRound : 0)) - used;
}

/**
 * Computes K, the feedback cap, which is fixed when a round is sealed: the maximum number of times that a group of linked
 * teams gets feedback. The exposure stop may end feedback sooner. For a ladder K is the quota. For exact scores under a
 * budget K is at most ⌊k*⌋, where exposure reaches 100 %. Null for a policy without a cap: `exact` gives feedback on all
 * submissions within the quota, `final-only` on none.
 * @param feedbackCount number of items of the feedback split; at 0 there is no feedback, and the cap of a ladder is null
 */
export function computeFeedbackCap({
  feedbackCount,
  policy,
  quotaPerRound,
}: {
  readonly policy: FeedbackPolicyName;
  readonly quotaPerRound: number;
  readonly feedbackCount: number;
}): number | null {
  if (feedbackCount === 0) return null;
  switch (policy) {
    case 'guarded-ladder':
      return quotaPerRound;
    case 'exact-with-budget':
      return Math.min(quotaPerRound, Math.floor(computeExposureBudget(feedbackCount)));
    case 'exact':
    case 'final-only':
      return null;
  }
}

/** Facts about a team's next test on a ladder. They depend only on counts that the team knows, and on no file. */
export type NextTest = {
  /** Significance level α of the test. */
  readonly level: number;
  /** Number of refusals so far of the team and of all teams linked with it. */
  readonly refusals: number;
  /**
   * Requirements of the exact McNemar test on independent items. Each row is for a number of feedback items on which exactly
   * one of the two files is right: how many of these the new file must have right, and the resulting gain of the score. Null
   * where another test decides.
   */
  readonly gains: readonly GainNeeded[] | null;
};

export type GainNeeded = {
  readonly changed: number;
  /** Number of the differing items that the new file must have right; null if even all of them are not enough. */
  readonly wins: number | null;
  /** Resulting gain of the score, (wins − losses)/n; null if `wins` is null. */
  readonly gain: number | null;
};

const changedShares = [0.05, 0.1, 0.2] as const;

/**
 * Describes a group's next test by facts that the group knows; null in a round without a guarded ladder.
 * @param ofGroup sum of the feedback to the team and to all teams linked with it
 */
export function describeNextTest(
  rules: {
    readonly policy: FeedbackPolicyName;
    readonly metric: MetricName;
    readonly feedbackCount: number;
  },
  ofGroup: FeedbackTally,
): NextTest | null {
  if (rules.policy !== 'guarded-ladder' || givesNoFeedback(rules)) return null;
  const { metric, feedbackCount } = rules;
  const level = computeTestLevel(ofGroup.refusals);
  const gains = changedShares.map((share): GainNeeded => {
    const changed = Math.round(share * feedbackCount);
    const wins = findWinsNeeded(changed, level);
    return { changed, wins, gain: wins === null ? null : (2 * wins - changed) / feedbackCount };
  });
  const isExact = metricByName[metric].ladder?.test === 'mcnemar';
  return { level, refusals: ofGroup.refusals, gains: isExact ? gains : null };
}
