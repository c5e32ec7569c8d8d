import type { FeedbackPolicyName } from '../benchmark';
import {
  addTallies,
  countFeedback,
  type FeedbackKind,
  type FeedbackTally,
  type GroupTallies,
  isExposureSpent,
} from '../exposure/exposure';
import { isBounded } from '../metrics/format-score';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { computeEditCountMin } from './count-edits';
import type { FeedbackDecision } from './feedback';
import { advanceLadder, type Incumbent } from './ladder/advance-ladder';
import type { Estimate, UnitLosses } from './ladder/guarded-z';
import { directionOfOutcomes, findLadderTest, type LadderRules } from './ladder/ladder-rules';
import { findPublishedDecimals, findReportDecimals, roundReported } from './rounding';

/** Rules of feedback in a round, fixed at its sealing. */
export type FeedbackRules = {
  readonly policy: FeedbackPolicyName;
  readonly metric: MetricName;
  /** Items of the whole round, and of its feedback split. */
  readonly itemCount: number;
  readonly feedbackCount: number;
  /** From `computeFeedbackCap`. */
  readonly feedbackCap: number | null;
  /** Index of the group of each feedback item; null where items are independent. */
  readonly groups: Int32Array | null;
};

/** A team's state before feedback on its next submission. */
export type TeamState = {
  readonly own: FeedbackTally;
  /** Sum of the feedback to all other teams of its group. */
  readonly linked: FeedbackTally;
  /** The current best of a ladder; null under other policies. */
  readonly incumbent: Incumbent | null;
};

/** Input of the decision on a scored submission. */
export type SubmissionToDecide = {
  readonly id: string;
  /** `computeLadderOutcomes` on the feedback split; null where the metric has no value for this file. Used by a ladder only. */
  readonly outcomes: Float64Array | null;
  /** The metric on the feedback split, with its standard error; null where it has no value. */
  readonly estimate: Estimate | null;
  /** `countEdits` against the nearest earlier file of the group, on a ladder the baseline included. */
  readonly editCount: number;
  /** `findUnitLosses` against the incumbent's file; null where it has none. */
  readonly unitLosses: UnitLosses | null;
};

/** True if a round withholds all feedback: then a decision needs no state, file or score. */
export const givesNoFeedback = ({
  policy,
  feedbackCount,
}: Pick<FeedbackRules, 'policy' | 'feedbackCount'>): boolean =>
  policy === 'final-only' || feedbackCount === 0;

/**
 * Decides the feedback on one submission by its round's policy, and the two tallies afterwards: the team's own, and the sum
 * over the other teams of its group. Each submission is decided once, in order of acceptance within a group of linked teams. A
 * replay over a round's submissions gives the same feedback.
 */
export function decideFeedback(
  rules: FeedbackRules,
  teamState: TeamState,
  submission: SubmissionToDecide,
): {
  readonly decision: FeedbackDecision;
  readonly kind: FeedbackKind | null;
  readonly tallies: GroupTallies;
} {
  const { own, linked } = teamState;
  const decision = givesNoFeedback(rules)
    ? ({ outcome: 'withheld', reason: 'final-only' } as const)
    : rules.policy === 'guarded-ladder'
      ? advance(rules, teamState, submission)
      : reportScore(rules, teamState, submission);
  const kind = kindOf(rules, decision);
  return { decision, kind, tallies: kind === null ? { own, linked } : countFeedback({ own, linked }, kind) };
}

/** Kind of feedback that the tally counts; null where feedback is withheld for a reason that the team knows. */
function kindOf({ policy }: FeedbackRules, decision: FeedbackDecision): FeedbackKind | null {
  switch (decision.outcome) {
    case 'score':
      return 'score';
    case 'improved':
      return 'improvement';
    case 'no_improvement':
      return 'refusal';
    case 'withheld':
      // An undefined score under a budget reveals something about the items of the split, so it counts too.
      return policy === 'exact-with-budget' && decision.reason === 'undefined-score' ? 'no-score' : null;
  }
}

const countExactFeedback = ({ scores, refusals }: FeedbackTally): number => scores + refusals;

