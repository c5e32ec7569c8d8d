import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../../statistics/rng';
import {
  countRecords,
  createHashIndex,
  inputHashAt,
  recordWords,
  signatureAt,
  writeRecord,
} from './fingerprint-record';
import { estimateSimilarity, isNear } from './hash-text';
import { createNearSearch } from './near-search';
import { drawText } from './testing/synthetic-set';

const pairCount = 2_000;

/**
 * Writes two records of texts whose sets of shingles have a similarity of at least .9: one of 120 words differs, at an end
 * or inside.
 */
function writePairs(rng: Rng, frame: string): { own: Uint32Array; other: Uint32Array } {
  const own = new Uint32Array(pairCount * recordWords);
  const other = new Uint32Array(pairCount * recordWords);
  for (let i = 0; i < pairCount; i++) {
    const words = `${frame} ${drawText(rng, 120)}`.trim().split(' ');
    const changed = words.slice();
    changed[Math.floor(rng.nextUnit() * words.length)] = `changed${i}`;
    writeRecord({ id: `a${i}`, inputJson: JSON.stringify(words.join(' ')) }, own, i * recordWords);
    writeRecord({ id: `b${i}`, inputJson: JSON.stringify(changed.join(' ')) }, other, i * recordWords);
  }
  return { own, other };
}

function findShare(own: Uint32Array, other: Uint32Array): number {
  const index = createHashIndex(own, inputHashAt);
  const hits = new Uint8Array(index.groupCount);
  createNearSearch(own, index).markNear(other, new Int32Array(countRecords(other)).fill(-1), hits);
  return hits.reduce((sum, hit) => sum + hit, 0) / index.groupCount;
}

describe('near-duplicate search', () => {
  it('finds at least 95 % of inserted duplicates with a similarity of .9 or more', () => {
    const { own, other } = writePairs(createRng('planted'), '');
    expect(findShare(own, other)).toBeGreaterThan(0.95);
  });

  it('finds inserted duplicates among texts made from one template', () => {
    const frame = drawText(createRng('frame'), 100);
    const { own, other } = writePairs(createRng('template'), frame);
    expect(findShare(own, other)).toBeGreaterThan(0.95);
  });

  it('reports fewer than one in a thousand unrelated texts as duplicates', () => {
    const { own } = writePairs(createRng('one'), '');
    const { other } = writePairs(createRng('another'), '');
    expect(findShare(own, other)).toBeLessThan(0.001);
  });

  it('estimates similarity without bias, with the standard error of 64 values', () => {
    const rng = createRng('similarity');
    // 90 columns are equal and each row has 20 others, so the Jaccard similarity is 90/130.
    const similarity = 90 / 130;
    const estimates = Array.from({ length: 400 }, () => {
      const common = Array.from({ length: 90 }, (_, c) => [`c${c}`, rng.nextUint32()]);
      const records = new Uint32Array(2 * recordWords);
      for (const side of [0, 1]) {
        const rest = Array.from({ length: 20 }, (_, c) => [`d${c}`, rng.nextUint32()]);
        const inputJson = JSON.stringify(Object.fromEntries([...common, ...rest]));
        writeRecord({ id: 'x', inputJson }, records, side * recordWords);
      }
      return estimateSimilarity(records, signatureAt, records, recordWords + signatureAt);
    });
    const mean = estimates.reduce((sum, estimate) => sum + estimate, 0) / estimates.length;
    const sd = Math.sqrt(estimates.reduce((sum, estimate) => sum + (estimate - mean) ** 2, 0) / 400);
    const error = Math.sqrt((similarity * (1 - similarity)) / 64);
    expect(Math.abs(mean - similarity)).toBeLessThan((4 * error) / 20);
    expect(sd / error).toBeGreaterThan(0.8);
    expect(sd / error).toBeLessThan(1.2);
  });

  it('counts equal signatures as near, but not signatures that differ in 13 of 64 values', () => {
    const a = Uint32Array.from({ length: 16 }, () => 0x01020304);
    const flip = (count: number) => {
      const bytes = new Uint8Array(a.slice().buffer);
      for (let k = 0; k < count; k++) bytes[k]! ^= 0xff;
      return new Uint32Array(bytes.buffer);
    };
    expect(isNear(a, 0, flip(0), 0)).toBe(true);
    expect(isNear(a, 0, flip(12), 0)).toBe(true);
    expect(isNear(a, 0, flip(13), 0)).toBe(false);
  });

  it('counts each neighbour of an item within a set once', () => {
    const words = drawText(createRng('copies'), 100);
    const records = new Uint32Array(4 * recordWords);
    [words, `${words} more`, `${words} other`, drawText(createRng('alone'), 100)].forEach((text, i) => {
      writeRecord({ id: `${i}`, inputJson: JSON.stringify(text) }, records, i * recordWords);
    });
    const index = createHashIndex(records, inputHashAt);
    expect([...createNearSearch(records, index).countNeighbours()]).toEqual([2, 2, 2, 0]);
  });
});
