import type { Baseline } from './check-baseline';
import type { ColumnSummary } from './column-sample';
import { type FingerprintRecords, recordWords } from './fingerprint-record';
import type { LabelStrengths } from './label-strength';

/**
 * Distribution of a test set's labels: number of items by class name, or mean and standard deviation (divisor n) of numeric
 * labels. Texts have no distribution that two rounds should share.
 */
export type LabelSummary =
  | { readonly kind: 'classes'; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: 'numbers'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'texts' };

/**
 * Data of a test set for comparison with later rounds: facts about the whole set and one record per item. Fingerprints
 * contain exact label counts and unsalted hashes of inputs, so they are as secret as the test set.
 */
export type Fingerprints = {
  readonly facts: {
    readonly itemCount: number;
    /**
     * `equalCount`: number of items whose input equals that of another item in the set; `nearCount`: number of items whose
     * input is equal or nearly equal to another one.
     */
    readonly equalCount: number;
    readonly nearCount: number;
    readonly labels: LabelSummary;
    /** Instants of the earliest and the latest item in milliseconds since 1970; null when no item has a date. */
    readonly dates: { readonly first: number; readonly last: number } | null;
    readonly baseline: Baseline;
    readonly columns: readonly ColumnSummary[];
    readonly strengths: LabelStrengths | null;
  };
  readonly records: FingerprintRecords;
};

const magic = 0x54444650;

const prefixBytes = 8;

const wordBytes = 4;

/**
 * Encodes fingerprints as bytes: `TDFP` and the header's length as big-endian 32-bit numbers, the facts as JSON in UTF-8,
 * then the records of 80 bytes, little-endian. About 8 MB for 100,000 items. The caller encrypts them before storing.
 */
export function encodeFingerprints({ facts, records }: Fingerprints): Uint8Array {
  if (records.length !== facts.itemCount * recordWords)
    throw new RangeError(`${facts.itemCount} items can't have ${records.length} words of records`);
  const header = new TextEncoder().encode(padFacts(facts));
  const bytes = new Uint8Array(prefixBytes + header.length + records.length * wordBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, header.length);
  bytes.set(header, prefixBytes);
  const start = prefixBytes + header.length;
  for (let i = 0; i < records.length; i++) view.setUint32(start + i * wordBytes, records[i]!, true);
  return bytes;
}

/**
 * Encodes the facts as JSON padded with spaces, so that the length doesn't reveal how many digits a class's number of items
 * has.
 */
function padFacts(facts: Fingerprints['facts']): string {
  const longest = JSON.stringify(facts, (_, value) => (typeof value === 'number' ? '#'.repeat(24) : value));
  return JSON.stringify(facts).padEnd(longest.length);
}

/**
 * Decodes the output of `encodeFingerprints`. Throws for other bytes: these can only be caused by a fault in the software,
 * since stored bytes are authenticated.
 */
export function decodeFingerprints(bytes: Uint8Array): Fingerprints {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < prefixBytes || view.getUint32(0) !== magic)
    throw new Error('the bytes do not begin like fingerprints');
  const start = prefixBytes + view.getUint32(4);
  const facts = JSON.parse(
    new TextDecoder().decode(bytes.subarray(prefixBytes, start)),
  ) as Fingerprints['facts'];
  const wordCount = facts.itemCount * recordWords;
  if (bytes.length !== start + wordCount * wordBytes) throw new Error('fingerprints are cut off or too long');
  const records = new Uint32Array(wordCount);
  for (let i = 0; i < wordCount; i++) records[i] = view.getUint32(start + i * wordBytes, true);
  return { facts, records };
}
