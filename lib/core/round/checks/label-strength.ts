import type { Task } from '../../benchmark';
import { findMidranks } from '../../statistics/concordance';
import { type Cell, type ColumnSample, readNumber } from './column-sample';

/**
 * Strength: the share of the label that columns predict, from 0 (no more than the most frequent class or the mean label) to 1
 * (all). For classes it is the share of the most frequent class's errors that is avoided, for numbers R². Strengths are
 * cross-validated in two halves, so that noise has 0 or less.
 */
export type LabelStrengths = {
  /** Number of errors of the most frequent class, or of items in a regression: the basis of the strengths. */
  readonly errorCount: number;
  readonly ofColumn: Readonly<Record<string, number>>;
  /** Strength of the strongest pair of columns; null with fewer than two columns. */
  readonly ofPair: { readonly names: readonly [string, string]; readonly strength: number } | null;
};

/** A column's cells in bins of values: the branches of a tree of depth 1. */
type Binned = { readonly name: string; readonly bins: Int32Array; readonly binCount: number };

const columnBins = 64;

const pairBins = 16;

/** Number of columns that are compared in pairs: the columns that are strongest alone. */
const pairedColumnsMax = 64;

export function measureLabelStrengths(task: Task, sample: ColumnSample): LabelStrengths | null {
  if (task === 'text' || sample.itemCount < 2) return null;
  const target = task === 'regression' ? targetOfNumbers(sample.labels) : targetOfClasses(sample.labels);
  const columns = [...sample.columns].filter(([, cells]) => cells.some((cell) => cell !== 'nested'));
  const single = columns.map(([name, cells]) => {
    const { bins, binCount } = binCells(cells, columnBins);
    return { name, cells, strength: target.measure(bins, binCount) };
  });
  const paired = [...single]
    .sort((a, b) => b.strength - a.strength)
    .slice(0, pairedColumnsMax)
    .map(({ name, cells }): Binned => ({ name, ...binCells(cells, pairBins) }));
  return {
    errorCount: target.errorCount,
    ofColumn: Object.fromEntries(single.map(({ name, strength }) => [name, strength])),
    ofPair: findStrongestPair(paired, target),
  };
}

type Target = {
  readonly errorCount: number;
  /** The strength of a tree whose leaves are the bins. */
  measure(bins: Int32Array, binCount: number): number;
};

function findStrongestPair(columns: readonly Binned[], target: Target): LabelStrengths['ofPair'] {
  let strongest: LabelStrengths['ofPair'] = null;
  columns.forEach((first, i) => {
    for (const second of columns.slice(i + 1)) {
      const bins = first.bins.map((bin, row) => bin * second.binCount + second.bins[row]!);
      const strength = target.measure(bins, first.binCount * second.binCount);
      if (strongest === null || strength > strongest.strength)
        strongest = { names: [first.name, second.name], strength };
    }
  });
  return strongest;
}

/** Bins numbers by quantiles, with one bin for blanks; bins other values by the most frequent ones, with one bin for the rest. */
function binCells(cells: readonly Cell[], binCountMax: number): { bins: Int32Array; binCount: number } {
  const numbers = cells.map(readNumber);
  const present = numbers.filter((number) => number !== null);
  const isNumeric = present.length >= 0.9 * cells.filter((cell) => cell !== null).length;
  if (isNumeric && present.length > 0) {
    const bounds = listQuantiles(present, binCountMax - 1);
    return {
      bins: Int32Array.from(numbers, (number) =>
        number === null ? bounds.length + 1 : countBelow(bounds, number),
      ),
      binCount: bounds.length + 2,
    };
  }
  const kept = listCommonest(cells.map(String), binCountMax - 1);
  const binOf = new Map(kept.map((value, bin) => [value, bin]));
  return {
    bins: Int32Array.from(cells, (cell) => binOf.get(String(cell)) ?? kept.length),
    binCount: kept.length + 1,
  };
}

/** Distinct numbers that divide a sample into `count` parts of about equal size. */
function listQuantiles(numbers: readonly number[], partCount: number): Float64Array {
  const sorted = Float64Array.from(numbers).sort();
  const cuts = Array.from({ length: partCount - 1 }, (_, i) =>
    Math.floor(((i + 1) * sorted.length) / partCount),
  );
  return Float64Array.from(new Set(cuts.map((at) => sorted[at]!).filter((cut) => cut > sorted[0]!)));
}

