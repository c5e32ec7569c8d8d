import { normalizeName } from '../files/cell-text';
import type { ModelOutput } from '../onnx/model-summary';
import { ok, type Result, refuse } from '../result';
import type { Predictions } from '../submission/predictions';

/** A model's output for a list of items, `width` values for each item. */
export type OutputValues = Float32Array | BigInt64Array | readonly string[];

/**
 * Reasons why a model's outputs are no valid predictions although type and shape are right. No item is named, since inputs
 * may be hidden.
 */
export type OutputFault = 'output_unknown_class' | 'output_no_probabilities';

/** Tolerance for the sum of an item's probabilities, the same as in a prediction file. */
const sumTolerance = 1e-3;

/**
 * Reads a model's outputs as predictions, by the same rules as a prediction file: classes by name or index, rows of
 * probabilities each within [0, 1] and with a sum within .001 of 1, or numbers. A float32 becomes a double of equal value.
 */
export function readModelOutput(output: ModelOutput, values: OutputValues): Result<Predictions, OutputFault> {
  switch (output.kind) {
    case 'label':
      return readClasses(values, placesOf(output.classes));
    case 'class-index':
      return readClasses(values, new Map(output.classes.map((_, place) => [String(place), place])));
    case 'probabilities':
      return readProbabilities(Float64Array.from(values, Number), output.classes.length);
    case 'number':
      return ok({ kind: 'numbers', predicted: Float64Array.from(values, Number) });
  }
}

const placesOf = (classes: readonly string[]): ReadonlyMap<string, number> =>
  new Map(classes.map((name, place) => [normalizeName(name), place]));

function readClasses(
  values: OutputValues,
  places: ReadonlyMap<string, number>,
): Result<Predictions, OutputFault> {
  const predicted = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const place = places.get(normalizeName(String(values[i])));
    if (place === undefined) return refuse('output_unknown_class');
    predicted[i] = place;
  }
  return ok({ kind: 'classes', predicted, probabilities: null });
}

function readProbabilities(probabilities: Float64Array, width: number): Result<Predictions, OutputFault> {
  const predicted = new Int32Array(probabilities.length / width);
  for (let i = 0; i < predicted.length; i++) {
    const from = i * width;
    let sum = 0;
    let best = from;
    for (let at = from; at < from + width; at++) {
      const p = probabilities[at]!;
      if (!(p >= 0 && p <= 1)) return refuse('output_no_probabilities');
      sum += p;
      if (p > probabilities[best]!) best = at;
    }
    if (!(Math.abs(sum - 1) <= sumTolerance)) return refuse('output_no_probabilities');
    predicted[i] = best - from;
  }
  return ok({ kind: 'probabilities', predicted, probabilities });
}
