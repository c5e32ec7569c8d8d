import { isJsonObject, type JsonValue, parseJson } from '../../files/canonical-json';
import { hashText, mixBits, signatureWords, writeSignature } from './hash-text';
import { normaliseText } from './normalise-text';

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

/** Writes an item's record at `offset`. Pass the id in NFC, since it isn't normalised here. */
export function writeRecord(
  item: { readonly id: string; readonly inputJson: string },
  records: FingerprintRecords,
  offset: number,
): void {
  const { text, tokens } = readInput(item.inputJson);
  const input = hashText(text);
  // No id has a NUL, so that id and input stay separate.
  const withId = hashText(`${item.id}\u0000${text}`, 0x5bd1e995);
  records[offset + inputHashAt] = input[0];
  records[offset + inputHashAt + 1] = input[1];
  records[offset + itemHashAt] = withId[0];
  records[offset + itemHashAt + 1] = withId[1];
  writeSignature(tokens, records, offset + signatureAt);
}

export const countRecords = (records: FingerprintRecords): number => records.length / recordWords;

/** An input normalised for the comparison of rounds. */
type NormalInput = {
  /** Equal for two inputs that are equal after normalisation. */
  readonly text: string;
  /** 32-bit hashes of the tokens, with repetitions; never empty. */
  readonly tokens: readonly number[];
};

/** Texts of fewer words are compared as a set of words, longer ones as a set of runs of three. */
const shingledWordsMin = 8;

/** Texts of up to so many words are one value, like a cell of a table. */
const valueWordsMax = 2;

const shingleSize = 3;

const asciiOnly = /^[\x20-\x7e]*$/;

const asciiWord = /[a-z0-9]+/g;

// In scripts written without spaces each character is a word.
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]`;

const anyWord = new RegExp(`${unspaced}|(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/**
 * Normalises an input and splits it into the tokens that near duplicates share (Broder 1997, "On the resemblance and containment
 * of documents"): word 3-shingles of texts, the words of short ones, and `path=value` of everything else.
 * @param inputJson RFC 8785 text
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
    // Quoted, so that the number 1.5 equals the cell "1.5".
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

/** Hash of an ordered pair. */
const joinHashes = (left: number, right: number): number =>
  mixBits(Math.imul(left, 0x9e3779b1) + Math.imul(right ^ 0x7f4a7c15, 0x85ebca77));
