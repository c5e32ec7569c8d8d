import { type OrderTest, startOrderTest, type TestCollector } from './order-test';
import { countPasses, type SplitLabels, testCells } from './test-sequence';

/** Maximum number of characters that are tested, the most frequent ones; all others are tested as one. */
const charactersMax = 64;

/** Largest modulus of a checksum that is tested: check digits are remainders modulo 10 or 9, parities modulo 2. */
const checksumModulusMax = 10;

/**
 * Tests ids for an association with the label: by the character at a position, counted from the front or from the end, by a
 * character anywhere, by their length, or by a sum of their digits.
 */
export function testIds(ids: readonly string[], labels: SplitLabels): OrderTest[] {
  const front = startOrderTest('character at a place of the ids', 'character');
  const end = startOrderTest('character at a place from the end of the ids', 'character');
  const anywhere = startOrderTest('characters in the ids', 'character');
  const length = startOrderTest('length of the ids', 'length');
  const checksum = startOrderTest('sum of the digits of the ids', 'digit_sum');
  const passes = countPasses(ids.length);
  const longest = ids.reduce((most, id) => Math.max(most, id.length), 0);
  for (let place = 0; place < Math.min(passes / 2, longest); place++) {
    testIdValues(front, ids, (id) => id.charCodeAt(place), labels);
    testIdValues(end, ids, (id) => id.charCodeAt(id.length - 1 - place), labels);
  }
  testIdValues(length, ids, (id) => id.length, labels);
  for (let modulus = 2; modulus <= checksumModulusMax; modulus++)
    testIdValues(checksum, ids, (id) => sumDigits(id) % modulus, labels);
  for (const unit of listCommonUnits(ids).slice(0, 2 * passes)) {
    const character = String.fromCharCode(unit);
    testPresence(anywhere, ids, (id) => id.includes(character), labels);
  }
  return [front, end, anywhere, length, checksum].map((test) => test.finish());
}

/** Adds the values of an id's digits; other characters count as 0. */
function sumDigits(id: string): number {
  let sum = 0;
  for (let at = 0; at < id.length; at++) {
    const digit = id.charCodeAt(at) - 48;
    if (digit > 0 && digit < 10) sum += digit;
  }
  return sum;
}

/**
 * Tests for an association of the label with a number computed from each id; ids without such a number (NaN) form a group of
 * their own.
 */
function testIdValues(
  tests: TestCollector,
  ids: readonly string[],
  readValue: (id: string) => number,
  labels: SplitLabels,
): void {
  const values = ids.map(readValue);
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size === 1) return;
  const cellOfValue = new Map(listCommonest(counts).map((value, cell) => [value, cell]));
  const cells = Int32Array.from(values, (value) => cellOfValue.get(value) ?? charactersMax);
  for (const split of labels.splits)
    testCells(tests, { cells, cellCount: charactersMax + 1 }, { ...labels, split });
}

function testPresence(
  tests: TestCollector,
  ids: readonly string[],
  isPresent: (id: string) => boolean,
  labels: SplitLabels,
): void {
  const cells = Int32Array.from(ids, (id) => (isPresent(id) ? 1 : 0));
  if (cells.every((cell) => cell === cells[0])) return;
  for (const split of labels.splits) testCells(tests, { cells, cellCount: 2 }, { ...labels, split });
}

function listCommonUnits(ids: readonly string[]): number[] {
  const counts = new Map<number, number>();
  for (const id of ids)
    for (let at = 0; at < id.length; at++) {
      const unit = id.charCodeAt(at);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  return listCommonest(counts);
}

const listCommonest = (counts: ReadonlyMap<number, number>): number[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, charactersMax)
    .map(([value]) => value);

/** Rank of each id, from 0, among the ids sorted by UTF-16 unit, an order that every participant can reproduce. */
export function rankIds(ids: readonly string[]): Float64Array {
  const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  const ranks = new Float64Array(ids.length);
  order.forEach((item, rank) => {
    ranks[item] = rank;
  });
  return ranks;
}

// Matches the first number of an id, at most 12 digits: for these, remainders can be computed exactly by dividing doubles.
const firstNumber = /^\D*(\d{1,12})/;

const lastNumber = /(\d{1,12})\D*$/;

/**
 * Reads the first and the last number in each id. Each list is null unless all ids contain a number; the first is also null
 * if it is the last number in all ids.
 */
export function readIdNumbers(ids: readonly string[]): {
  first: Float64Array | null;
  last: Float64Array | null;
} {
  const last = readNumbers(ids, lastNumber);
  const first = last && readNumbers(ids, firstNumber);
  return { first: first?.every((number, i) => number === last?.[i]) ? null : first, last };
}

function readNumbers(ids: readonly string[], pattern: RegExp): Float64Array | null {
  const numbers = new Float64Array(ids.length);
  for (const [i, id] of ids.entries()) {
    const match = pattern.exec(id);
    if (match === null) return null;
    numbers[i] = Number(match[1]);
  }
  return numbers;
}
