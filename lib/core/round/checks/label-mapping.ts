import type { Task } from '../../benchmark';
import { listReferences } from '../../metrics/text/text-label';
import { type Cell, readNumber } from './column-sample';
import { normaliseText } from './fingerprint-record';
import { listNumbersOfTexts, type WordReader, wordsOfClasses } from './text-words';

/** Maximum probability with which a column that is independent of the label would determine the label. */
const chanceMax = 1e-9;

/** Maximum share of wrong cells with which a copy of the label is still detected. */
const exceptionShareMax = 0.01;

/** Maximum share of blank cells with which a column still determines the label of nearly all items. */
const blankShareMax = 0.1;

/** Minimum number of cells that aren't blank for the comparison of a column with more blanks. */
const filledCountMin = 50;

/**
 * Part of the items whose label follows from a column by a one-to-one or monotone mapping: `all`, nearly all; `filled`, all
 * whose cell isn't blank (few, or only those of some classes); `class`, those of one class; or `none`.
 */
export type Mapped = 'all' | 'filled' | 'class' | 'none';

export type LabelledCells = { readonly cells: readonly Cell[]; readonly labels: readonly string[] };

/** Normalises a label for comparison: the references of a text label, one per line; other labels unchanged. */
export const normaliseLabel = (task: Task, label: string): string =>
  task === 'text' ? listReferences(label).map(normaliseText).join('\n') : label;

/**
 * Finds the part of the items whose label follows from a column, however the column is written and whatever its unit is.
 * @param column cells with labels from `normaliseLabel`
 */
export function findMapped(task: Task, column: LabelledCells, readWords: WordReader): Mapped {
  if (isMapping(task, column, readWords)) return 'all';
  const filled = column.labels.flatMap((_, row) => (column.cells[row] === null ? [] : [row]));
  const isPartlyBlank = filled.length < column.labels.length;
  const ofFilled = {
    cells: filled.map((row) => column.cells[row]!),
    labels: filled.map((row) => column.labels[row]!),
  };
  if (isPartlyBlank && isMapping(task, ofFilled, readWords)) {
    if (filled.length >= (1 - blankShareMax) * column.labels.length) return 'all';
    if (filled.length >= filledCountMin) return 'filled';
  }
  return task !== 'regression' && task !== 'text' && marksClass(column) ? 'class' : 'none';
}

function isMapping(task: Task, column: LabelledCells, readWords: WordReader): boolean {
  if (logChanceOfMapping(task, column.labels) > Math.log(chanceMax)) return false;
  const { cells, labels } = column;
  if (task === 'regression')
    return (
      isMonotone(cells.map(readNumber), labels) ||
      isRepeatedMapping(cells, labels) ||
      listNumbersOfTexts(cells).some((numbers) => isMonotone(numbers, labels))
    );
  if (task === 'text') return isCopy(column) || isRepeatedMapping(cells, labels);
  if (isOneToOne(cells.map(nameValue), labels)) return true;
  const words = readWords(cells);
  return words !== null && isOneToOne(wordsOfClasses(words, labels), labels);
}

const nameValue = (cell: Cell): string => (cell === null ? '' : normaliseText(String(cell)));

/**
 * Natural logarithm of the probability that labels in a random order have equal labels side by side, in an accepted order: k
 * Π nᵢ! / n!, k the number of accepted orders of the distinct labels. k is m! for a one-to-one mapping of m classes, and 2
 * for a monotone mapping. For texts each equal pair counts as a factor e⁻¹.
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

/**
 * True if values repeat often enough for a mapping to mean something: a column with a different value for each item could be
 * mapped to any labels.
 */
const isRepeatedMapping = (cells: readonly Cell[], labels: readonly string[]): boolean =>
  4 * new Set(labels).size <= labels.length && isOneToOne(cells.map(nameValue), labels);

