import type { Task } from '../../benchmark';
import { listReferences } from '../../metrics/text/text-label';
import { type Check, listNames } from './check';
import { type Cell, type ColumnSample, readNumber } from './column-sample';
import { type LabelStrengths, measureLabelStrengths } from './label-strength';

/** Association of input columns with the label, in a sample of the items. */
export type LabelLeaks = {
  /** Columns that fix the label by a one-to-one or monotone mapping in at least 99 % of the items. */
  readonly mapped: readonly string[];
  /** Columns of texts that contain their own label far more often than another item's. */
  readonly containing: readonly string[];
  readonly strengths: LabelStrengths | null;
};

/** Maximum chance that a column independent of the label would fix the label. */
const chanceMax = 1e-9;
/** Maximum share of blank or wrong cells with which a copy of the label is still found. */
const exceptionShareMax = 0.01;
/** Share of the best constant's errors that a column avoids (its strength) above which the column is as good as the label. */
const strengthMax = 0.95;
/** Maximum rise of a column's strength over the last round. */
const strengthRiseMax = 0.2;
/** Minimum number of avoidable errors for a warning; with fewer a strength is too uncertain. */
const errorCountMin = 20;
export function findLabelLeaks(task: Task, sample: ColumnSample): LabelLeaks {
  const columns = [...sample.columns];
  const isMappingSurprising = logChanceOfMapping(task, sample.labels) <= Math.log(chanceMax);
  const isMapped = (cells: readonly Cell[]) =>
    task === 'text' ? isCopy(cells, sample.labels) : isMapping(task, cells, sample.labels);
  return {
    mapped: isMappingSurprising ? columns.filter(([, cells]) => isMapped(cells)).map(([name]) => name) : [],
    containing:
      task === 'text' && sample.itemCount >= errorCountMin
        ? columns.filter(([, cells]) => containsLabel(cells, sample.labels)).map(([name]) => name)
        : [],
    strengths: measureLabelStrengths(task, sample),
  };
}

/**
 * Blocks a test set in which a single input column fixes the label, by equality or by any one-to-one or monotone mapping (a
 * copy, negated, scaled, hashed, as words, the class's name in a text). The reason: inputs are published at the opening, and
 * models run on them. Warns if one column, or two together, predict the label nearly completely, or far better than in the last
 * round. That is only a warning, since an honest feature may do so too.
 * @param last strengths in the last round; null in a first round
 */
export function checkLabelLeak(
  { mapped, containing, strengths }: LabelLeaks,
  last: { readonly number: number; readonly strengths: LabelStrengths | null } | null,
): Check {
  const warnings = [
    ...(containing.length === 0
      ? []
      : [
          `The label occurs in the text of ${nameColumns(containing)}. That is correct if answers are quoted from the text.`,
        ]),
    ...describeStrengths(strengths, last),
  ];
  const strongest = Math.max(
    0,
    strengths?.ofPair?.strength ?? 0,
    ...Object.values(strengths?.ofColumn ?? {}),
  );
  const numbers = {
    leaking_column_count: mapped.length,
    ...(strengths !== null && { strongest_percent: Math.round(100 * strongest) }),
  };
  const check = (outcome: Check['outcome'], detail: string): Check => ({
    name: 'label_leak',
    outcome,
    detail,
    numbers,
  });
  if (mapped.length > 0) return check('block', `The label follows exactly from ${nameColumns(mapped)}.`);
  if (warnings.length > 0) return check('warn', warnings.join(' '));
  return check('pass', 'No input column alone fixes the label.');
}

function describeStrengths(
  strengths: LabelStrengths | null,
  last: { readonly number: number; readonly strengths: LabelStrengths | null } | null,
): string[] {
  if (strengths === null || strengths.errorCount < errorCountMin) return [];
  const lastOf = last?.strengths && last.strengths.errorCount >= errorCountMin ? last : null;
  // At most three standard errors of a difference of shares.
  const noise = 1.5 * Math.sqrt(1 / strengths.errorCount + 1 / (lastOf?.strengths?.errorCount ?? Infinity));
  const isTooStrong = (strength: number, before: number | undefined) =>
    before === undefined
      ? strength > strengthMax
      : strength > before + Math.max(strengthRiseMax, noise) && strength > strengthRiseMax;
  const strong = Object.entries(strengths.ofColumn).filter(([name, strength]) =>
    isTooStrong(strength, lastOf?.strengths?.ofColumn[name]),
  );
  const than = lastOf ? `, more than in round ${lastOf.number}` : '';
  if (strong.length > 0) {
    const most = Math.round(100 * Math.max(...strong.map(([, strength]) => strength)));
    return [
      `${most} % of the label’s variation follows from ${nameColumns(strong.map(([name]) => name))}${than}.`,
    ];
  }
  const { ofPair } = strengths;
  if (ofPair === null || !isTooStrong(ofPair.strength, lastOf?.strengths?.ofPair?.strength)) return [];
  return [
    `${Math.round(100 * ofPair.strength)} % of the label’s variation follows from ${ofPair.names.map((name) => JSON.stringify(name)).join(' and ')} together${than}.`,
  ];
}

const nameColumns = (columns: readonly string[]): string =>
  `${columns.length === 1 ? 'the input column' : 'each of the input columns'} ${listNames(columns)}`;

/**
 * Natural logarithm of the chance that labels in a random order come sorted, with equal labels side by side: k Π nᵢ! / n!, k
 * the number of accepted orders of the distinct labels. k is m! for a one-to-one mapping of m classes, and 2 for a monotone
 * mapping. For texts each equality counts as e⁻¹.
 */
