import type { FeedbackPolicyName } from '../benchmark';
import { countFeedback, countFeedbackByExposure, noFeedback } from '../exposure/exposure';
import { computeTestLevel } from '../feedback/ladder/wins-needed';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { type ExpectedInterval, expectInterval } from './expected-interval';
import { type GainChance, listGainChances } from './gain-chances';
import { type LastPairs, planRanking, type RankingPlan } from './plan-ranking';
import { type ClassShares, findRarestShare } from './typical-set';
import { computeStepPower, type StepPower } from './typical-step';

/** Minimum number of items for a feedback split; with fewer, all items should be in the final split. */
export const itemsForFeedbackMin = 500;

export type RoundToPlan = {
  readonly itemCount: number;
  readonly metric: MetricName;
  /** Shares of the classes, from `findClassShares`. */
  readonly shares: ClassShares;
  readonly policy: FeedbackPolicyName;
  readonly feedbackShare: number;
  readonly quotaPerRound: number;
  /** Expected number of models in the ranking. */
  readonly modelCount: number;
  /** Expected share of items on which exactly one of two models is right. */
  readonly discordantShare: number;
  readonly lastPairs: LastPairs | null;
};

/** Precision to expect of a planned round, for its maintainers and for participants. */
export type RoundPlan = {
  readonly feedbackCount: number;
  readonly finalCount: number;
  readonly told: PowerPlan;
  /**
   * True if the rarest class has fewer than 50 items in the feedback split, so that small improvements aren't reported.
   */
  readonly isRarestClassSmall: boolean;
  /** Expected interval of a typical model's final score; null where it can't be computed before the round. */
  readonly final: ExpectedInterval | null;
  /** How often a team gets feedback; null without feedback, or where only the quota ends it. */
  readonly feedback: FeedbackPlan | null;
  readonly ranking: RankingPlan;
};

/**
 * Probability that a better model is reported as an improvement at the first feedback.
 * - `nothing`, `scores`: the policy reports no score, or each score.
 * - `exact`: computed for the exact McNemar test; `step`: for a typical improvement by the metric.
 * - `unknown`: fewer than two classes or items.
 */
export type PowerPlan =
  | { readonly kind: 'nothing' | 'scores' | 'unknown' }
  | {
      readonly kind: 'exact';
      readonly ofPositives: boolean;
      readonly countedItems: number;
      readonly chances: readonly GainChance[];
    }
  | { readonly kind: 'step'; readonly power: StepPower };

/**
 * How often a team gets feedback until the exposure stop or its quota: `least` for the worst sequence of outcomes, `most` if
 * none is an improvement, `mostAfterFirst` after one improvement.
 */
export type FeedbackPlan = {
  readonly least: number;
  readonly most: number;
  readonly mostAfterFirst: number;
};

const rarestItemsMin = 50;

export function planRound(round: RoundToPlan): RoundPlan {
  const { itemCount, feedbackShare, metric, shares, policy } = round;
  const feedbackCount = Math.round(itemCount * feedbackShare);
  const finalCount = itemCount - feedbackCount;
  const test = metricByName[metric].ladder?.test;
  return {
    feedbackCount,
    finalCount,
    told: planPower(round, feedbackCount),
    isRarestClassSmall:
      policy === 'guarded-ladder' &&
      feedbackCount > 0 &&
      (test === 'guarded-z' || test === 'mcnemar-of-positives') &&
      metricByName[metric].group === 'classes' &&
      feedbackCount * findRarestShare(shares) < rarestItemsMin,
    final: expectInterval({ metric, finalCount, shares }),
    feedback: planFeedback(round, feedbackCount),
    ranking: planRanking({ ...round, finalCount }),
  };
}

function planPower({ policy, metric, shares }: RoundToPlan, feedbackCount: number): PowerPlan {
  if (policy === 'final-only' || feedbackCount === 0 || metricByName[metric].ladder === null)
    return { kind: 'nothing' };
  if (policy !== 'guarded-ladder') return { kind: 'scores' };
  const test = metricByName[metric].ladder?.test;
  if (test === 'mcnemar' || test === 'mcnemar-of-positives') {
    const ofPositives = test === 'mcnemar-of-positives';
    const countedItems = ofPositives ? Math.round(feedbackCount * findRarestShare(shares)) : feedbackCount;
    return {
      kind: 'exact',
      ofPositives,
      countedItems,
      chances: listGainChances(countedItems, computeTestLevel(0)),
    };
  }
  const power = computeStepPower({ metric, shares, feedbackCount });
  return power ? { kind: 'step', power } : { kind: 'unknown' };
}

function planFeedback({ policy, quotaPerRound }: RoundToPlan, feedbackCount: number): FeedbackPlan | null {
  if (policy === 'final-only' || policy === 'exact' || feedbackCount === 0) return null;
  const split = { policy, feedbackCount };
  const first = countFeedback({ own: noFeedback, linked: noFeedback }, 'improvement').own;
  const capped = (count: number, cap: number) => Math.max(0, Math.min(count, cap));
  const { least, most } = countFeedbackByExposure(split, noFeedback, quotaPerRound);
  const after = countFeedbackByExposure(split, first, quotaPerRound);
  return {
    least: capped(least, quotaPerRound),
    most: capped(most, quotaPerRound),
    mostAfterFirst: capped(after.most, quotaPerRound - 1),
  };
}

export type FeedbackProposal = {
  readonly policy: FeedbackPolicyName;
  readonly feedbackShare: number;
  /** Proposed number of submissions per round. */
  readonly quotaPerRound: number;
};

/** Number of items from which a smaller share of them is a large enough feedback split. */
const itemsForSmallShare = 5000;

const quotaOfUnlimited = 20;

const quotaMax = 30;

/**
 * Proposes feedback settings for a number of items, consistent with the checks of test sets: no feedback split where the items
 * are too few for two splits, else a guarded ladder.
 */
export function proposeFeedback(itemCount: number): FeedbackProposal {
  const policy = itemCount < itemsForFeedbackMin ? 'final-only' : 'guarded-ladder';
  const feedbackShare = policy === 'final-only' ? 0 : itemCount < itemsForSmallShare ? 0.4 : 0.3;
  return {
    policy,
    feedbackShare,
    quotaPerRound: proposeQuota(policy, Math.round(itemCount * feedbackShare)),
  };
}

/**
 * Proposes the number of submissions per round that get feedback: on a ladder if only the first is an improvement, for
 * scores until the budget is spent; at most 30. For a policy without an exposure stop, 20.
 */
export function proposeQuota(policy: FeedbackPolicyName, feedbackCount: number): number {
  if (policy === 'final-only' || policy === 'exact' || feedbackCount === 0) return quotaOfUnlimited;
  const split = { policy, feedbackCount } as const;
  const kind = policy === 'guarded-ladder' ? 'improvement' : 'score';
  const first = countFeedback({ own: noFeedback, linked: noFeedback }, kind).own;
  return Math.min(quotaMax, 1 + countFeedbackByExposure(split, first, quotaMax).most);
}
