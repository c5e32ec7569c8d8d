import type { Task } from '../benchmark';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { csvField } from '../round/format-inputs';

/**
 * The predictions of one file, as columns in the order of the round's item index; a class is its index in the benchmark's list of
 * classes.
 *
 * `probabilities` has a row of C values for each item: item i, class c is at `i * C + c`. They are as the file gives them, each
 * in [0, 1] and each row's sum within 0.001 of 1. There, `predicted` is the class with the highest probability, the first one on
 * a tie.
 *
 * Texts are in NFC. An empty text is a prediction too.
 */
export type Predictions =
  | { readonly kind: 'classes'; readonly predicted: Int32Array; readonly probabilities: null }
  | { readonly kind: 'probabilities'; readonly predicted: Int32Array; readonly probabilities: Float64Array }
  | { readonly kind: 'numbers'; readonly predicted: Float64Array }
  | { readonly kind: 'texts'; readonly predicted: readonly string[] };

/** The columns of a prediction file: a prediction, or a probability for each class where the metric needs them. */
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

/** Tolerated distance of a row of probabilities from a sum of 1: enough for values rounded to three or four decimals. */
export const probabilitySumTolerance = 1e-3;

export const isProbability = (value: number): boolean => value >= 0 && value <= 1;

export const sumsToOne = (sum: number): boolean => Math.abs(sum - 1) <= probabilitySumTolerance;

/** Gives the class without a column, of two, the rest to 1. */
export function fillRest(
  probabilities: Float64Array,
  item: number,
  columns: readonly (number | null)[],
): void {
  const rest = columns.indexOf(null);
  if (rest !== -1) probabilities[2 * item + rest] = 1 - probabilities[2 * item + 1 - rest]!;
}

/** Sets the item's predicted class to that of its highest probability, the first on a tie. @returns the sum of its row */
export function placeProbabilities(
  { predicted, probabilities }: Extract<Predictions, { kind: 'probabilities' }>,
  item: number,
  classCount: number,
): number {
  let sum = 0;
  let highest = -1;
  for (let c = 0; c < classCount; c++) {
    const value = probabilities[item * classCount + c]!;
    sum += value;
    if (value > highest) {
      highest = value;
      predicted[item] = c;
    }
  }
  return sum;
}

/**
 * Writes a valid sample file without any label: for every item the same prediction. Equal probabilities, the first class, the
 * number 0, or an empty text.
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
