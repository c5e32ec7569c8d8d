import { type FeedbackTally, noFeedback } from '@/lib/core/exposure/exposure';
import { computeEditCountMin, countEdits } from '@/lib/core/feedback/count-edits';
import {
  decideFeedback,
  type FeedbackRules,
  type SubmissionToDecide,
} from '@/lib/core/feedback/decide-feedback';
import type { FeedbackDecision } from '@/lib/core/feedback/feedback';
import type { Incumbent } from '@/lib/core/feedback/ladder/advance-ladder';
import { findBaselinePrediction, repeatBaseline } from '@/lib/core/feedback/ladder/baseline-prediction';
import { findUnitLosses } from '@/lib/core/feedback/ladder/find-unit-losses';
import { computeLadderOutcomes, findLadderTest } from '@/lib/core/feedback/ladder/ladder-rules';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { selectSplit } from '@/lib/core/scoring/score-split';
import type { Predictions } from '@/lib/core/submission/predictions';

export const classes = ['no', 'yes'];

/** A round with hidden labels of two classes. The first items are the feedback split; no team knows which items these are. */
type AttackedRound = {
  readonly metric: MetricName;
  readonly labels: Int32Array;
  readonly feedbackCount: number;
  readonly feedbackCap: number;
};

/** A team of the round, alone in its group. */
export type AttackingTeam = {
  readonly submit: (file: Predictions) => FeedbackDecision;
  readonly tally: () => FeedbackTally;
};

type BestFile = Incumbent & { readonly file: Predictions };

export type Split = 'feedback' | 'final';

type ScoredRound = {
  readonly score: (file: Predictions, split: Split) => number;
  readonly computeStandardError: (file: Predictions, split: Split) => number;
};

/** A guarded round, composed of the code that decides real feedback, in the order of `worker/feedback`. */
export function openAttackedRound(round: AttackedRound): ScoredRound & {
  readonly enter: () => AttackingTeam;
} {
  const scored = scoreRound(round);
  const { labels, metric, feedbackCount } = round;
  const constant = repeatBaseline(
    findBaselinePrediction(metric, labels.subarray(0, feedbackCount), classes.length),
    labels.length,
  );
  return { ...scored, enter: () => enterRound(round, scored, constant) };
}

function scoreRound({ metric, labels, feedbackCount }: AttackedRound) {
  const positions = {
    feedback: Uint32Array.from({ length: feedbackCount }, (_, i) => i),
    final: Uint32Array.from({ length: labels.length - feedbackCount }, (_, i) => feedbackCount + i),
  };
  const scorableOf = (predictions: Predictions, split: Split) =>
    selectSplit({ rules: { task: 'binary', classes }, labels, positions: positions[split], predictions });
  return {
    positions,
    findOutcomes: (file: Predictions) =>
      computeLadderOutcomes(metric, findLadderTest(metric, false), scorableOf(file, 'feedback')),
    score: (file: Predictions, split: Split): number => {
      const computed = metricByName[metric].compute(scorableOf(file, split));
      return computed.ok ? computed.value : Number.NaN;
    },
    computeStandardError: (file: Predictions, split: Split): number => {
      const { computePseudoValues, outcomes } = metricByName[metric];
      const values = (computePseudoValues ?? outcomes.compute)(scorableOf(file, split));
      return values.ok ? deviationOf(values.value) / Math.sqrt(values.value.length) : Number.NaN;
    },
  };
}

function enterRound(
  round: AttackedRound,
  scored: ReturnType<typeof scoreRound>,
  constant: Predictions,
): AttackingTeam {
  const { metric } = round;
  const rules: FeedbackRules = {
    policy: 'guarded-ladder',
    metric,
    itemCount: round.labels.length,
    feedbackCount: round.feedbackCount,
    feedbackCap: round.feedbackCap,
    groups: null,
  };
  const outcomes = scored.findOutcomes(constant)!;
  let toBeat: BestFile = { id: 'constant', kind: 'constant', file: constant, outcomes };
  let own = noFeedback;
  let spent: FeedbackDecision | null = null;
  const earlier: Predictions[] = [constant];
  const submit = (file: Predictions): FeedbackDecision => {
    if (spent) return spent;
    const submission = prepareSubmission(round, scored, { file, toBeat, earlier });
    const teamState = { own, linked: noFeedback, incumbent: toBeat };
    const { decision, tallies } = decideFeedback(rules, teamState, submission);
    own = tallies.own;
    earlier.push(file);
    // The exposure of a team alone never decreases, so all later feedback is withheld too.
    if (decision.outcome === 'withheld' && decision.reason !== 'too-few-edits') spent = decision;
    if (decision.outcome === 'improved')
      toBeat = { id: submission.id, kind: 'own-file', file, outcomes: submission.outcomes! };
    return decision;
  };
  return { submit, tally: () => own };
}

/** The inputs of a feedback decision. An edit that is too small gets no feedback, so its losses aren't computed. */
function prepareSubmission(
  { metric, labels }: AttackedRound,
  { positions, findOutcomes, score, computeStandardError }: ReturnType<typeof scoreRound>,
  { file, toBeat, earlier }: { file: Predictions; toBeat: BestFile; earlier: readonly Predictions[] },
): SubmissionToDecide {
  const id = String(earlier.length);
  const editCount = countNearestEdits(metric, [toBeat.file, ...earlier], file);
  if (editCount < computeEditCountMin(labels.length))
    return { id, outcomes: null, estimate: null, editCount, unitLosses: null };
  const lossesIn = { classes, labels, groups: null, positions: positions.feedback };
  return {
    id,
    outcomes: findOutcomes(file),
    estimate: {
      score: score(file, 'feedback'),
      standardError: computeStandardError(file, 'feedback'),
    },
    editCount,
    unitLosses: findUnitLosses(metric, lossesIn, toBeat.file, file),
  };
}

/** Edits from the nearest earlier file, or from the first one that is nearer than allowed. */
function countNearestEdits(metric: MetricName, earlier: readonly Predictions[], file: Predictions): number {
  const tooFew = computeEditCountMin(file.predicted.length);
  let nearest = Number.POSITIVE_INFINITY;
  for (const other of earlier) {
    nearest = Math.min(nearest, countEdits(metric, { classes }, other, file));
    if (nearest < tooFew) break;
  }
  return nearest;
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}
