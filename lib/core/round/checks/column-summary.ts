import { type Cell, type ColumnSample, readNumber } from './column-sample';

/**
 * An input column as later rounds are compared with it, of a sample of the items. Shares are of all sampled items, blank ones included.
 * `numbers` of texts are their lengths.
 */
export type ColumnSummary = {
  readonly name: string;
  readonly itemCount: number;
  readonly blankShare: number;
  /** Of those that aren't blank. */
  readonly numberShare: number;
  readonly values:
    | { readonly kind: 'numbers' | 'texts'; readonly numbers: readonly number[] }
    | { readonly kind: 'categories'; readonly shares: Readonly<Record<string, number>> }
    | { readonly kind: 'nested' };
};

/** Sorted, evenly spaced among those sampled. */
const numbersMax = 400;
const categoriesMax = 50;
/** A column of more distinct values among its items has texts or ids. */
const distinctShareMax = 0.5;
/** A category's name is kept as far. */
const nameLengthMax = 60;

export const summariseColumns = (sample: ColumnSample): ColumnSummary[] =>
  [...sample.columns].map(([name, cells]) => summariseColumn(name, cells));

function summariseColumn(name: string, cells: readonly Cell[]): ColumnSummary {
  const present = cells.filter((cell) => cell !== null);
  const numbers = present
    .filter((cell) => typeof cell !== 'boolean')
    .map(readNumber)
    .filter((n) => n !== null);
  const numberShare = present.length === 0 ? 0 : numbers.length / present.length;
  return {
    name,
    itemCount: cells.length,
    blankShare: 1 - present.length / cells.length,
    numberShare,
    values: summariseValues(present, numbers, numberShare),
  };
}

function summariseValues(
  present: readonly Cell[],
  numbers: readonly number[],
  numberShare: number,
): ColumnSummary['values'] {
  if (present.some((cell) => cell === 'nested')) return { kind: 'nested' };
  if (numberShare > 0.9) return { kind: 'numbers', numbers: thin(numbers) };
  const counts = new Map<string, number>();
  for (const cell of present) {
    const value = String(cell).slice(0, nameLengthMax);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size > distinctShareMax * present.length)
    return { kind: 'texts', numbers: thin(present.map((cell) => String(cell).length)) };
  const kept = [...counts].sort(([, a], [, b]) => b - a).slice(0, categoriesMax);
  return {
    kind: 'categories',
    shares: Object.fromEntries(kept.map(([value, count]) => [value, count / present.length])),
  };
}

function thin(numbers: readonly number[]): number[] {
  const sorted = Float64Array.from(numbers).sort();
  if (sorted.length <= numbersMax) return [...sorted];
  return Array.from(
    { length: numbersMax },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / numbersMax)]!,
  );
}