/** Ladder rules of a round. Throws for a round without a feedback cap. */
export function makeLadderRules({ metric, itemCount, feedbackCap, groups }: FeedbackRules): LadderRules {
  if (feedbackCap === null) throw new Error('a ladder without a cap');
  const test = findLadderTest(metric, groups !== null);
  return {
    test,
    lossKind: metricByName[metric].outcomes.kind,
    direction: directionOfOutcomes(metric, test),
    feedbackCap,
    editCountMin: computeEditCountMin(itemCount),
    groups,
  };
}

function advance(
  rules: FeedbackRules,
  { own, linked, incumbent }: TeamState,
  submission: SubmissionToDecide,
): FeedbackDecision {
  if (incumbent === null) throw new Error('a ladder without a current best');
  const isTooSmall = submission.editCount < computeEditCountMin(rules.itemCount);
  if (!isTooSmall && isExposureSpent(rules, addTallies([own, linked])))
    return { outcome: 'withheld', reason: 'exposure-spent' };
  return advanceLadder(
    {
      rules: makeLadderRules(rules),
      incumbent,
      usedCount: own.improvements + own.refusals,
      improvementCount: own.improvements,
    },
    {
      id: submission.id,
      outcomes: submission.estimate === null ? null : submission.outcomes,
      estimate: metricByName[rules.metric].outcomes.isMean ? null : submission.estimate,
      editCount: submission.editCount,
      unitLosses: submission.unitLosses,
      linkedUsedCount: linked.improvements + linked.refusals,
      linkedRefusalCount: linked.refusals,
    },
  ).decision;
}

function reportScore(
  rules: FeedbackRules,
  { own, linked }: TeamState,
  submission: SubmissionToDecide,
): FeedbackDecision {
  const { metric, feedbackCount } = rules;
  const { estimate, editCount } = submission;
  const isBudgeted = rules.policy === 'exact-with-budget';
  return decideExactFeedback({
    estimate,
    decimals:
      estimate === null
        ? 0
        : isBudgeted
          ? findReportDecimals(
              // A file determines its own standard error. For metrics between two bounds no reported digit depends on that
              // error.
              isBounded(metric) ? 'zero-one' : metricByName[metric].outcomes.kind,
              estimate.standardError,
              feedbackCount,
            )
          : findPublishedDecimals(metric, estimate.score),
    isExposureSpent: isExposureSpent(rules, addTallies([own, linked])),
    usedCount: countExactFeedback(own) + countExactFeedback(linked),
    feedbackCap: rules.feedbackCap,
    // Without a budget all digits and small edits are allowed: that policy demonstrates how much such feedback reveals.
    editCount: isBudgeted ? editCount : Number.POSITIVE_INFINITY,
    editCountMin: computeEditCountMin(rules.itemCount),
  });
}

/**
 * Decides feedback under the policies that report every score: the score and its standard error, rounded. Under a budget no
 * number is reported that would raise the exposure above 100 %.
 *
 * @param estimate score on the feedback split; null where the metric has no value for this file
 * @param usedCount feedback so far to the team and to all teams linked with it: scores, and undefined scores
 * @param editCount items of the round in which the file differs from the nearest earlier one
 */
export function decideExactFeedback({
  estimate,
  decimals,
  editCount,
  editCountMin,
  isExposureSpent,
  usedCount,
  feedbackCap,
}: {
  readonly estimate: Estimate | null;
  readonly decimals: number;
  /** `isExposureSpent` of the group before this feedback. */
  readonly isExposureSpent: boolean;
  readonly usedCount: number;
  /** Maximum number of reported scores; null where only the quota limits them. */
  readonly feedbackCap: number | null;
  readonly editCount: number;
  readonly editCountMin: number;
}): FeedbackDecision {
  if (editCount < editCountMin) return { outcome: 'withheld', reason: 'too-few-edits' };
  if (isExposureSpent) return { outcome: 'withheld', reason: 'exposure-spent' };
  if (feedbackCap !== null && usedCount >= feedbackCap)
    return { outcome: 'withheld', reason: 'feedback-spent' };
  if (estimate === null || !Number.isFinite(estimate.score))
    return { outcome: 'withheld', reason: 'undefined-score' };
  return { outcome: 'score', ...roundReported(estimate, decimals) };
}
