import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { computeStudentQuantile } from '../../statistics/student-distribution';
import type { BeatenFile, FeedbackDecision, WithheldReason } from '../feedback';
import { findReportDecimals, roundReported } from '../rounding';
import {
  computeGuardedZ,
  computePairedGains,
  computePairedZ,
  type Estimate,
  estimateMean,
  type UnitLosses,
} from './guarded-z';
import type { LadderRules } from './ladder-rules';
import { computeTestLevel, computeTestThreshold, countDiscordant } from './wins-needed';

/**
 * The current best: the file that a submission must beat. Its outcomes are hidden, since together with the file's predictions
 * they reveal labels.
 */
export type Incumbent = {
  readonly id: string;
  readonly kind: BeatenFile;
  readonly outcomes: Float64Array;
};

/** The state of a team's ladder in one round. */
export type LadderState = {
  readonly rules: LadderRules;
  readonly incumbent: Incumbent;
  /** How often the team got feedback. */
  readonly usedCount: number;
  /** j, the number of reported improvements among the feedback that `usedCount` counts. */
  readonly improvementCount: number;
};

/** A scored submission in the form that the ladder needs. */
export type LadderSubmission = {
  readonly id: string;
  /** Outcome of each item of the feedback split, in item order; null where the metric has no value for this file. */
  readonly outcomes: Float64Array | null;
  /** Score and standard error by the metric; null where the score is the mean of the outcomes. */
  readonly estimate: Estimate | null;
  /** Number of items in which the file differs from the most similar earlier file of the team, or from the baseline. */
  readonly editCount: number;
  /** `findUnitLosses` between the current best and this file; null where there are none. */
  readonly unitLosses: UnitLosses | null;
  /** How often linked teams got feedback in this round. The cap K applies to the team and its linked teams together. */
  readonly linkedUsedCount: number;
  /**
   * Number of refusals among the linked teams' feedback. The significance level depends on the refusals of the team and its
   * linked teams together.
   */
  readonly linkedRefusalCount: number;
};

/** A submission and the current best that it must beat, on the items of the feedback split. */
type ComparedFiles = {
  readonly incumbentOutcomes: Float64Array;
  /**
   * Outcomes of the submission on the same items as the outcomes of the current best, in the same order and all finite: see
   * `computeLadderOutcomes`.
   */
  readonly outcomes: Float64Array;
  /** Significance level α of this test, see `computeTestLevel`. */
  readonly level: number;
  /**
   * Possible losses of the round's units (`findUnitLosses`). Null where the test doesn't need them. They never affect the
   * numbers that are reported.
   */
  readonly unitLosses: UnitLosses | null;
};

/**
 * Decides the feedback on one submission and the team's ladder state after it. A reported improvement becomes the incumbent;
 * withheld feedback doesn't change the state, since it depends only on facts that the team knows.
 *
 * Feedback depends on the order, so each submission is decided once, in order of acceptance (`listDecidable` returns the
 * next one), in the transaction that locks and stores the state. Deciding a round's submissions again in that order gives
 * the same feedback.
 */
export function advanceLadder(
  state: LadderState,
  submission: LadderSubmission,
): { readonly state: LadderState; readonly decision: FeedbackDecision } {
  const reason = findReasonToWithhold(state, submission);
  if (reason !== null) return { state, decision: { outcome: 'withheld', reason } };
  const { outcomes } = submission;
  const { rules, incumbent } = state;
  const refusals = state.usedCount - state.improvementCount + submission.linkedRefusalCount;
  const compared = {
    ...submission,
    rules,
    beaten: incumbent.kind,
    level: computeTestLevel(refusals),
  };
  const isComparable = outcomes !== null && areFinite(outcomes);
  // An undefined score reveals something about the items of the split, so reporting it would be feedback that no tally
  // counts.
  const decision: FeedbackDecision = isComparable
    ? decideLadderFeedback({ ...compared, incumbentOutcomes: incumbent.outcomes, outcomes })
    : { outcome: 'no_improvement' };
  const hasImproved = isComparable && decision.outcome === 'improved';
  return {
    decision,
    state: {
      ...state,
      incumbent: hasImproved ? { id: submission.id, kind: 'own-file', outcomes } : state.incumbent,
      usedCount: state.usedCount + 1,
      improvementCount: state.improvementCount + (hasImproved ? 1 : 0),
    },
  };
}

