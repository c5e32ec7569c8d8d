import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { MetricName, Part } from '@/lib/core/benchmark';
import type { PartScores } from '@/lib/core/feedback/compose-leaderboard';
import { computeItemOutcomes } from '@/lib/core/scoring/item-outcomes';
import { metrics } from '@/lib/core/scoring/metrics';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '@/lib/core/scoring/scorable';
import { scoreMetric } from '@/lib/core/scoring/score';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { OpenedRound } from '../vault/round-vault';

export type ScoredPart = { scores: PartScores; outcomes: Float64Array };

/**
 * Scores one part. A metric that has no value on it (one class only, say) gives null, which never ranks.
 * @param seed names the random stream of resampled intervals; public, so it must not come from anything hidden
 */
export function scorePart(of: {
  benchmark: BenchmarkRow;
  round: OpenedRound;
  predictions: Predictions;
  part: Part;
  seed: string;
}): ScoredPart {
  const { benchmark, part, seed } = of;
  const scorable = selectPart(of);
  const primary = scoreMetric(benchmark.metric, scorable, seed);
  const secondary: Partial<Record<MetricName, number>> = {};
  for (const metric of benchmark.secondaryMetrics) {
    const score = metrics[metric].compute(scorable);
    if (score.ok) secondary[metric] = score.value;
  }
  const outcomes = computeItemOutcomes(benchmark.metric, scorable);
  return {
    scores: {
      primary: primary.ok ? { score: primary.value.score, interval: primary.value.interval } : null,
      secondary,
    },
    outcomes: outcomes.ok
      ? outcomes.value
      : new Float64Array(of.round.positions[part].length).fill(Number.NaN),
  };
}

function selectPart({
  benchmark,
  round,
  predictions,
  part,
}: {
  benchmark: BenchmarkRow;
  round: OpenedRound;
  predictions: Predictions;
  part: Part;
}): Scorable {
  const at = round.positions[part];
  if (predictions.kind === 'numbers')
    return createRegressionScorable({
      labels: Float64Array.from(at, (i) => round.labels[i]!),
      predicted: Float64Array.from(at, (i) => predictions.predicted[i]!),
    });
  const of = {
    task: benchmark.task === 'binary' ? ('binary' as const) : ('multiclass' as const),
    classes: benchmark.classes,
    labels: Int32Array.from(at, (i) => round.labels[i]!),
  };
  if (predictions.kind === 'classes')
    return createClassScorable({ ...of, predicted: Int32Array.from(at, (i) => predictions.predicted[i]!) });
  const width = benchmark.classes.length;
  const probabilities = new Float64Array(at.length * width);
  at.forEach((i, row) => {
    probabilities.set(predictions.probabilities.subarray(i * width, (i + 1) * width), row * width);
  });
  return createProbabilityScorable({ ...of, probabilities });
}