function logChanceOfMapping(task: Task, labels: readonly string[]): number {
  if (task === 'text') return -labels.length;
  const counts = [...countValues(labels).values()];
  const orders = task === 'regression' ? Math.LN2 : logFactorial(counts.length);
  return orders + counts.reduce((sum, count) => sum + logFactorial(count), 0) - logFactorial(labels.length);
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
}

function countValues(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function isMapping(task: Task, cells: readonly Cell[], labels: readonly string[]): boolean {
  if (task === 'regression') return isMonotone(cells, labels) || isRepeatedMapping(cells, labels);
  const names = [...new Set(labels)];
  return isOneToOne(cells.map(String), labels) || isOneToOne(namesInTexts(cells, names), labels);
}

/**
 * True if values repeat often enough to reveal a mapping: a column with a distinct value for each item could be mapped to
 * anything.
 */
const isRepeatedMapping = (cells: readonly Cell[], labels: readonly string[]): boolean =>
  4 * new Set(labels).size <= labels.length && isOneToOne(cells.map(String), labels);

/**
 * True if each label has its own value, with exceptions of at most 1 % of the items and 5 % of each label's or value's items.
 */
function isOneToOne(values: readonly string[], labels: readonly string[]): boolean {
  const countOfValue = countValues(values);
  const countOfLabel = countValues(labels);
  if (countOfLabel.size < 2) return false;
  const commonest = findCommonestValues(values, labels);
  const fits = (count: number, of: number) => count >= of - Math.floor(of / 20);
  let mappedCount = 0;
  for (const [label, { value, count }] of commonest) {
    if (!fits(count, countOfLabel.get(label)!) || !fits(count, countOfValue.get(value)!)) return false;
    mappedCount += count;
  }
  return mappedCount >= labels.length - Math.floor(exceptionShareMax * labels.length);
}

/** Finds the most frequent value for each label, in one pass: a test set may have thousands of labels and values. */
function findCommonestValues(values: readonly string[], labels: readonly string[]) {
  const together = new Map<string, Map<string, number>>();
  const commonest = new Map<string, { value: string; count: number }>();
  labels.forEach((label, row) => {
    const value = values[row]!;
    const counts = together.get(label) ?? new Map<string, number>();
    together.set(label, counts);
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (count > (commonest.get(label)?.count ?? 0)) commonest.set(label, { value, count });
  });
  return commonest;
}

/** Finds the classes that a text names as a word; a cell that is no text is empty. */
function namesInTexts(cells: readonly Cell[], names: readonly string[]): string[] {
  const words = names.map(normalise);
  return cells.map((cell) => {
    if (typeof cell !== 'string') return '';
    const text = ` ${normalise(cell).replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
    return words.filter((word) => text.includes(` ${word} `)).join('|');
  });
}

/**
 * True if the numbers put the items in the order of their labels or in the opposite order, with equal labels for equal numbers.
 */
function isMonotone(cells: readonly Cell[], labels: readonly string[]): boolean {
  const rows = cells.flatMap((cell, row) => {
    const number = readNumber(cell);
    return number === null ? [] : [{ number, label: Number(labels[row]) }];
  });
  const needed = labels.length - Math.floor(exceptionShareMax * labels.length);
  if (rows.length < needed) return false;
  const ordered = keepCommonestLabels(rows.sort((a, b) => a.number - b.number || a.label - b.label));
  return [ordered, ordered.map((label) => -label)].some((sequence) => countAscending(sequence) >= needed);
}

/** Most frequent label of the rows with each number, in ascending order of the numbers. */
function keepCommonestLabels(rows: readonly { number: number; label: number }[]): number[] {
  const labels: number[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start;
    let longest: readonly [from: number, to: number] = [start, start];
    for (let run = start; end < rows.length && rows[end]!.number === rows[start]!.number; end++) {
      if (rows[end]!.label !== rows[run]!.label) run = end;
      if (end + 1 - run > longest[1] - longest[0]) longest = [run, end + 1];
    }
    for (let row = longest[0]; row < longest[1]; row++) labels.push(rows[row]!.label);
    start = end;
  }
  return labels;
}

/** The length of the longest non-decreasing subsequence (patience sorting, Fredman 1975). */
function countAscending(sequence: readonly number[]): number {
  const tails: number[] = [];
  for (const value of sequence) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
}

/** True if the texts equal the label, or one of its references, apart from case and spacing. */
function isCopy(cells: readonly Cell[], labels: readonly string[]): boolean {
  const copies = cells.filter(
    (cell, row) =>
      typeof cell === 'string' &&
      listReferences(labels[row]!).some((reference) => normalise(reference) === normalise(cell)),
  );
  return copies.length >= labels.length - Math.floor(exceptionShareMax * labels.length);
}

/** True if nine of ten texts contain their own label, and far fewer contain the next item's label. */
function containsLabel(cells: readonly Cell[], labels: readonly string[]): boolean {
  const shareWith = (shift: number) => {
    const found = cells.filter((cell, row) => {
      if (typeof cell !== 'string') return false;
      const text = normalise(cell);
      return listReferences(labels[(row + shift) % labels.length]!).some((reference) =>
        text.includes(normalise(reference)),
      );
    });
    return found.length / cells.length;
  };
  const own = shareWith(0);
  return own >= 0.9 && own - shareWith(1) >= 0.5;
}

const normalise = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
