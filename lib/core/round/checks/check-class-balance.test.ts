import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng } from '../../statistics/rng';
import { checkClassBalance } from './check-class-balance';
import { classesOf, numbersOf } from './testing/synthetic-set';

describe('class balance check', () => {
  const last = (counts: Record<string, number>, itemCount: number) =>
    ({ number: 3, itemCount, labels: { kind: 'classes', counts } }) as const;

  it('states the total variation distance, and warns only if the distance is large and significant', () => {
    const check = (counts: Record<string, number>, earlier: Record<string, number>) =>
      checkClassBalance(classesOf(counts), last(earlier, 0));
    expect(check({ a: 500, b: 300, c: 200 }, { a: 400, b: 400, c: 200 })).toMatchObject({
      outcome: 'warn',
      numbers: { total_variation_percent: 10, p_value: 0 },
    });
    // The same distance as above, but with 50 items, for which chance can explain it.
    expect(check({ a: 25, b: 15, c: 10 }, { a: 20, b: 20, c: 10 }).outcome).toBe('pass');
    // A distance that is significant but too small to matter.
    expect(check({ a: 5_200, b: 4_800 }, { a: 4_850, b: 5_150 }).outcome).toBe('pass');
  });

  it('warns if a class of the last round is missing', () => {
    expect(checkClassBalance(classesOf({ a: 50, b: 50 }), last({ a: 50, b: 49, c: 1 }, 100))).toMatchObject({
      outcome: 'warn',
      numbers: { lost_class_count: 1 },
    });
  });

  it('blocks a set with a single class, and passes a first round', () => {
    expect(checkClassBalance(classesOf({ a: 50 }), null).outcome).toBe('block');
    expect(checkClassBalance(classesOf({ a: 50, b: 1 }), null)).toMatchObject({
      outcome: 'pass',
      detail: expect.stringContaining('no earlier round'),
    });
  });

  it('warns of numbers whose mean or standard deviation has changed', () => {
    const rng = createRng('moved');
    const draw = (mean: number, sd: number) =>
      numbersOf(Array.from({ length: 400 }, () => mean + sd * drawNormal(rng)));
    const earlier = { number: 1, itemCount: 400, labels: { kind: 'numbers', mean: 10, sd: 2 } } as const;
    expect(checkClassBalance(draw(10, 2), earlier).outcome).toBe('pass');
    expect(checkClassBalance(draw(11, 2), earlier).outcome).toBe('warn');
    expect(checkClassBalance(draw(10, 4), earlier).outcome).toBe('warn');
  });
});