/** True if each label corresponds to one value and each value to one label, with exceptions of at most 1 % of the items. */
function isOneToOne(values: readonly string[], labels: readonly string[]): boolean {
  const labelCount = new Set(labels).size;
  const fixed = listFixed(values, labels);
  const mappedCount = fixed.reduce((sum, { count }) => sum + count, 0);
  return (
    labelCount > 1 &&
    fixed.length === labelCount &&
    mappedCount >= labels.length - Math.floor(exceptionShareMax * labels.length)
  );
}

/**
 * True if a value occurs for only one class, as in a one-hot column, and that class is so large that chance can't explain
 * it.
 */
const marksClass = ({ cells, labels }: LabelledCells): boolean =>
  listFixed(cells.map(nameValue), labels).some(
    ({ labelled }) =>
      labelled < labels.length &&
      logFactorial(labelled) + logFactorial(labels.length - labelled) - logFactorial(labels.length) <=
        Math.log(chanceMax),
  );

/**
 * Finds the labels that correspond to one value, with exceptions of at most 5 % of the label's and the value's items. Uses a
 * single pass, since a test set may have thousands of labels and values.
 */
function listFixed(values: readonly string[], labels: readonly string[]) {
  const countOfValue = countValues(values);
  const together = new Map<string, Map<string, number>>();
  labels.forEach((label, row) => {
    const counts = together.get(label) ?? new Map<string, number>();
    together.set(label, counts);
    counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  });
  const fits = (count: number, of: number) => count >= of - Math.floor(of / 20);
  return [...together].flatMap(([, counts]) => {
    let [labelled, count, commonest] = [0, 0, ''];
    for (const [value, times] of counts) {
      labelled += times;
      if (times > count) [commonest, count] = [value, times];
    }
    return fits(count, labelled) && fits(count, countOfValue.get(commonest)!) ? [{ labelled, count }] : [];
  });
}

/** True if sorting by the numbers sorts the items by label, ascending or descending, with equal labels for equal numbers. */
function isMonotone(numbers: readonly (number | null)[], labels: readonly string[]): boolean {
  const rows = numbers.flatMap((number, row) =>
    number === null ? [] : [{ number, label: Number(labels[row]) }],
  );
  const needed = labels.length - Math.floor(exceptionShareMax * labels.length);
  if (rows.length < needed) return false;
  const ordered = keepCommonestLabels(rows.sort((a, b) => a.number - b.number || a.label - b.label));
  return [ordered, ordered.map((label) => -label)].some((sequence) => countAscending(sequence) >= needed);
}

/** For each number, in ascending order, the most frequent label of the rows with this number. */
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

/** Length of the longest non-decreasing subsequence (patience sorting, Fredman 1975). */
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

/** True if each text equals the item's label, or one of its references, except for case and spaces. */
function isCopy({ cells, labels }: LabelledCells): boolean {
  const copies = cells.filter(
    (cell, row) => typeof cell === 'string' && labels[row]!.split('\n').includes(normaliseText(cell)),
  );
  return copies.length >= labels.length - Math.floor(exceptionShareMax * labels.length);
}

/**
 * Minimum share of texts that contain their own label, and maximum share of texts that contain another item's label, for a
 * column of texts that contain labels.
 */
const containedShareMin = 0.9;
const containedExcessMin = 0.5;

/** True if nine of ten texts contain their own label, as a text or a number, and far fewer contain the next item's label. */
export function containsLabel(task: Task, { cells, labels }: LabelledCells): boolean {
  const texts = cells.map((cell) => (typeof cell === 'string' ? normaliseText(cell) : ''));
  const numbers = task === 'regression' ? listNumbersOfTexts(cells) : [];
  if (task === 'regression' && numbers.length === 0) return false;
  const contains = (row: number, label: string) =>
    task === 'regression'
      ? numbers.some((column) => column[row] === Number(label))
      : label.split('\n').some((reference) => texts[row]!.includes(reference));
  const shareWith = (shift: number) =>
    cells.filter((_, row) => contains(row, labels[(row + shift) % labels.length]!)).length / cells.length;
  const own = shareWith(0);
  return own >= containedShareMin && own - shareWith(1) >= containedExcessMin;
}
