import { describe, expect, it } from 'vitest';
import { computeSliceAssociation, waitsForReveal } from './slices';

const column = (indices: readonly number[]) => ({
  name: 'region',
  values: ['a', 'b', 'c', 'd', 'e'],
  indices: Uint8Array.from(indices),
});

const cycle = (count: number, period: number) => Array.from({ length: count }, (_, i) => i % period);

describe('association of a slice column with the label', () => {
  it('withholds the scores of a column’s slices until the reveal only if it is above .5', () => {
    const labels = { kind: 'classes', indices: Int32Array.from(cycle(80, 2)) } as const;
    // In each class 30 of 40 items are in the same slice, so V = .5.
    const half = column(cycle(80, 2).map((label, i) => (i < 60 ? label : 1 - label)));
    expect(computeSliceAssociation(half, labels)).toBeCloseTo(0.5, 12);
    expect(waitsForReveal(half, labels)).toBe(false);
    expect(waitsForReveal(column(cycle(80, 2)), labels)).toBe(true);
  });

  it('divides numeric labels into fifths, with equal numbers in the same fifth', () => {
    const values = Float64Array.from(cycle(100, 5), (i) => 10 ** i);
    expect(computeSliceAssociation(column(cycle(100, 5)), { kind: 'numbers', values })).toBeCloseTo(1, 12);
    const alike = new Float64Array(100).fill(3);
    expect(computeSliceAssociation(column(cycle(100, 5)), { kind: 'numbers', values: alike })).toBe(0);
  });

  it('returns null for texts with more than 50 different labels', () => {
    const texts = (count: number) => ({
      kind: 'texts' as const,
      indices: Int32Array.from(cycle(400, count)),
      distinctCount: count,
    });
    expect(computeSliceAssociation(column(cycle(400, 4)), texts(4))).toBeCloseTo(1, 12);
    expect(computeSliceAssociation(column(cycle(400, 4)), texts(51))).toBeNull();
    expect(waitsForReveal(column(cycle(400, 4)), texts(51))).toBe(false);
  });
});
