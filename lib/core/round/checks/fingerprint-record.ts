import { isJsonObject, type JsonValue, parseJson } from '../../files/canonical-json';
import { parseFiniteNumber } from '../../files/parse-number';
import { hashText, mixBits, signatureWords, writeSignature } from './hash-text';

/**
 * A record is 20 words of 32 bits, 80 bytes: the hash of the normalised input (low, high), the hash of id and normalised
 * input together (low, high), and the 16 words of the MinHash signature.
 */
export const recordWords = 4 + signatureWords;

export const inputHashAt = 0;

export const itemHashAt = 2;

export const signatureAt = 4;

/** The records of some items, one after the other. */
export type FingerprintRecords = Uint32Array;

/** Writes an item's record at `offset`. The id must be in NFC, since this function doesn't normalise it. */
export function writeRecord(
  item: { readonly id: string; readonly inputJson: string },
  records: FingerprintRecords,
  offset: number,
): void {
  const { text, tokens } = readInput(item.inputJson);
  const input = hashText(text);
  // An id contains no NUL, so that different pairs of id and input have different texts.
  const withId = hashText(`${item.id}\u0000${text}`, 0x5bd1e995);
  records[offset + inputHashAt] = input[0];
  records[offset + inputHashAt + 1] = input[1];
  records[offset + itemHashAt] = withId[0];
  records[offset + itemHashAt + 1] = withId[1];
  writeSignature(tokens, records, offset + signatureAt);
}

export const countRecords = (records: FingerprintRecords): number => records.length / recordWords;

/** An input in the form in which rounds are compared. */
type NormalInput = {
  /** The input's text after normalisation. */
  readonly text: string;
  /** 32-bit hashes of the tokens, with repetitions; never empty. */
  readonly tokens: readonly number[];
};

/**
 * Minimum number of words of a text that is compared by runs of three words; shorter texts are compared as sets of words.
 */
const shingledWordsMin = 8;

/** Maximum number of words of a text that is treated as a single value, like a cell of a table. */
const valueWordsMax = 2;

const shingleSize = 3;

const asciiWord = /[a-z0-9]+/g;

// Characters of scripts that are written without spaces; each of them counts as a word.
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;

const anyWord = new RegExp(`${unspaced}|(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/**
 * Normalises an input and splits it into the tokens that near duplicates share (Broder 1997, "On the resemblance and
 * containment of documents"): word 3-shingles of texts, the words of short texts, and `path=value` for all other values.
 * @param inputJson the input as RFC 8785 text
 */
export function readInput(inputJson: string): NormalInput {
  const tokens: number[] = [];
  const text = readValue(parseJson(inputJson), 0x2545f491, tokens);
  return { text, tokens: tokens.length > 0 ? tokens : [0] };
}

function readValue(value: JsonValue, path: number, tokens: number[]): string {
  if (typeof value === 'string') {
    const text = normaliseText(value);
    addTextTokens(text, path, tokens);
    return JSON.stringify(text);
  }
  if (value === null || typeof value !== 'object') {
    const text = String(value);
    tokens.push(joinHashes(path, hashText(text)[0]));
    // The text is quoted, so that the number 1.5 equals the cell "1.5".
    return JSON.stringify(text);
  }
  if (!isJsonObject(value)) {
    return `[${value.map((child, i) => readValue(child, joinHashes(path, i), tokens)).join(',')}]`;
  }
  const members = Object.entries(value).map(
    ([key, child]) =>
      `${JSON.stringify(key)}:${readValue(child, joinHashes(path, hashText(key)[0]), tokens)}`,
  );
  return `{${members.join(',')}}`;
}

function addTextTokens(text: string, path: number, tokens: number[]): void {
  const words = text.match(asciiOnly.test(text) ? asciiWord : anyWord) ?? [];
  if (words.length <= valueWordsMax) {
    tokens.push(joinHashes(path, hashText(text)[0]));
    return;
  }
  const hashes = words.map((word) => hashText(word)[0]);
  if (words.length < shingledWordsMin) {
    for (const hash of hashes) tokens.push(joinHashes(path, hash));
    return;
  }
  for (let i = 0; i + shingleSize <= hashes.length; i++) {
    let shingle = path;
    for (let k = 0; k < shingleSize; k++) shingle = joinHashes(shingle, hashes[i + k]!);
    tokens.push(shingle);
  }
}

/** Hashes an ordered pair of hashes. */
const joinHashes = (left: number, right: number): number =>
  mixBits(Math.imul(left, 0x9e3779b1) + Math.imul(right ^ 0x7f4a7c15, 0x85ebca77));

export const asciiOnly = /^[\x20-\x7e]*$/;

const looksNumeric = /^[+-]?[\d.]/;

/** Maximum number of digits with which any two numbers are different doubles. */
const digitsMax = 15;

/**
 * Normalises a text for the comparison of rounds: Unicode NFKC, case folding, single spaces, and numbers in their shortest
 * form, so that `" 1.50 "` equals `1.5`. Upper case comes before lower case because that also maps `ß` and `ς`, as Unicode's
 * full case folding does.
 */
export function normaliseText(text: string): string {
  const folded = asciiOnly.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  const spaced = folded.replace(/\s+/g, ' ').trim();
  if (!looksNumeric.test(spaced) || spaced.replace(/\D/g, '').length > digitsMax) return spaced;
  const number = parseFiniteNumber(spaced);
  return number.ok ? String(number.value) : spaced;
}

/** Records grouped by a 64-bit hash; groups are numbered in the order of their first record. */
export type HashIndex = {
  readonly groupCount: number;
  /** For each record the index of its group. */
  readonly groupOf: Uint32Array;
  /** Number of records in each group. */
  readonly sizes: Uint32Array;
  /** For each group the index of its first record. */
  readonly firsts: Uint32Array;
  /** Returns the group with this hash, or -1. */
  find(low: number, high: number): number;
};

/**
 * Groups records by the hash at `column`, by open addressing with linear probing, at most half full: 12 to 24 bytes per
 * record.
 */
export function createHashIndex(records: FingerprintRecords, column: number): HashIndex {
  const count = countRecords(records);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  const groupOf = new Uint32Array(count);
  const firsts = new Uint32Array(count);
  const sizes = new Uint32Array(count);
  let groupCount = 0;

  /** Finds the slot that has this hash, or else the free slot for it. */
  function locate(low: number, high: number): number {
    for (let slot = high & mask; ; slot = (slot + 1) & mask) {
      const group = slots[slot]!;
      if (group === 0) return slot;
      const at = firsts[group - 1]! * recordWords + column;
      if (records[at] === low && records[at + 1] === high) return slot;
    }
  }

  for (let i = 0; i < count; i++) {
    const at = i * recordWords + column;
    const slot = locate(records[at]!, records[at + 1]!);
    if (slots[slot] === 0) {
      firsts[groupCount] = i;
      groupCount++;
      slots[slot] = groupCount;
    }
    const group = slots[slot]! - 1;
    groupOf[i] = group;
    sizes[group]!++;
  }

  return {
    groupCount,
    groupOf,
    sizes: sizes.slice(0, groupCount),
    firsts: firsts.slice(0, groupCount),
    find: (low, high) => slots[locate(low, high)]! - 1,
  };
}
