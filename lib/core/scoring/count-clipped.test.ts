import { describe, expect, it } from 'vitest';
import { countClipped, describeClipped, findClip } from './count-clipped';

const file = (...shares: number[]) =>
  ({
    kind: 'probabilities',
    predicted: new Int32Array(shares.length),
    probabilities: Float64Array.from(shares.flatMap((share) => [1 - share, share])),
  }) as const;

describe('count of clipped probabilities', () => {
  it('excludes probabilities exactly at the clip', () => {
    expect(countClipped(file(0, 1, 0.5, 1e-4, 0.00005), 1e-4)).toBe(6);
    expect(countClipped(file(0, 1), null)).toBe(0);
    expect(countClipped({ kind: 'numbers', predicted: Float64Array.of(0) }, 1e-4)).toBe(0);
  });

  it('counts clipped probabilities if a metric of the benchmark clips them', () => {
    const rules = { secondaryMetrics: [], logLossClip: 1e-3 } as const;
    expect(findClip({ ...rules, metric: 'log_loss' })).toBe(1e-3);
    expect(findClip({ ...rules, metric: 'roc_auc' })).toBeNull();
    expect(findClip({ ...rules, metric: 'roc_auc', secondaryMetrics: ['log_loss'] })).toBe(1e-3);
  });

  it('describes the count together with the clip', () => {
    expect(describeClipped(1, 1e-4)).toBe(
      '1 probability is beyond 0.0001 to 0.9999; log loss takes the nearer of the two',
    );
  });
});
