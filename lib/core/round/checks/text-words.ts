import { type Cell, readNumber } from './column-sample';
import { hashText } from './hash-text';

/** Words, and pairs of words beside each other, of a column of texts, with the rows that contain each. */
export type Words = {
  readonly rowCount: number;
  /** Only those of at least 1 % of the rows. */
  readonly rowsOf: ReadonlyMap<string, readonly number[]>;
};

/** Minimum share of cells with two words or more from which a column is one of texts. */
const textShareMin = 0.5;

const rowShareMin = 0.01;

/** Characters that are read at either end of a text. */
const endLength = 1_000;

const wordPattern = /\p{L}+|\p{N}+/gu;

/** Words of a column of texts, letters and digits apart; null for a column of other cells. */
export function readWords(cells: readonly Cell[]): Words | null {
  const textCount = cells.filter(
    (cell) =>
      typeof cell === 'string' &&
      readNumber(cell) === null &&
      /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]|\p{L}\p{N}|\p{N}\p{L}/u.test(cell),
  ).length;
  if (textCount < textShareMin * cells.length) return null;
  const rowCountMin = Math.max(2, rowShareMin * cells.length);
  // Most words are rare. They are counted by hash first, so that only frequent ones are kept.
  const counts = new Uint32Array(hashCount);
  for (const cell of cells) for (const word of listWords(cell)) counts[placeOf(word)]!++;
  const rowsOf = new Map<string, number[]>();
  cells.forEach((cell, row) => {
    for (const word of listWords(cell)) {
      if (counts[placeOf(word)]! < rowCountMin) continue;
      const rows = rowsOf.get(word);
      if (rows) rows.push(row);
      else rowsOf.set(word, [row]);
    }
  });
  for (const [word, rows] of rowsOf) if (rows.length < rowCountMin) rowsOf.delete(word);
  return { rowCount: cells.length, rowsOf };
}

const hashCount = 2 ** 18;

const placeOf = (word: string): number => hashText(word)[0] % hashCount;

function listWords(cell: Cell): Set<string> {
  if (typeof cell !== 'string') return new Set();
  const read = cell.length > 2 * endLength ? `${cell.slice(0, endLength)} ${cell.slice(-endLength)}` : cell;
  const words = read.toLowerCase().match(wordPattern) ?? [];
  return new Set([...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]);
}

/**
 * Finds for each class the word or pair whose share among its texts exceeds its share among the others most, and gives the found words
 * of each row as one value.
 */
export function wordsOfClasses({ rowCount, rowsOf }: Words, labels: readonly string[]): string[] {
  const countOfLabel = new Map<string, number>();
  for (const label of labels) countOfLabel.set(label, (countOfLabel.get(label) ?? 0) + 1);
  const best = new Map<string, { word: string; excess: number }>();
  for (const [word, rows] of rowsOf) {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
    for (const [label, count] of counts) {
      const labelled = countOfLabel.get(label)!;
      const excess = count / labelled - (rows.length - count) / Math.max(1, rowCount - labelled);
      if (excess > (best.get(label)?.excess ?? 0)) best.set(label, { word, excess });
    }
  }
  const found: string[][] = Array.from({ length: rowCount }, () => []);
  for (const word of new Set([...best.values()].map(({ word }) => word)))
    for (const row of rowsOf.get(word)!) found[row]!.push(word);
  return found.map((words) => words.join(' '));
}

const numberPattern = /[-−]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?/gi;

/** Numbers of each text that are read. */
const numbersMax = 8;

/** The first numbers in texts, the k-th of each text in column k; null where a text has fewer. Nothing for other cells. */
export function listNumbersOfTexts(cells: readonly Cell[]): (number | null)[][] {
  const found = cells.map((cell) => {
    if (typeof cell !== 'string' || readNumber(cell) !== null) return [];
    const texts = cell.slice(0, 2 * endLength).match(numberPattern) ?? [];
    return texts.slice(0, numbersMax).map((text) => Number(text.replace('−', '-').replace(',', '.')));
  });
  const columnCount = found.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: columnCount }, (_, k) => found.map((numbers) => numbers[k] ?? null));
}
