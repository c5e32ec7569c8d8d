import { isJsonObject, type JsonValue } from '../files/canonical-json';
import { parseFiniteNumber } from '../files/parse-number';
import type { ModelFeature, ModelInput } from '../onnx/model-summary';

/** Reason why an item doesn't fit a model's inputs. It quotes no value of the item, since inputs may be hidden. */
export type FeatureFault = {
  readonly feature: string;
  readonly kind: 'missing' | 'not_a_number' | 'unknown_category' | 'wrong_count';
};

/**
 * Writes an item's inputs into a row of numbers, a category as its code.
 * @returns the first fault, or null
 */
export type WriteFeatureRow = (inputs: JsonValue, row: Float32Array) => FeatureFault | null;

/** Number of values that a model gets per item. */
export const countRowValues = (input: ModelInput): number =>
  input.kind === 'one-tensor'
    ? input.shape.reduce((product, size) => product * size, 1)
    : input.features.length;

/** Name of the only input of items without named features. */
const tensorInput = 'input';

/**
 * Makes a function that writes an item as a row of model inputs. Numbers are rounded to float32; an empty cell and a null
 * become NaN, which models usually read as a missing value. A category becomes its index in the declared list. Items without
 * named features have a key `input` with a list of numbers of any nesting, which is flattened row by row.
 */
export function createFeatureRowWriter(input: ModelInput): WriteFeatureRow {
  if (input.features.length === 0) return writeNested(countRowValues(input));
  const writers = input.features.map(createCellWriter);
  return (inputs, row) => {
    const cells = isJsonObject(inputs) ? inputs : {};
    for (const [i, { name }] of input.features.entries()) {
      const kind = writers[i]!(Object.hasOwn(cells, name) ? cells[name] : undefined, row, i);
      if (kind !== null) return { feature: name, kind };
    }
    return null;
  };
}

type WriteCell = (
  cell: JsonValue | undefined,
  row: Float32Array,
  place: number,
) => FeatureFault['kind'] | null;

function createCellWriter(feature: ModelFeature): WriteCell {
  if (feature.type === 'number')
    return (cell, row, place) => {
      if (cell === undefined) return 'missing';
      const value = readNumber(cell);
      if (value === undefined) return 'not_a_number';
      row[place] = value;
      return null;
    };
  const codes = new Map(feature.categories.map((name, code) => [name, code]));
  return (cell, row, place) => {
    if (cell === undefined) return 'missing';
    const code = codes.get(String(cell ?? ''));
    if (code === undefined) return 'unknown_category';
    row[place] = code;
    return null;
  };
}

/** Parses the number in a cell: NaN for an empty cell; undefined for text that is no finite float32 number. */
function readNumber(cell: JsonValue): number | undefined {
  if (cell === null || cell === '') return Number.NaN;
  const value = typeof cell === 'number' ? cell : parseText(cell);
  return value !== undefined && Number.isFinite(Math.fround(value)) ? value : undefined;
}

function parseText(cell: JsonValue): number | undefined {
  const parsed = typeof cell === 'string' ? parseFiniteNumber(cell) : null;
  return parsed?.ok ? parsed.value : undefined;
}

const writeNested =
  (count: number): WriteFeatureRow =>
  (inputs, row) => {
    let written = 0;
    const write = (value: JsonValue): FeatureFault['kind'] | null => {
      if (Array.isArray(value)) {
        for (const part of value) {
          const kind = write(part);
          if (kind !== null) return kind;
        }
        return null;
      }
      const number = readNumber(value);
      if (number === undefined) return 'not_a_number';
      if (written === count) return 'wrong_count';
      row[written++] = number;
      return null;
    };
    const kind = write(inputs) ?? (written === count ? null : 'wrong_count');
    return kind === null ? null : { feature: tensorInput, kind };
  };
