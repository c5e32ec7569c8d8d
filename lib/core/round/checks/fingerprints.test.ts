import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { recordWords } from './fingerprint-record';
import { decodeFingerprints, encodeFingerprints } from './fingerprints';
import { drawItems, drawText, fingerprintItems } from './testing/synthetic-set';

const fingerprints = fingerprintItems(drawItems(50, createRng('round'), drawText));

describe('stored fingerprints', () => {
  it('don’t change when they are encoded and decoded, even from the middle of a larger buffer', () => {
    const bytes = encodeFingerprints(fingerprints);
    const buffer = new Uint8Array(bytes.length + 7);
    buffer.set(bytes, 3);
    expect(decodeFingerprints(buffer.subarray(3, 3 + bytes.length))).toEqual(fingerprints);
  });

  it('take 80 bytes per item plus the header', () => {
    const empty = {
      facts: { ...fingerprints.facts, itemCount: 10 },
      records: new Uint32Array(10 * recordWords),
    };
    const bytes = encodeFingerprints(fingerprints).length - encodeFingerprints(empty).length;
    expect(bytes).toBe(40 * 80);
  });

  it('can’t be decoded from truncated bytes and from bytes of another format', () => {
    const bytes = encodeFingerprints(fingerprints);
    expect(() => decodeFingerprints(bytes.subarray(0, -1))).toThrow('cut off');
    expect(() => decodeFingerprints(new Uint8Array(40))).toThrow('do not begin like fingerprints');
  });

  it('can’t be encoded if the number of records differs from the item count', () => {
    expect(() => encodeFingerprints({ ...fingerprints, records: new Uint32Array(3) })).toThrow(RangeError);
  });
});
