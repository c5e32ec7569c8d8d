import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSplits, positionsOf } from './drawn-secrets';

const keysOf = (values: bigint[]) => BigUint64Array.from(values);

describe('drawSplits', () => {
  it('puts every item in exactly one split, and the given share of the items in the feedback split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const { bits, feedbackCount } = drawSplits(keysOf(values), share);
          const { feedback, final } = positionsOf(bits, values.length);
          expect(feedback.length).toBe(feedbackCount);
          expect(feedbackCount).toBe(Math.round(values.length * share));
          expect([...feedback, ...final].sort((a, b) => a - b)).toEqual(values.map((_, i) => i));
        },
      ),
    );
  });

  it('selects the items with the smallest keys for the feedback split, at any position', () => {
    const { bits } = drawSplits(keysOf([9n, 1n, 5n, 0n]), 0.5);
    expect([...positionsOf(bits, 4).feedback]).toEqual([1, 3]);
  });

  it('throws for a share outside 0 to 1', () => {
    expect(() => drawSplits(keysOf([1n]), 1.5)).toThrow(RangeError);
    expect(() => drawSplits(keysOf([1n]), Number.NaN)).toThrow(RangeError);
  });
});