/** Counts the ascending bounds that are at most the number. */
function countBelow(bounds: Float64Array, number: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listCommonest(values: readonly string[], countMax: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, countMax)
    .map(([value]) => value);
}

/** Each half of the rows predicts the other half: row i is in half i mod 2. */
const halves = [0, 1] as const;

function targetOfClasses(labels: readonly string[]): Target {
  const names = [...new Set(labels)];
  const classes = Int32Array.from(labels, (label) => names.indexOf(label));
  const countsOf = (bins: Int32Array, binCount: number, half: number) => {
    const counts = new Int32Array(binCount * names.length);
    for (let row = half; row < classes.length; row += 2) counts[bins[row]! * names.length + classes[row]!]!++;
    return counts;
  };
  const countErrors = (bins: Int32Array, binCount: number) => {
    let errors = 0;
    for (const half of halves) {
      const commonest = findCommonestOf(countsOf(bins, binCount, 1 - half), binCount, names.length);
      for (let row = half; row < classes.length; row += 2)
        errors += Number(commonest[bins[row]!] !== classes[row]);
    }
    return errors;
  };
  const errorCount = countErrors(new Int32Array(classes.length), 1);
  return {
    errorCount,
    measure: (bins, binCount) => (errorCount === 0 ? 0 : 1 - countErrors(bins, binCount) / errorCount),
  };
}

/** The most frequent class of each bin; of the whole sample for an empty bin. */
function findCommonestOf(counts: Int32Array, binCount: number, classCount: number): Int32Array {
  const totals = new Int32Array(classCount);
  counts.forEach((count, place) => {
    totals[place % classCount]! += count;
  });
  const overall = totals.indexOf(Math.max(...totals));
  return Int32Array.from({ length: binCount }, (_, bin) => {
    const ofBin = counts.subarray(bin * classCount, (bin + 1) * classCount);
    let best = overall;
    let most = 0;
    ofBin.forEach((count, c) => {
      if (count > most) [most, best] = [count, c];
    });
    return best;
  });
}

function targetOfNumbers(labels: readonly string[]): Target {
  const values = Float64Array.from(labels, Number);
  const sumSquares = (bins: Int32Array, binCount: number) => {
    let sum = 0;
    for (const half of halves) {
      const means = findMeans(values, bins, binCount, 1 - half);
      for (let row = half; row < values.length; row += 2) sum += (values[row]! - means[bins[row]!]!) ** 2;
    }
    return sum;
  };
  const total = sumSquares(new Int32Array(values.length), 1);
  return {
    errorCount: values.length,
    measure: (bins, binCount) => (total === 0 ? 0 : 1 - sumSquares(bins, binCount) / total),
  };
}

function findMeans(values: Float64Array, bins: Int32Array, binCount: number, half: number): Float64Array {
  const sums = new Float64Array(binCount);
  const counts = new Int32Array(binCount);
  let total = 0;
  let rows = 0;
  for (let row = half; row < values.length; row += 2) {
    sums[bins[row]!]! += values[row]!;
    counts[bins[row]!]!++;
    total += values[row]!;
    rows++;
  }
  return sums.map((sum, bin) => (counts[bin]! > 0 ? sum / counts[bin]! : total / rows));
}

export type ClassArea = {
  /**
   * AUC of the position: the chance that an item of the class comes later in the order than an item of another class, ties
   * counted half.
   */
  readonly area: number;
  /** Standard error of the AUC if order and label are independent. */
  readonly standardError: number;
};

/**
 * The area under the ROC curve of each class against the rest, by the ranks of an order: (R − m(m+1)/2)/(m·k), R the rank sum
 * of the m items of the class, ties at their mean rank, k all others (Hanley & McNeil 1982). Standard error without association
 * √((m+k+1)/(12·m·k)) (Mann & Whitney 1947), which ties only decrease. Null for a class without items, or with all. One sort
 * serves all classes; the AUC metric sorts for each class.
 */
export function computeClassAreas(
  order: Float64Array,
  indices: Int32Array,
  classCount: number,
): readonly (ClassArea | null)[] {
  const ranks = findMidranks(order);
  const rankSums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  indices.forEach((index, item) => {
    rankSums[index]! += ranks[item]!;
    counts[index]!++;
  });
  return Array.from(counts, (count, c) => {
    const others = indices.length - count;
    if (count === 0 || others === 0) return null;
    return {
      area: (rankSums[c]! - (count * (count + 1)) / 2) / (count * others),
      standardError: Math.sqrt((indices.length + 1) / (12 * count * others)),
    };
  });
}
