import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { square } from '../statistics/exact-math';
import { createRng } from '../statistics/rng';
import { equateScore } from './equate-score';
import { linkRounds } from './link-rounds';
import {
  type AreasSetting,
  fadingAreasSetting,
  plainAreasSetting,
  simulateAreas,
} from './testing/simulate-areas';

// Seeded; `npm run bench:freshness` has the full numbers.

const linkCount = repetitions(30, 300);
/** Of 95 %: three standard errors of 30 links, of which each holds or misses for all its newcomers; in the long run near it. */
const coverageMin = repetitions(0.83, 0.92);

function measure(setting: AreasSetting) {
  let equatedSquares = 0;
  let shiftedSquares = 0;
  let covered = 0;
  let count = 0;
  for (let run = 0; run < linkCount; run++) {
    const { marks, newcomers } = simulateAreas(createRng(`areas ${run}`), setting);
    const link = linkRounds(marks);
    if (!link.ok) throw new Error(link.error);
    const shift = marks.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / marks.length;
    for (const { later, truth } of newcomers) {
      const { score, limits } = equateScore(later, [link.value.link]);
      equatedSquares += square(score - truth);
      shiftedSquares += square(later.score + shift - truth);
      if (limits.lower <= truth && truth <= limits.upper) covered++;
      count++;
    }
  }
  return {
    error: Math.sqrt(equatedSquares / count),
    plainError: Math.sqrt(shiftedSquares / count),
    coverage: covered / count,
  };
}

describe('equated areas under the ROC curve', () => {
  it.each([3, 5])(
    'are off by at most 1.1 points with %i marks of 500 items, where a shift of the areas is by over 3',
    (markCount) => {
      const { error, plainError, coverage } = measure({ ...plainAreasSetting, markCount });
      expect(error).toBeLessThanOrEqual(0.011);
      expect(plainError).toBeGreaterThan(0.03);
      expect(coverage).toBeGreaterThan(coverageMin);
    },
  );

  it('are off by more where the signal fades, and less than by a shift of the areas; their limits then hold too seldom', () => {
    const { error, plainError, coverage } = measure({ ...fadingAreasSetting, markCount: 5 });
    expect(error).toBeLessThan(plainError);
    expect(error).toBeLessThan(0.02);
    // In the long run 90 %, so with 30 links within three standard errors of it.
    expect(coverage).toBeGreaterThan(repetitions(0.74, 0.85));
  });
});
