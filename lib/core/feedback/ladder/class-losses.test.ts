import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import type { Predictions } from '../../submission/predictions';
import { boundClassLosses } from './class-losses';

const classesOf = (...predicted: number[]): Predictions => ({
  kind: 'classes',
  predicted: Int32Array.from(predicted),
  probabilities: null,
});

describe('the most that an item can lose by its predicted class', () => {
  it('is the worst of all labels, of the two predictions of the item, changed or not', () => {
    const rng = createRng('classes');
    const [was, is] = [0, 1].map(() => Array.from({ length: 9 }, () => rng.nextUnit()));
    const explain = (table: number[]) => (label: number, predicted: number) => table[3 * label + predicted]!;
    const losses = boundClassLosses(
      3,
      { before: explain(was!), after: explain(is!) },
      classesOf(0, 1, 2, 2),
      classesOf(2, 1, 0, 2),
    );
    const worst = (u: number, v: number) =>
      Math.max(0, ...[0, 1, 2].map((label) => was![3 * label + u]! - is![3 * label + v]!));
    expect(losses).toEqual(Float64Array.of(worst(0, 2), worst(1, 1), worst(2, 0), worst(2, 2)));
  });

  it('of a file without a value is what the other one can have', () => {
    const losses = boundClassLosses(
      2,
      { before: null, after: (label, said) => (label === said ? 2 : -3) },
      classesOf(0, 1),
      classesOf(1, 1),
    );
    expect(losses).toEqual(Float64Array.of(3, 3));
  });

  it('is not to be had for files that do not match', () => {
    const explain = { before: () => 0, after: () => 0 };
    expect(() => boundClassLosses(2, explain, classesOf(0), classesOf(1, 1))).toThrow(RangeError);
    expect(() => boundClassLosses(2, explain, classesOf(0), { kind: 'texts', predicted: ['a'] })).toThrow(
      RangeError,
    );
  });
});
