import type { Transaction } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { SubmissionInOrder } from '@/db/queries/feedback-queries';
import { countEdits } from '@/lib/core/feedback/count-edits';
import {
  type FeedbackRules,
  givesNoFeedback,
  type SubmissionToDecide,
} from '@/lib/core/feedback/decide-feedback';
import type { BeatenFile } from '@/lib/core/feedback/feedback';
import type { Incumbent } from '@/lib/core/feedback/ladder/advance-ladder';
import { findBaselinePrediction, repeatBaseline } from '@/lib/core/feedback/ladder/baseline-prediction';
import { findUnitLosses } from '@/lib/core/feedback/ladder/find-unit-losses';
import type { Estimate } from '@/lib/core/feedback/ladder/guarded-z';
import { computeLadderOutcomes, findLadderTest } from '@/lib/core/feedback/ladder/ladder-rules';
import type { StartedRound } from '@/lib/core/round/round';
import { selectGroups } from '@/lib/core/scoring/item-outcomes';
import { selectLabels } from '@/lib/core/scoring/label-column';
import { selectSplit } from '@/lib/core/scoring/score-split';
import { normalQuantile975 } from '@/lib/core/statistics/normal-distribution';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { openPayload } from '../vault/round-cipher';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { countEditsFromNearest } from './earlier-files';
import { openPredictionColumns } from './prediction-columns';

type Wanted = {
  round: StartedRound;
  benchmark: BenchmarkRow;
  rules: Omit<FeedbackRules, 'groups'>;
  /** All submissions of the team group, in order of acceptance. */
  line: readonly SubmissionInOrder[];
  submissionId: string;
  /** The team's last reported improvement; null before the first. */
  incumbentSubmissionId: string | null;
  /**
   * The maintainers' baseline, which is the current best before the first improvement; null if there is none.
   */
  baselineSubmissionId: string | null;
};

type DecisionInputs = {
  submission: SubmissionToDecide;
  incumbent: Incumbent | null;
  /** Index of each feedback item's group; null if items are independent. */
  groups: Int32Array | null;
  /**
   * Number of edits from the nearest earlier file of the team group, not counting the constant; null if no
   * file was compared.
   */
  nearestEditCount: number | null;
};

/**
 * Reads the inputs of a feedback decision: the submission as its policy sees it and, for a ladder, the
 * current best.
 */
export async function readSubmissionToDecide(
  platform: ScorerPlatform,
  vault: RoundVault,
  tx: Transaction,
  wanted: Wanted,
): Promise<DecisionInputs> {
  const { round, benchmark, rules, submissionId: id } = wanted;
  const withoutLadder = (estimate: Estimate | null, editCount: number): DecisionInputs => ({
    submission: { id, outcomes: null, estimate, editCount, unitLosses: null },
    incumbent: null,
    groups: null,
    nearestEditCount: null,
  });
  if (givesNoFeedback(rules)) return withoutLadder(null, 0);
  const opened = await vault.open(round, benchmark);
  const estimate = await readEstimate(tx, opened.key, id);
  if (rules.policy === 'exact') return withoutLadder(estimate, rules.itemCount);

  const open: OpenFile = (submissionId) =>
    openPredictionColumns(platform.objects, submissionId, {
      key: opened.key,
      itemCount: rules.itemCount,
      classCount: benchmark.classes.length,
    });
  const file = await open(id);
  const constant = rules.policy === 'guarded-ladder' ? makeConstant(rules, benchmark, opened) : null;
  const { editCount, nearestEditCount } = await countFileEdits(wanted, file, constant, open);
  if (!constant) return { ...withoutLadder(estimate, editCount), nearestEditCount };
  const compared = await compareFiles(wanted, opened, {
    file,
    toBeat: await openFileToBeat(wanted, constant, open),
  });
  return {
    ...compared,
    submission: { ...compared.submission, id, estimate, editCount },
    nearestEditCount,
  };
}

type BestFile = { id: string; kind: BeatenFile; predictions: Predictions };

async function openFileToBeat(
  { incumbentSubmissionId, baselineSubmissionId }: Wanted,
  constant: Predictions,
  open: OpenFile,
): Promise<BestFile> {
  if (incumbentSubmissionId)
    return { id: incumbentSubmissionId, kind: 'own-file', predictions: await open(incumbentSubmissionId) };
  if (baselineSubmissionId)
    return { id: baselineSubmissionId, kind: 'baseline', predictions: await open(baselineSubmissionId) };
  return { id: 'constant', kind: 'constant', predictions: constant };
}

