import { describe, expect, it } from 'vitest';
import { describeExcess } from '../freshness/excess';
import type { Overfitting } from '../freshness/overfitting';
import { composeOverfitting } from './compose-assessment';

const excessOf = (estimate: number, standardError: number, degreesOfFreedom = 1234.5) =>
  describeExcess('points', { estimate, standardError, degreesOfFreedom });

const compose = (wishes: Partial<Overfitting<{ model: string; version: string }>>) =>
  composeOverfitting({
    gap: null,
    testedCount: 1,
    referenceCount: 0,
    shareOfMargin: null,
    models: [],
    ...wishes,
  });

const modelOf = (name: string, estimate: number) => ({
  model: { model: name, version: '1' },
  gap: excessOf(estimate, 0.01),
});

describe('published overfitting', () => {
  it('has an estimate of four decimals, its standard error rounded up to two digits, and the degrees of freedom rounded down to two digits', () => {
    const { gap } = compose({ gap: excessOf(0.0123456, 0.012001, 137.9) });
    // Quantile from scipy: t.ppf(.975, 130) = 1.978380405.
    expect(gap).toEqual({
      ...{ unit: 'points', estimate: 0.0123, shown: false },
      lower: Number((0.0123 - 1.978380405 * 0.013).toFixed(4)),
      upper: Number((0.0123 + 1.978380405 * 0.013).toFixed(4)),
    });
  });

  it('divides by the leader’s margin, to hundredths, and gives no share where the gap is missing', () => {
    const gap = excessOf(0.0123456, 0.012001);
    expect(compose({ gap, shareOfMargin: 0.12345 }).shareOfMargin).toBe(0.12);
    expect(compose({ gap, shareOfMargin: null }).shareOfMargin).toBeNull();
    expect(compose({ gap: null, shareOfMargin: 0.12345 }).shareOfMargin).toBeNull();
  });

  it('never publishes a narrower interval than the measured one', () => {
    for (const error of [0.0099, 0.01, 0.0101, 0.0995, 0.001234, 1, 9.99]) {
      const measured = excessOf(0.05, error, 57.3);
      const { gap } = compose({ gap: measured });
      expect(gap!.lower).toBeLessThanOrEqual(measured.lower + 1e-4);
      expect(gap!.upper).toBeGreaterThanOrEqual(measured.upper - 1e-4);
    }
  });

  it('publishes the same for measurements that differ only in omitted digits', () => {
    expect(compose({ gap: excessOf(0.01234, 0.01234, 130) })).toEqual(
      compose({ gap: excessOf(0.01232, 0.01255, 136) }),
    );
  });

  it('reports a round by the lower bound, and a single model only with Holm’s correction over all models', () => {
    expect(compose({ gap: excessOf(0.03, 0.01) }).gap!.shown).toBe(true);
    expect(compose({ gap: excessOf(0.019, 0.01) }).gap!.shown).toBe(false);
    const shownOf = (models: ReturnType<typeof modelOf>[]) =>
      compose({ models })
        .models.filter(({ gap }) => gap.shown)
        .map(({ model }) => model);
    // One-sided p of z = 2.2 is .0139: significant at .025 for a single model, not at .025/10 among ten models.
    const high = modelOf('high', 0.022);
    expect(shownOf([high])).toEqual(['high']);
    expect(shownOf([high, ...Array.from({ length: 9 }, (_, i) => modelOf(`honest ${i}`, 0))])).toEqual([]);
    expect(shownOf([modelOf('low', -0.05)])).toEqual([]);
  });
});
