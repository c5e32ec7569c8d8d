import { describe, expect, it } from 'vitest';
import { drawBinomial } from '@/lib/core/statistics/draw-binomial';
import { createRng } from '@/lib/core/statistics/rng';
import { isGapMarked } from './is-gap-marked';

const half = (p: number, n: number) => 1.959963984540054 * Math.sqrt((p * (1 - p)) / n);

describe('a gap is marked', () => {
  const counts = { feedback: 1200, final: 2800 };
  const marked = (p: number, gap: number, direction: 'higher' | 'lower' = 'higher') =>
    isGapMarked({
      ...{ gap, direction, counts },
      interval: { lower: p - half(p, counts.final), upper: p + half(p, counts.final) },
    });

  it('in favour of the feedback part alone, beyond 1.96·√(p(1−p)(1/n_feedback + 1/n_final)) of a share', () => {
    const limit = 1.959963984540054 * Math.sqrt(0.7 * 0.3 * (1 / counts.feedback + 1 / counts.final));
    expect([1.01, 0.99, -1.01].map((times) => marked(0.7, limit * times))).toEqual([true, false, false]);
    expect([1.01, -0.99, -1.01].map((times) => marked(0.7, limit * times, 'lower'))).toEqual([
      ...[false, false, true],
    ]);
  });

  it('of one in forty models that nobody adapted', () => {
    const rng = createRng('gaps of models that nobody adapted');
    const rounds = 20_000;
    let count = 0;
    for (let round = 0; round < rounds; round++) {
      const [feedback, final] = [counts.feedback, counts.final].map((n) => drawBinomial(rng, n, 0.7) / n);
      if (marked(final!, feedback! - final!)) count++;
    }
    // Three standard errors of 20,000 draws.
    expect(Math.abs(count / rounds - 1 / 40)).toBeLessThan(3 * Math.sqrt((0.025 * 0.975) / rounds));
  });

  it('never where there is none, not even without any noise', () => {
    expect(
      isGapMarked({
        ...{ gap: 0, direction: 'higher', interval: { lower: 0.5, upper: 0.5 } },
        counts: { feedback: 10, final: 10 },
      }),
    ).toBe(false);
  });
});
