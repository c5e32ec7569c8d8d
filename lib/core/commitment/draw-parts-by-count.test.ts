import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsOf } from '../round/draw-parts';
import { drawPartsByCount } from './draw-parts-by-count';

describe('drawPartsByCount', () => {
  it('draws exactly as many as it is told, whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.nat(), (length, draw) => {
        const feedbackCount = draw % (length + 1);
        const keys = BigUint64Array.from({ length }, (_, i) => BigInt((i * 7919) % 101));
        expect(positionsOf(drawPartsByCount(keys, feedbackCount), length).feedback).toHaveLength(
          feedbackCount,
        );
      }),
    );
  });

  it('takes the smallest keys, ties by position', () => {
    const bits = drawPartsByCount(BigUint64Array.from([5n, 2n, 2n, 2n, 1n]), 3);
    expect([...positionsOf(bits, 5).feedback]).toEqual([1, 2, 4]);
  });

  it('refuses a count that there are no items for', () => {
    for (const count of [-1, 3, 0.5, Number.NaN])
      expect(() => drawPartsByCount(new BigUint64Array(2), count)).toThrow(RangeError);
  });
});
