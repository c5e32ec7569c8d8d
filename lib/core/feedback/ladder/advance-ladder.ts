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

/** A team's ladder in one round. */
export type LadderState = {
  readonly rules: LadderRules;
  readonly incumbent: Incumbent;
  /** Number of times the team got feedback. */
  readonly usedCount: number;
  /** j, the number of reported improvements among these. */
  readonly improvementCount: number;
};

/** A scored submission in the form that the ladder needs. */
export type LadderSubmission = {
  readonly id: string;
  /** Outcome of each item of the feedback split, in the order of the items; null where the metric has no value for this file. */
  readonly outcomes: Float64Array | null;
  /** The metric's own value where it isn't the mean of the outcomes. */
  readonly estimate: Estimate | null;
  /** Items of the round in which the file differs from the nearest earlier file of the team, the baseline included. */
  readonly editCount: number;
  /** `findUnitLosses` against the incumbent's file; null where it has none. */
  readonly unitLosses: UnitLosses | null;
  /** Number of times that linked teams got feedback in this round. The cap K applies to the team and all of them together. */
  readonly linkedUsedCount: number;
  /** Number of refusals among the linked teams' feedback. The team and all of them share one significance level. */
  readonly linkedRefusalCount: number;
};

/** A submission and the file that it has to beat, on the feedback split. */
type ComparedFiles = {
  readonly incumbentOutcomes: Float64Array;
  /** Outcomes of the submission on the incumbent's items, in the same order and all finite: see `computeLadderOutcomes`. */
  readonly outcomes: Float64Array;
  /** α of this test, see `computeTestLevel`. */
  readonly level: number;
  /**
   * Possible losses of the round's units (`findUnitLosses`). Null where the test doesn't need them. Reported numbers don't
   * depend on possible losses.
   */
  readonly unitLosses: UnitLosses | null;
};

/**
 * One step of a team's ladder: the feedback on a submission and the state after it. A reported improvement becomes the
 * incumbent; withheld feedback changes nothing, since it depends only on facts that the team knows.
 *
 * Feedback depends on the order, so each submission is decided once, in order of acceptance (`listDecidable` returns the next
 * one), in the transaction that locks and stores the state. A replay of a round's submissions in that order gives the same
 * feedback.
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
  // An undefined score reveals something about the items of the split, so reporting it would be uncounted feedback.
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
 * "Improved" reports the score and its standard error, to the decimals of `findReportDecimals`, and the kind of file that was
 * beaten. "No improvement" reports no number, since the distance to the incumbent would help to guess labels.
 *
 * @param estimate the metric's own value where it isn't the mean of the outcomes; null where it is
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

/** Decides by the metric's test (`LadderTest`) at its level whether a submission is better than the incumbent. */
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
 * Checks that z and z′ are above t: the quantile of the normal distribution for independent items, and of Student's t with G −
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
  // Both statistics are always computed, so that the time of a decision doesn't reveal which of them refused.
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
