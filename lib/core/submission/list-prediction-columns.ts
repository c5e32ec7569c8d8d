import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';

/** The columns of a prediction file: a prediction, or where the metric needs them a probability for each class. */
export const listPredictionColumns = ({
  classes,
  metric,
}: {
  readonly classes: readonly string[];
  readonly metric: MetricName;
}): readonly string[] =>
  metricByName[metric].needs === 'probabilities'
    ? ['id', ...classes.map((name) => `p_${name}`)]
    : ['id', 'prediction'];
