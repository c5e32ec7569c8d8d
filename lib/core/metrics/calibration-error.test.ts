import { describe, expect, it } from 'vitest';
import { scoreMetric } from '../scoring/score';
import { createRng } from '../statistics/rng';
import { bootstrapBinnedGaps } from './calibration-error';
import { makeProbabilityScorable } from './testing/make-scorable';

describe('confidence interval of the calibration error', () => {
  const rng = createRng('calibration coverage');
  /** Draws predictions whose probabilities are calibrated, or, for `shrink` below 1, too close to one half. */
  const drawModel = (n: number, shrink: number) => {
    const chances = Array.from({ length: n }, rng.nextUnit);
    return makeProbabilityScorable(
      ['no', 'yes'],
      Int32Array.from(chances, (chance) => (rng.nextUnit() < chance ? 1 : 0)),
      chances.flatMap((chance) => [0.5 + (0.5 - chance) * shrink, 0.5 + (chance - 0.5) * shrink]),
    );
  };

  it.each([
    ['a calibrated model', 1, 0],
    // Expected error: E|2q − 1|·(1 − shrink)/2 with q uniform, since each bin errs in the same direction.
    ['a model too unsure by two fifths', 0.6, 0.1],
  ])('covers the true error of %s in about 95 of 100 samples', (_, shrink, truth) => {
    let held = 0;
    for (let repeat = 0; repeat < 60; repeat++) {
      const score = scoreMetric('calibration_error', drawModel(400, shrink), `sample ${repeat}`);
      if (!score.ok) throw new Error(score.error.reason);
      const { lower, upper } = score.value.interval!;
      if (lower <= truth && truth <= upper) held++;
    }
    expect(held).toBeGreaterThanOrEqual(53);
  });

  it('has the same bounds if a large bin is drawn item by item, and if it is drawn by its normal approximation', () => {
    const gaps = (n: number) => Float64Array.from({ length: n }, (_, i) => ((i * 7) % 20) / 20 - 0.4);
    const [few, many] = [bootstrapBinnedGaps([gaps(1000)], 'few'), bootstrapBinnedGaps([gaps(1020)], 'many')];
    expect(Math.abs(few.lower - many.lower)).toBeLessThan(0.004);
    expect(Math.abs(few.upper - many.upper)).toBeLessThan(0.004);
  });
});
