import type { Task } from '../../benchmark';
import { findMidranks } from '../../statistics/concordance';
import { type Cell, type ColumnSample, readNumber } from './column-sample';
import { type WordReader, wordsOfClasses } from './text-words';

/**
 * Strengths of columns: the share of the label that a column predicts, from 0 (no more than the most frequent class or the
 * mean label) to 1 (all). For classes a strength is the share of the most frequent class's errors that is avoided, for
 * numbers R². Strengths are cross-validated in two halves, so that a column of noise has a strength of 0 or less.
 */
export type LabelStrengths = {
  /**
   * Number of errors that predicting the most frequent class makes, or number of items in a regression, to which strengths
   * refer.
   */
  readonly errorCount: number;
  readonly ofColumn: Readonly<Record<string, number>>;
  /** Strength of the strongest pair of columns; null with fewer than two columns. */
  readonly ofPair: { readonly names: readonly [string, string]; readonly strength: number } | null;
};

/** Cells of a column divided into groups, the branches of a decision tree of depth 1. */
type Binned = { readonly bins: Int32Array; readonly binCount: number };

type Column = {
  readonly name: string;
  readonly cells: readonly Cell[];
  /**
   * The column as numbers, if at least 90 % of the cells that aren't blank are numbers or dates; blank cells are NaN. Else
   * null.
   */
  readonly numbers: Float64Array | null;
};

/** Numbers of ranges into which a column of numbers is divided; the smaller number suits small samples. */
const columnBins = [64, 8] as const;

/** Maximum number of values of a column that form groups of their own, the most frequent values. */
const categoriesMax = 512;

/** Numbers of groups for each column of a pair; the smaller number suits small samples. */
const pairBins = [16, 4] as const;

/** Maximum number of columns that are compared in pairs: those with the largest strengths. */
const pairedColumnsMax = 128;

/** Number of items, from the beginning of the sample, by which the strongest pair is found. */
const pairedItemsMax = 2_000;

export function measureLabelStrengths(
  task: Task,
  sample: ColumnSample,
  readWords: WordReader,
): LabelStrengths | null {
  if (task === 'text' || sample.itemCount < 2) return null;
  const columns = [...sample.columns, ...sample.leaves]
    .filter(([, cells]) => cells.some((cell) => cell !== null && cell !== 'nested'))
    .map(([name, cells]): Column => ({ name, cells, numbers: readNumbers(cells) }));
  const target = makeTarget(task, sample.labels);
  const single = columns.map((column) => ({
    column,
    strength: listViews(task, column, sample.labels, readWords).reduce(
      (most, view) => Math.max(most, target.measure(view)),
      Number.NEGATIVE_INFINITY,
    ),
  }));
  const paired = [...single]
    .sort((a, b) => b.strength - a.strength)
    .slice(0, pairedColumnsMax)
    .map(({ column }) => column);
  return {
    errorCount: target.errorCount,
    ofColumn: Object.fromEntries(single.map(({ column, strength }) => [column.name, strength])),
    ofPair: findStrongestPair(task, paired, sample.labels),
  };
}

function readNumbers(cells: readonly Cell[]): Float64Array | null {
  const numbers = cells.map((cell) => readNumber(cell) ?? readInstant(cell));
  const filled = cells.filter((cell) => cell !== null).length;
  const isNumeric = filled > 0 && numbers.filter((number) => number !== null).length >= 0.9 * filled;
  return isNumeric ? Float64Array.from(numbers, (number) => number ?? Number.NaN) : null;
}

const isoDate = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?$/;

function readInstant(cell: Cell): number | null {
  if (typeof cell !== 'string' || !isoDate.test(cell)) return null;
  const instant = Date.parse(cell);
  return Number.isNaN(instant) ? null : instant;
}

/**
 * Lists the ways to group a column's cells for a prediction of the label: by ranges, by values, by the first or last
 * character, by length, by words.
 */
