import type { Task } from '../benchmark';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { csvField } from '../round/training';

/**
 * The predictions of one file, as columns in the order of the round's item index. A class is given as its index in the
 * benchmark's list of classes.
 *
 * `probabilities` has a row of C values for each item: item i, class c is at `i * C + c`. They are unchanged from the file,
 * each in [0, 1] and each row's sum within 0.001 of 1; `predicted` is then the class with the highest probability, the first
 * one on a tie.
 *
 * Texts are in NFC. An empty text is also a prediction.
 */
export type Predictions =
  | { readonly kind: 'classes'; readonly predicted: Int32Array; readonly probabilities: null }
  | { readonly kind: 'probabilities'; readonly predicted: Int32Array; readonly probabilities: Float64Array }
  | { readonly kind: 'numbers'; readonly predicted: Float64Array }
  | { readonly kind: 'texts'; readonly predicted: readonly string[] };

/**
 * Lists the columns that a prediction file must have: a prediction, or a probability for each class where the metric needs
 * them.
 */
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

/** Maximum distance of an item's sum of probabilities from 1: enough for values rounded to three or four decimals. */
export const probabilitySumTolerance = 1e-3;

export const isProbability = (value: number): boolean => value >= 0 && value <= 1;

export const sumsToOne = (sum: number): boolean => Math.abs(sum - 1) <= probabilitySumTolerance;

/** For two classes of which only one has a column: sets the other's probability to the rest to 1. */
export function fillRest(
  probabilities: Float64Array,
  item: number,
  columns: readonly (number | null)[],
): void {
  const rest = columns.indexOf(null);
  if (rest !== -1) probabilities[2 * item + rest] = 1 - probabilities[2 * item + 1 - rest]!;
}

/**
 * Sets an item's predicted class to the class with the highest probability, the first on a tie.
 * @returns the sum of the item's probabilities
 */
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
 * Makes a writer of a valid sample file that doesn't depend on any label, with the same prediction for every item: equal
 * probabilities, the first class, the number 0, or an empty text.
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

const kinds = ['classes', 'probabilities', 'numbers', 'texts'] as const;

/**
 * Encodes a file's predictions as columns of bytes, in the order of the item index: one byte for the kind, then one byte per
 * item for classes (a benchmark has at most 100), 8 bytes per number, little-endian, or C times 8 bytes per item for
 * probabilities. Doubles are stored exactly. Texts are one JSON array.
 */
export function encodePredictions(predictions: Predictions): Uint8Array {
  if (predictions.kind === 'texts') {
    const text = new TextEncoder().encode(JSON.stringify(predictions.predicted));
    const whole = new Uint8Array(1 + text.length);
    whole[0] = kinds.indexOf('texts');
    whole.set(text, 1);
    return whole;
  }
  const values =
    predictions.kind === 'probabilities'
      ? predictions.probabilities
      : Float64Array.from(predictions.predicted);
  const width = predictions.kind === 'classes' ? 1 : 8;
  const bytes = new Uint8Array(1 + values.length * width);
  bytes[0] = kinds.indexOf(predictions.kind);
  const view = new DataView(bytes.buffer, 1);
  for (let i = 0; i < values.length; i++) {
    if (width === 8) view.setFloat64(i * 8, values[i]!, true);
    else if (values[i]! < 256) view.setUint8(i, values[i]!);
    else throw new RangeError(`class ${values[i]} doesn't fit a byte`);
  }
  return bytes;
}

/** Decodes the output of `encodePredictions`. Throws for bytes that don't fit this number of items and classes. */
export function decodePredictions(
  bytes: Uint8Array,
  { itemCount, classCount }: { itemCount: number; classCount: number },
): Predictions {
  const kind = kinds[bytes[0] ?? -1];
  if (kind === 'texts') return { kind, predicted: decodeTexts(bytes.subarray(1), itemCount) };
  const width = kind === 'classes' ? 1 : kind === 'numbers' ? 8 : 8 * classCount;
  if (kind === undefined || bytes.length !== 1 + itemCount * width)
    throw new RangeError(`${bytes.length} bytes are no predictions of ${itemCount} items`);
  if (kind === 'classes') return { kind, predicted: Int32Array.from(bytes.subarray(1)), probabilities: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset + 1);
  const values = Float64Array.from({ length: (bytes.length - 1) / 8 }, (_, i) =>
    view.getFloat64(i * 8, true),
  );
  return kind === 'numbers'
    ? { kind, predicted: values }
    : { kind, predicted: findLikeliest(values, classCount), probabilities: values };
}

function decodeTexts(bytes: Uint8Array, itemCount: number): string[] {
  const texts: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(texts) || texts.length !== itemCount || !texts.every((text) => typeof text === 'string'))
    throw new RangeError(`no texts of ${itemCount} items`);
  return texts;
}

/** For each item the class with the highest probability, the first on a tie. */
function findLikeliest(probabilities: Float64Array, width: number): Int32Array {
  const predicted = new Int32Array(probabilities.length / width);
  for (let i = 0; i < predicted.length; i++) {
    let best = 0;
    for (let c = 1; c < width; c++)
      if (probabilities[i * width + c]! > probabilities[i * width + best]!) best = c;
    predicted[i] = best;
  }
  return predicted;
}
