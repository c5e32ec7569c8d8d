import type { Task } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import { csvField } from '../round/format-inputs';
import { listPredictionColumns } from './list-prediction-columns';

/**
 * A valid prediction file to be filled in: for every item the same prediction, which needs no label. Equal probabilities, the
 * first class, the number 0, or an empty text.
 */
export function createSampleWriter(benchmark: {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly metric: MetricName;
}): { header: string; line: (id: string) => string } {
  const columns = listPredictionColumns(benchmark);
  const cells = constantOf(benchmark, columns.length - 1)
    .map(csvField)
    .join(',');
  return {
    header: `${columns.map(csvField).join(',')}\n`,
    line: (id) => `${csvField(id)},${cells}\n`,
  };
}

function constantOf(
  { task, classes }: { readonly task: Task; readonly classes: readonly string[] },
  width: number,
): string[] {
  if (task === 'regression') return ['0'];
  if (task === 'text') return [''];
  return width === 1 ? [classes[0] ?? ''] : Array<string>(width).fill(String(1 / width));
}
