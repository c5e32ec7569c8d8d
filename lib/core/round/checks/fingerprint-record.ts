import { hashText } from './hash-text';
import { signatureWords, writeSignature } from './min-hash';
import { readInput } from './read-input';

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

/** Writes an item's record at `offset`. The id counts as it is, so pass it in NFC. */
export function writeRecord(
  item: { readonly id: string; readonly inputJson: string },
  records: FingerprintRecords,
  offset: number,
): void {
  const { text, tokens } = readInput(item.inputJson);
  const input = hashText(text);
  // No id has a NUL, so id and input can't run into each other.
  const withId = hashText(`${item.id}\u0000${text}`, 0x5bd1e995);
  records[offset + inputHashAt] = input[0];
  records[offset + inputHashAt + 1] = input[1];
  records[offset + itemHashAt] = withId[0];
  records[offset + itemHashAt + 1] = withId[1];
  writeSignature(tokens, records, offset + signatureAt);
}

export const countRecords = (records: FingerprintRecords): number => records.length / recordWords;
