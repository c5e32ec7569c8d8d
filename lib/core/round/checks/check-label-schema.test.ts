import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng } from '../../statistics/rng';
import { checkLabelSchema } from './check-label-schema';
import { classesOf, numbersOf } from './testing/synthetic-set';

describe('label schema check', () => {
  it('warns of a class that never occurs', () => {
    expect(checkLabelSchema(classesOf({ a: 5, b: 5, c: 1 }), 'accuracy', []).outcome).toBe('pass');
    expect(checkLabelSchema(classesOf({ a: 5, b: 5 }), 'accuracy', [])).toMatchObject({
      outcome: 'warn',
      numbers: { missing_count: 1 },
    });
  });

  it('warns of a number that most items share and of a placeholder for a missing number, and blocks a constant', () => {
    const rng = createRng('numbers');
    const values = Array.from({ length: 300 }, () => drawNormal(rng));
    expect(checkLabelSchema(numbersOf(values), 'mae', []).outcome).toBe('pass');
    expect(checkLabelSchema(numbersOf([...values, ...Array(301).fill(0)]), 'mae', []).outcome).toBe('warn');
    expect(checkLabelSchema(numbersOf([...values, 9999]), 'mae', [])).toMatchObject({
      outcome: 'warn',
      numbers: { outlier_percent: 1 },
    });
    expect(checkLabelSchema(numbersOf([3, 3, 3]), 'mae', []).outcome).toBe('block');
  });
});