function listViews(
  task: Task,
  { cells, numbers }: Column,
  labels: readonly string[],
  readWords: WordReader,
): Binned[] {
  const texts = cells.map((cell) => (cell === null ? '' : String(cell)));
  const views = [texts, texts.map((text) => text.slice(-1))];
  const words = numbers || task === 'regression' ? null : readWords(cells);
  const ordered = numbers ?? Float64Array.from(texts, ({ length }) => length);
  if (!numbers) views.push(texts.map((text) => text.slice(0, 1)));
  if (words) views.push(wordsOfClasses(words, labels));
  return [
    ...views.map((values) => binValues(values, categoriesMax)),
    ...columnBins.map((count) => binNumbers(ordered, count)),
  ];
}

type Target = {
  readonly errorCount: number;
  /** Computes the strength of a decision tree whose leaves are these groups. */
  measure(groups: Binned): number;
};

const makeTarget = (task: Task, labels: readonly string[]): Target =>
  task === 'regression' ? targetOfNumbers(labels) : targetOfClasses(labels);

/**
 * Finds the strongest pair of columns by two-column trees; for classes also by the difference of two numbers, for numeric
 * labels also by the best plane through two columns, and through their logarithms, for products and ratios.
 */
function findStrongestPair(
  task: Task,
  columns: readonly Column[],
  allLabels: readonly string[],
): LabelStrengths['ofPair'] {
  const labels = allLabels.slice(0, pairedItemsMax);
  const target = makeTarget(task, labels);
  const binned = columns.map(({ cells, numbers }) => ({
    numbers: numbers?.slice(0, pairedItemsMax) ?? null,
    bins: pairBins.map((count) =>
      numbers
        ? binNumbers(numbers.slice(0, pairedItemsMax), count)
        : binValues(cells.slice(0, pairedItemsMax).map(String), count),
    ),
  }));
  const lines =
    task === 'regression'
      ? fitLines(
          binned.map(({ numbers }) => numbers),
          labels,
        )
      : null;
  let strongest: LabelStrengths['ofPair'] = null;
  binned.forEach((first, i) => {
    for (let j = i + 1; j < binned.length; j++) {
      const second = binned[j]!;
      let strength = lines?.(i, j) ?? Number.NEGATIVE_INFINITY;
      for (const [k, a] of first.bins.entries())
        strength = Math.max(strength, target.measure(crossBins(a, second.bins[k]!)));
      if (!lines && first.numbers && second.numbers) {
        const { numbers } = second;
        const differences = first.numbers.map((number, row) => number - numbers[row]!);
        strength = Math.max(strength, target.measure(binSigns(differences)));
      }
      if (strongest === null || strength > strongest.strength)
        strongest = { names: [columns[i]!.name, columns[j]!.name], strength };
    }
  });
  return strongest;
}

const crossBins = (a: Binned, b: Binned): Binned => ({
  bins: a.bins.map((bin, row) => bin * b.binCount + b.bins[row]!),
  binCount: a.binCount * b.binCount,
});

/** Groups differences by sign: negative, zero, positive and blank. */
const binSigns = (differences: Float64Array): Binned => ({
  bins: Int32Array.from(differences, (difference) =>
    Number.isNaN(difference) ? 3 : Math.sign(difference) + 1,
  ),
  binCount: 4,
});

/** Groups numbers by quantiles; blank cells form one group. */
function binNumbers(numbers: Float64Array, binCountMax: number): Binned {
  const bounds = listQuantiles(
    numbers.filter((number) => !Number.isNaN(number)),
    binCountMax - 1,
  );
  return {
    bins: Int32Array.from(numbers, (number) =>
      Number.isNaN(number) ? bounds.length + 1 : countBelow(bounds, number),
    ),
    binCount: bounds.length + 2,
  };
}

/** Groups values: each of the most frequent ones is a group, and the others together are one. */
function binValues(values: readonly string[], binCountMax: number): Binned {
  const kept = listCommonest(values, binCountMax - 1);
  const binOf = new Map(kept.map((value, bin) => [value, bin]));
  return {
    bins: Int32Array.from(values, (value) => binOf.get(value) ?? kept.length),
    binCount: kept.length + 1,
  };
}

/**
 * R² of the least-squares planes through the label and two columns, from their correlations: (r₁² + r₂² − 2 r₁ r₂ r₁₂)/(1 −
 * r₁₂²), adjusted for two slopes. The larger R² is returned, that of the values or of their logarithms, where all numbers
 * are positive. Blank cells are replaced by the mean.
 */