function findReasonToWithhold(
  { rules, usedCount }: LadderState,
  { editCount, linkedUsedCount }: LadderSubmission,
): WithheldReason | null {
  if (editCount < rules.editCountMin) return 'too-few-edits';
  return usedCount + linkedUsedCount >= rules.feedbackCap ? 'feedback-spent' : null;
}

function areFinite(outcomes: Float64Array): boolean {
  for (let i = 0; i < outcomes.length; i++) if (!Number.isFinite(outcomes[i])) return false;
  return true;
}

/**
 * The ladder's feedback on one submission, decided against one incumbent (Blum & Hardt 2015, arXiv 1502.04585).
 *
 * "Improved" reports the score and its standard error, to the decimals of `findReportDecimals`, and the kind of file that
 * was beaten. "No improvement" reports no number, since the distance to the incumbent would help to guess labels.
 *
 * @param estimate score and standard error by the metric; null where the score is the mean of the outcomes
 */
export function decideLadderFeedback(
  compared: ComparedFiles & {
    readonly rules: LadderRules;
    readonly beaten: BeatenFile;
    readonly estimate: Estimate | null;
  },
): FeedbackDecision {
  const { rules, outcomes } = compared;
  if (!decideImprovement(rules, compared)) return { outcome: 'no_improvement' };
  const { score, standardError } = compared.estimate ?? estimateMean(rules, outcomes);
  const decimals = findReportDecimals(rules.lossKind, standardError, outcomes.length);
  const reported = roundReported({ score, standardError }, decimals);
  return {
    outcome: 'improved',
    estimate: reported.score,
    standardError: reported.standardError,
    beaten: compared.beaten,
  };
}

/**
 * Decides by the metric's test (`LadderTest`) at the given significance level if a submission is better than the incumbent.
 */
export function decideImprovement(rules: LadderRules, compared: ComparedFiles): boolean {
  const { incumbentOutcomes, outcomes } = compared;
  if (incumbentOutcomes.length !== outcomes.length)
    throw new RangeError(`${outcomes.length} outcomes against the incumbent's ${incumbentOutcomes.length}`);
  return rules.test === 'guarded-z' ? passesGuardedZ(rules, compared) : passesMcNemar(rules, compared);
}

function passesMcNemar({ direction }: LadderRules, compared: ComparedFiles): boolean {
  const { won, lost } = countDiscordant(compared.incumbentOutcomes, compared.outcomes, direction);
  return won > lost && computeOneSidedMcNemarP(won, lost) < compared.level;
}

/**
 * Checks that z and z′ both exceed t: the quantile of the normal distribution for independent items, of Student's t with G −
 * 1 degrees of freedom for G groups.
 */
function passesGuardedZ(
  rules: LadderRules,
  { incumbentOutcomes, outcomes, level, unitLosses }: ComparedFiles,
): boolean {
  const gains = computePairedGains(rules, incumbentOutcomes, outcomes);
  if (unitLosses === null || gains.length < 2) return false;
  const threshold =
    rules.groups === null ? computeTestThreshold(level) : -computeStudentQuantile(level, gains.length - 1);
  const guarded = computeGuardedZ(gains, unitLosses, threshold);
  // Both statistics are always computed, so that the duration doesn't reveal which of the two caused a refusal.
  return ![computePairedZ(gains) > threshold, guarded.z > threshold].includes(false);
}

/**
 * Progress of a submission towards feedback: `pending` not scored yet, or to be retried; `scored` ready for the decision;
 * `failed` rejected or failed permanently, without any feedback; `decided` with stored feedback.
 */
export type LadderProgress = 'pending' | 'scored' | 'failed' | 'decided';

/**
 * Lists the submissions that are ready for feedback, in order of acceptance. Scoring runs in parallel, but each feedback
 * depends on all earlier feedback. So a scored submission waits while an earlier submission is pending. Throws if a submission
 * got feedback before an earlier submission.
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
    ({ progress }, i) => firstOpen !== -1 && i > firstOpen && progress === 'decided',
  );
  if (early) throw new Error(`submission ${early.id} got feedback out of order`);
  return decidable;
}