/** Compares a file with the current best on the feedback split, for a ladder. */
async function compareFiles(
  { benchmark, rules }: Wanted,
  opened: OpenedRound,
  { file, toBeat }: { file: Predictions; toBeat: BestFile },
): Promise<
  Pick<DecisionInputs, 'incumbent' | 'groups'> & { submission: Omit<SubmissionToDecide, keyof Scored> }
> {
  const groups = selectGroups(opened.groups, opened.positions.feedback);
  const test = findLadderTest(rules.metric, groups !== null);
  const outcomesOf = (predictions: Predictions) =>
    computeLadderOutcomes(rules.metric, test, selectFeedback(benchmark, opened, predictions));
  return {
    submission: {
      outcomes: outcomesOf(file),
      // Items of one split may be independent even if the round has groups.
      unitLosses: findUnitLosses(
        rules.metric,
        lossesIn(benchmark, opened, groups !== null),
        toBeat.predictions,
        file,
      ),
    },
    incumbent: {
      id: toBeat.id,
      kind: toBeat.kind,
      // A constant's correlation is undefined, and counts as 0.
      outcomes: outcomesOf(toBeat.predictions) ?? new Float64Array(rules.feedbackCount),
    },
    groups,
  };
}

type Scored = Pick<SubmissionToDecide, 'id' | 'estimate' | 'editCount'>;

type OpenFile = (submissionId: string) => Promise<Predictions>;

/**
 * Counts the edits from the nearest earlier file of the team group, or from the best constant if that is
 * nearer. The maintainers' baseline isn't compared: the team doesn't know it, so a reported distance from it
 * would be feedback that no exposure counts.
 */
async function countFileEdits(
  { benchmark, rules, line, submissionId }: Wanted,
  file: Predictions,
  constant: Predictions | null,
  open: OpenFile,
): Promise<{ editCount: number; nearestEditCount: number | null }> {
  // Without a constant to compare with, a first file counts as completely new, and not as an edit.
  const fromNothing = constant ? countEdits(rules.metric, benchmark, constant, file) : rules.itemCount;
  const earlier = listEarlier(line, submissionId);
  const nearestEditCount = await countEditsFromNearest(benchmark, { submissionId, file, earlier }, open);
  return { editCount: Math.min(fromNothing, nearestEditCount ?? fromNothing), nearestEditCount };
}

const lossesIn = (
  { classes, logLossClip }: BenchmarkRow,
  { labels, groups, positions }: OpenedRound,
  hasGroups: boolean,
) => ({ classes, logLossClip, labels, groups: hasGroups ? groups : null, positions: positions.feedback });

/**
 * Returns the metric's value and interval on the feedback split, by the labels at the first scoring, without
 * errata. Null also if there is no interval, since the score's error is then unknown.
 */
async function readEstimate(
  tx: Transaction,
  key: Uint8Array,
  submissionId: string,
): Promise<Estimate | null> {
  const [evaluation] = await listEvaluations(tx, [submissionId], 0);
  if (!evaluation) throw new Error('a scored submission without an evaluation');
  const { primary } = openPayload(key, evaluation.evaluationId, evaluation.ciphertext).feedback;
  if (!primary?.interval) return null;
  const { lower, upper } = primary.interval;
  return { score: primary.score, standardError: (upper - lower) / (2 * normalQuantile975) };
}

/** Lists every earlier scored submission of the group; files of the others were never read completely. */
function listEarlier(line: readonly SubmissionInOrder[], submissionId: string): string[] {
  const at = line.findIndex((submission) => submission.submissionId === submissionId);
  return line
    .slice(0, at)
    .filter(({ state }) => state === 'scored')
    .map((submission) => submission.submissionId);
}

function makeConstant(
  { metric, itemCount }: Pick<FeedbackRules, 'metric' | 'itemCount'>,
  { classes }: BenchmarkRow,
  { labels, positions }: OpenedRound,
): Predictions {
  return repeatBaseline(
    findBaselinePrediction(metric, selectLabels(labels, positions.feedback), classes.length),
    itemCount,
  );
}

const selectFeedback = (benchmark: BenchmarkRow, opened: OpenedRound, predictions: Predictions) =>
  selectSplit({
    rules: benchmark,
    labels: opened.labels,
    positions: opened.positions.feedback,
    predictions,
  });
