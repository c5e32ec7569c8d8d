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

/** The rules that decide feedback in a round, fixed when the round is sealed. */
export type FeedbackRules = {
  readonly policy: FeedbackPolicyName;
  readonly metric: MetricName;
  /** Number of items in the whole round; `feedbackCount` counts those in the feedback split. */
  readonly itemCount: number;
  readonly feedbackCount: number;
  /** Maximum number of times that a team group gets feedback, from `computeFeedbackCap`; null without a maximum. */
  readonly feedbackCap: number | null;
  /** For each item of the feedback split the index of its group; null where items are independent. */
  readonly groups: Int32Array | null;
};

/** A team's state before its next submission gets feedback. */
export type TeamState = {
  readonly own: FeedbackTally;
  /** Sum of the feedback to all other teams of the team's group. */
  readonly linked: FeedbackTally;
  /** The current best of a ladder; null under other policies. */
  readonly incumbent: Incumbent | null;
};

/** A scored submission, as the decision on its feedback needs it. */
export type SubmissionToDecide = {
  readonly id: string;
  /**
   * Outcomes of the feedback items by `computeLadderOutcomes`; null where the metric has no value for this file. Only a
   * ladder uses them.
   */
  readonly outcomes: Float64Array | null;
  /** Score on the feedback split with its standard error; null where the metric has no value for this file. */
  readonly estimate: Estimate | null;
  /**
   * `countEdits` between this file and the most similar earlier file of the team group, under a ladder including the
   * baseline.
   */
  readonly editCount: number;
  /** `findUnitLosses` between the current best and this file; null where there are none. */
  readonly unitLosses: UnitLosses | null;
};

/** True if a round withholds all feedback: then a decision needs no state, file or score. */
export const givesNoFeedback = ({
  policy,
  feedbackCount,
}: Pick<FeedbackRules, 'policy' | 'feedbackCount'>): boolean =>
  policy === 'final-only' || feedbackCount === 0;

/**
 * Decides the feedback on one submission by its round's policy, and counts it in two tallies: the team's own, and the sum
 * over the other teams of its group. Each submission is decided once, in order of acceptance within a group of linked teams.
 * Repeating the decisions for a round's submissions in that order gives the same feedback.
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

/**
 * Kind under which the tally counts the feedback; null for feedback that is withheld for a reason that the team
 * knows.
 */
function kindOf({ policy }: FeedbackRules, decision: FeedbackDecision): FeedbackKind | null {
  switch (decision.outcome) {
    case 'score':
      return 'score';
    case 'improved':
      return 'improvement';
    case 'no_improvement':
      return 'refusal';
    case 'withheld':
      // Under a budget, an undefined score reveals something about the items of the split, so it counts as feedback.
      return policy === 'exact-with-budget' && decision.reason === 'undefined-score' ? 'no-score' : null;
  }
}

const countExactFeedback = ({ scores, refusals }: FeedbackTally): number => scores + refusals;

/** Makes the rules of a round's ladder. Throws for a round without a feedback cap. */
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
              // A participant can choose the standard error by the predictions. For a bounded metric, therefore, no reported
              // digit depends on it.
              isBounded(metric) ? 'zero-one' : metricByName[metric].outcomes.kind,
              estimate.standardError,
              feedbackCount,
            )
          : findPublishedDecimals(metric, estimate.score),
    isExposureSpent: isExposureSpent(rules, addTallies([own, linked])),
    usedCount: countExactFeedback(own) + countExactFeedback(linked),
    feedbackCap: rules.feedbackCap,
    // The policy `exact` allows all digits and small edits, to demonstrate how much such feedback reveals.
    editCount: isBudgeted ? editCount : Number.POSITIVE_INFINITY,
    editCountMin: computeEditCountMin(rules.itemCount),
  });
}

/**
 * Decides feedback under the policies that report every score: the score and its standard error, rounded. Under a budget, a
 * number that would raise the exposure above 100 % is withheld.
 *
 * @param estimate score on the feedback split; null where the metric has no value for this file
 * @param usedCount how often the team and all teams linked with it got feedback: scores, and undefined scores
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
  /** Result of `isExposureSpent` for the team group before this feedback. */
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
