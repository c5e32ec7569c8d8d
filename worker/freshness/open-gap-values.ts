import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { type Split, splits } from '@/lib/core/benchmark';
import { findBaselinePrediction, repeatBaseline } from '@/lib/core/feedback/ladder/baseline-prediction';
import { excessScaleRules } from '@/lib/core/freshness/excess';
import type { DrawnUnits } from '@/lib/core/freshness/gap';
import type { SplitUnits, SplitValues } from '@/lib/core/freshness/overfitting';
import type { ExcessScale } from '@/lib/core/metrics/metric';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { selectGroups } from '@/lib/core/scoring/item-outcomes';
import { selectLabels } from '@/lib/core/scoring/label-column';
import { selectSplit } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import { openOutcomes } from '../vault/round-cipher';
import type { OpenedRound } from '../vault/round-vault';

/** A ranked submission, and the evaluation with its score. */
export type EvaluatedSubmission = { submissionId: string; evaluationId: string };

export type MeasuredRound = { opened: OpenedRound; benchmark: BenchmarkRow; scale: ExcessScale };

/**
 * Computes a model's per-item values on both splits, on the scale of the overfitting gap; null if the model's
 * score has no value on that scale, such as a loss of 0.
 */
export async function openSplitValues(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  round: MeasuredRound,
  model: EvaluatedSubmission,
): Promise<SplitValues | null> {
  // Yields to the event loop between models, so that the thread can send its heartbeat.
  await setImmediate();
  const values = await openGapValues(tx, platform, round, model);
  const [feedback, final] = splits.map((split) => excessScaleRules[round.scale].scaleValues(values[split]));
  return feedback && final && [feedback, final].every((split) => split.every(Number.isFinite))
    ? { feedback, final }
    : null;
}

/**
 * Returns the pseudo-values of a model's score on both splits. Where the stored per-item outcomes determine
 * the score, they are the pseudo-values; for other metrics the prediction file is read again, since no
 * pseudo-values are stored for the feedback split.
 */
async function openGapValues(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  { opened, benchmark }: MeasuredRound,
  { submissionId, evaluationId }: EvaluatedSubmission,
): Promise<Record<Split, Float64Array>> {
  const { computePseudoValues } = metricByName[benchmark.metric];
  if (computePseudoValues === null) {
    const open = (split: Split) => openOutcomes(tx, opened.key, { evaluationId, split });
    return { feedback: await open('feedback'), final: await open('final') };
  }
  const read = await readSubmittedFile(platform, submissionId, benchmark, opened);
  if (!read.ok) throw new Error('a scored file can no longer be parsed');
  const predictions = read.value;
  const compute = (split: Split): Float64Array => {
    const positions = opened.positions[split];
    const values = computePseudoValues(
      selectSplit({ rules: benchmark, labels: opened.labels, positions, predictions }),
    );
    return values.ok ? values.value : new Float64Array(positions.length).fill(Number.NaN);
  };
  return { feedback: compute('feedback'), final: compute('final') };
}

/**
 * Computes the pseudo-values of the best constant prediction on the final split, on the scale of the gap;
 * null if the constant has no value there. A constant's correlation counts as 0, although rank correlations
 * leave it undefined.
 */
export function computeConstantValues({ opened, benchmark, scale }: MeasuredRound): Float64Array | null {
  const { computePseudoValues, outcomes } = metricByName[benchmark.metric];
  const positions = opened.positions.final;
  const labels = selectLabels(opened.labels, positions);
  const constant = findBaselinePrediction(benchmark.metric, labels, benchmark.classes.length);
  const values = (computePseudoValues ?? outcomes.compute)(
    selectSplit({
      ...{ rules: benchmark, labels: opened.labels, positions },
      predictions: repeatBaseline(constant, opened.labels.length),
    }),
  );
  if (values.ok) return excessScaleRules[scale].scaleValues(values.value);
  return scale === 'correlation' ? new Float64Array(positions.length) : null;
}

/** Returns the independently drawn units (items or groups of items) of each split. */
export const listSplitUnits = (round: MeasuredRound): SplitUnits => ({
  feedback: listDrawnUnits(round, 'feedback'),
  final: listDrawnUnits(round, 'final'),
});

function listDrawnUnits({ opened, scale }: MeasuredRound, split: Split): DrawnUnits {
  const positions = opened.positions[split];
  const groups = selectGroups(opened.groups, positions);
  if (groups !== null) return { of: 'groups', groups };
  if (scale !== 'area') return { of: 'items' };
  return { of: 'classes', labels: Int32Array.from(positions, (position) => Number(opened.labels[position])) };
}
