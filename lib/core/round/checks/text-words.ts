import { type Cell, readNumber } from './column-sample';
import { hashText, mixBits } from './hash-text';

/** Words, and pairs of neighbouring words, in a column of texts, identified by 32-bit hashes. */
export type Words = {
  readonly rowCount: number;
  /** For each word or pair that occurs in at least 1 % of the rows, the rows that contain it. */
  readonly rowsOf: ReadonlyMap<number, readonly number[]>;
};

/** Reads the words of a column of texts; null for a column of other cells. */
export type WordReader = (cells: readonly Cell[]) => Words | null;

/** Minimum share of cells with at least two words for a column of texts. */
const textShareMin = 0.5;

const rowShareMin = 0.01;

/** Number of characters that are read at each end of a text. */
const endLength = 1_000;

/**
 * Maximum number of words that are read in all columns of a sample together; each column may use half of the words that are
 * left. 5,000 texts with 2,000 characters of prose have fewer than half of this number; texts that alternate digits and
 * letters have far more, and would take a minute.
 */
const wordsMax = 4_000_000;

const wordPattern = /\p{L}+|\p{N}+/gu;

/** Makes a reader of the words in a sample's columns. It separates letters from digits, and reads each column once. */
export function createWordReader(): WordReader {
  const wordsOf = new Map<readonly Cell[], Words | null>();
  let left = wordsMax;
  return (cells) => {
    const known = wordsOf.get(cells);
    if (known !== undefined) return known;
    const perCell = Math.floor(left / 2 / Math.max(1, cells.length));
    const hashes = isTexts(cells) && perCell > 0 ? cells.map((cell) => hashWords(cell, perCell)) : null;
    left -= hashes?.reduce((sum, { length }) => sum + Math.ceil(length / 2), 0) ?? 0;
    const words = hashes && listRows(hashes);
    wordsOf.set(cells, words);
    return words;
  };
}

const isTexts = (cells: readonly Cell[]): boolean =>
  cells.filter(
    (cell) =>
      typeof cell === 'string' &&
      readNumber(cell) === null &&
      /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]|\p{L}\p{N}|\p{N}\p{L}/u.test(cell),
  ).length >=
  textShareMin * cells.length;

/** Hashes the words of a text, at most `countMax` from its two ends, followed by the pairs of words. */
function hashWords(cell: Cell, countMax: number): Uint32Array {
  if (typeof cell !== 'string') return new Uint32Array(0);
  const read = cell.length > 2 * endLength ? `${cell.slice(0, endLength)} ${cell.slice(-endLength)}` : cell;
  const all = read.toLowerCase().match(wordPattern) ?? [];
  const atEnd = Math.floor(countMax / 2);
  const words =
    all.length > countMax ? [...all.slice(0, countMax - atEnd), ...all.slice(all.length - atEnd)] : all;
  const hashes = new Uint32Array(Math.max(0, 2 * words.length - 1));
  words.forEach((word, i) => {
    hashes[i] = hashText(word)[0];
    if (i > 0) hashes[words.length + i - 1] = mixBits(Math.imul(hashes[i - 1]!, 31) ^ hashes[i]!);
  });
  return hashes;
}

const placeCount = 2 ** 18;

function listRows(hashes: readonly Uint32Array[]): Words {
  const rowCount = hashes.length;
  const rowCountMin = Math.max(2, rowShareMin * rowCount);
  // Most words are rare. They are first counted approximately by hash slot, so that only frequent words are stored.
  const counts = new Uint32Array(placeCount);
  const lastRows = new Int32Array(placeCount).fill(-1);
  hashes.forEach((words, row) => {
    for (const word of words) {
      const place = word % placeCount;
      if (lastRows[place] === row) continue;
      lastRows[place] = row;
      counts[place]!++;
    }
  });
  const rowsOf = new Map<number, number[]>();
  hashes.forEach((words, row) => {
    for (const word of words) {
      if (counts[word % placeCount]! < rowCountMin) continue;
      const rows = rowsOf.get(word);
      if (!rows) rowsOf.set(word, [row]);
      else if (rows[rows.length - 1] !== row) rows.push(row);
    }
  });
  for (const [word, rows] of rowsOf) if (rows.length < rowCountMin) rowsOf.delete(word);
  return { rowCount, rowsOf };
}

/**
 * Finds for each class the word or pair that is most typical: its share among the class's texts exceeds its share among
 * other texts by most. Returns the found words of each row as one value.
 */
export function wordsOfClasses({ rowCount, rowsOf }: Words, labels: readonly string[]): string[] {
  const classOf = new Map([...new Set(labels)].map((label, i) => [label, i]));
  const classes = Int32Array.from(labels, (label) => classOf.get(label)!);
  const sizes = new Int32Array(classOf.size);
  for (const index of classes) sizes[index]!++;
  const bestWords = new Map<number, number>();
  const bestExcesses = new Float64Array(classOf.size);
  const counts = new Int32Array(classOf.size);
  for (const [word, rows] of rowsOf) {
    for (const row of rows) counts[classes[row]!]!++;
    for (const row of rows) {
      const index = classes[row]!;
      const count = counts[index]!;
      // The count is 0 for a class that was handled at an earlier row.
      if (count === 0) continue;
      counts[index] = 0;
      const excess = count / sizes[index]! - (rows.length - count) / Math.max(1, rowCount - sizes[index]!);
      if (excess <= bestExcesses[index]!) continue;
      bestExcesses[index] = excess;
      bestWords.set(index, word);
    }
  }
  const found: number[][] = Array.from({ length: rowCount }, () => []);
  for (const word of new Set(bestWords.values())) for (const row of rowsOf.get(word)!) found[row]!.push(word);
  return found.map((words) => words.join(' '));
}

const numberPattern = /[-−]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?/gi;

/** Maximum number of numbers that are read from a text. */
const numbersMax = 8;

/**
 * Reads the first numbers in texts: column k has the k-th number of each text, null where a text has fewer. Returns no
 * columns for cells that aren't texts.
 */
export function listNumbersOfTexts(cells: readonly Cell[]): (number | null)[][] {
  const found = cells.map((cell) => {
    if (typeof cell !== 'string' || readNumber(cell) !== null) return [];
    const texts = cell.slice(0, 2 * endLength).match(numberPattern) ?? [];
    return texts.slice(0, numbersMax).map((text) => Number(text.replace('−', '-').replace(',', '.')));
  });
  const columnCount = found.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: columnCount }, (_, k) => found.map((numbers) => numbers[k] ?? null));
}
