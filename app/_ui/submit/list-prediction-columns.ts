import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-by-name';

/** The columns of a file of predictions: a prediction, or where the metric needs them a probability for each class. */
export const listPredictionColumns = ({
  classes,
  metric,
}: Pick<BenchmarkView, 'classes' | 'metric'>): readonly string[] =>
  metricByName[metric].needs === 'probabilities'
    ? ['id', ...classes.map((name) => `p_${name}`)]
    : ['id', 'prediction'];
