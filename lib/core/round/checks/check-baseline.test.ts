import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { computeBaseline } from './baseline';
import { checkBaseline } from './check-baseline';
import { collectItems, drawItems, drawText } from './testing/synthetic-set';

describe('baseline check', () => {
  it('warns outside the range of earlier rounds, by at least 5 points and 3 standard errors', () => {
    const accuracy = (value: number, standardError: number) =>
      ({ kind: 'accuracy', value, standardError }) as const;
    const earlier = [accuracy(0.6, 0.005), accuracy(0.64, 0.005)];
    const outcome = (value: number, error: number) =>
      checkBaseline('accuracy', accuracy(value, error), earlier).outcome;
    expect(outcome(0.68, 0.005)).toBe('pass');
    expect(outcome(0.7, 0.005)).toBe('warn');
    expect(outcome(0.54, 0.005)).toBe('warn');
    expect(outcome(0.7, 0.05)).toBe('pass');
  });

  it('compares errors in a target’s unit as shares of the highest, whatever the unit', () => {
    const mae = (value: number) => ({ kind: 'mae', value, standardError: 0 }) as const;
    const check = (value: number) => checkBaseline('mae', mae(value), [mae(100), mae(200)]);
    expect(check(209).outcome).toBe('pass');
    expect(check(220)).toMatchObject({ outcome: 'warn', numbers: { baseline_percent: 110 } });
    expect(checkBaseline('mae', mae(123.45), []).detail).not.toContain('123');
  });

  it('says why a metric with a constant baseline is judged by another', () => {
    const { labels } = collectItems(drawItems(100, createRng('auc'), drawText));
    expect(checkBaseline('roc_auc', computeBaseline('roc_auc', labels), []).detail).toContain(
      'same ROC AUC on every set',
    );
  });
});