function fitLines(columns: readonly (Float64Array | null)[], labels: readonly string[]) {
  const values = Float64Array.from(labels, Number);
  const fits = [standardise, standardiseLogarithms].map((scale) => {
    const label = scale(values);
    const scaled = columns.map((column) => (label && column ? scale(column) : null));
    return { scaled, byLabel: scaled.map((column) => (label && column ? correlate(column, label) : 0)) };
  });
  return (i: number, j: number): number =>
    Math.max(
      ...fits.map(({ scaled, byLabel }) => {
        const [a, b] = [scaled[i], scaled[j]];
        if (!a || !b) return Number.NEGATIVE_INFINITY;
        const r = correlate(a, b);
        // Columns with a correlation so close to 1 differ only by rounding.
        if (1 - r * r < 1e-9) return Number.NEGATIVE_INFINITY;
        const [r1, r2] = [byLabel[i]!, byLabel[j]!];
        const explained = (r1 * r1 + r2 * r2 - 2 * r1 * r2 * r) / (1 - r * r);
        return 1 - ((1 - explained) * (labels.length - 1)) / Math.max(1, labels.length - 3);
      }),
    );
}

/** Scales numbers to mean 0 and sum of squares 1; null where all are equal. */
function standardise(numbers: Float64Array): Float64Array | null {
  const present = numbers.filter((number) => Number.isFinite(number));
  const mean = present.reduce((sum, number) => sum + number, 0) / present.length;
  const centred = numbers.map((number) => (Number.isFinite(number) ? number - mean : 0));
  const norm = Math.sqrt(centred.reduce((sum, number) => sum + number * number, 0));
  return norm > 0 && Number.isFinite(norm) ? centred.map((number) => number / norm) : null;
}

const standardiseLogarithms = (numbers: Float64Array): Float64Array | null =>
  numbers.some((number) => number <= 0) ? null : standardise(numbers.map(Math.log));

function correlate(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}

/** Distinct numbers that divide a sample into `count` parts of about equal size. */
function listQuantiles(numbers: Float64Array, partCount: number): Float64Array {
  const sorted = numbers.toSorted();
  const cuts = Array.from({ length: partCount - 1 }, (_, i) =>
    Math.floor(((i + 1) * sorted.length) / partCount),
  );
  return Float64Array.from(new Set(cuts.map((at) => sorted[at]!).filter((cut) => cut > sorted[0]!)));
}

/** Counts how many of the ascending bounds are at most the number. */
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

/** Cross-validation: each half of the rows predicts the other half. Row i is in half i mod 2. */
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
    measure: ({ bins, binCount }) => (errorCount === 0 ? 0 : 1 - countErrors(bins, binCount) / errorCount),
  };
}

/** Finds the most frequent class of each bin; for an empty bin, that of the whole sample. */
function findCommonestOf(counts: Int32Array, binCount: number, classCount: number): Int32Array {
  const totals = new Int32Array(classCount);
  const commonest = new Int32Array(binCount).fill(-1);
  for (let bin = 0, place = 0; bin < binCount; bin++) {
    let most = 0;
    for (let c = 0; c < classCount; c++, place++) {
      const count = counts[place]!;
      if (count === 0) continue;
      totals[c]! += count;
      if (count > most) {
        most = count;
        commonest[bin] = c;
      }
    }
  }
  const overall = totals.indexOf(Math.max(...totals));
  return commonest.map((c) => (c < 0 ? overall : c));
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
    measure: ({ bins, binCount }) => (total === 0 ? 0 : 1 - sumSquares(bins, binCount) / total),
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
   * AUC of the position in the order: the probability that an item of the class comes later than an item of another class,
   * ties counted half.
   */
  readonly area: number;
  /** Standard error of the AUC for an order that is independent of the label. */
  readonly standardError: number;
};

/**
 * Computes the area under the ROC curve of each class against the rest, by the ranks of an order: (R − m(m+1)/2)/(m·k), R
 * the rank sum of the m items of the class, ties at their mean rank, k all others (Hanley & McNeil 1982). Standard error
 * without association √((m+k+1)/(12·m·k)) (Mann & Whitney 1947), which ties only decrease. Null for a class with no items,
 * or with all items. All classes are computed from one sort, whereas the AUC metric sorts for each class.
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
