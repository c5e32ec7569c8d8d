import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { square } from '../statistics/exact-math';
import { createRng, type Rng } from '../statistics/rng';
import { equateScore } from './equate-score';
import { linkRounds } from './equating';
import type { LinkScale } from './link-scale';
import {
  plainAnchorsSetting,
  type SimulatedLink,
  simulateAnchors,
  weakAnchorsSetting,
} from './testing/simulate-anchors';
import { fadingAreasSetting, plainAreasSetting, simulateAreas } from './testing/simulate-areas';
import { plainLossesSetting, simulateLosses } from './testing/simulate-losses';

// Uses few draws with fixed seeds; `npm run bench:equating` has more draws and real models.

function measure(name: string, scale: LinkScale, linkCount: number, simulate: (rng: Rng) => SimulatedLink) {
  let [squares, shiftedSquares, covered, count] = [0, 0, 0, 0];
  for (let run = 0; run < linkCount; run++) {
    const { anchors, newcomers } = simulate(createRng(`${name} ${run}`));
    const linked = linkRounds(scale, anchors);
    if (!linked.ok) throw new Error(linked.error);
    const shift =
      anchors.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / anchors.length;
    for (const { later, truth } of newcomers) {
      const { score, interval } = equateScore(later, [linked.value.link])!;
      squares += square(score - truth);
      shiftedSquares += square(later.score + shift - truth);
      if (interval.lower <= truth && truth <= interval.upper) covered++;
      count++;
    }
  }
  return {
    error: Math.sqrt(squares / count),
    shiftError: Math.sqrt(shiftedSquares / count),
    coverage: covered / count,
  };
}

describe('adjusted scores, simulated', () => {
  it('have an error of at most 1.1 points with five anchors and 500 items, where a plain shift of accuracies has an error over 3 points', () => {
    const { error, shiftError, coverage } = measure('shares', 'probit', 150, (rng) =>
      simulateAnchors(rng, plainAnchorsSetting),
    );
    expect(error).toBeLessThanOrEqual(0.011);
    expect(shiftError).toBeGreaterThan(0.03);
    expect(coverage).toBeGreaterThan(0.95);
  });

  it.each([[[1, 1]], [[0.8, 1.2]]] as const)(
    'have intervals that cover the true score of the best eight models in 93 of 100 draws, with anchors from the weaker half and slopes within %j',
    (slope) => {
      const { coverage } = measure(`weak ${slope}`, 'probit', 150, (rng) =>
        simulateAnchors(rng, { ...weakAnchorsSetting, anchorCount: 8, slope }),
      );
      expect(coverage).toBeGreaterThan(0.93);
    },
  );

  it('have intervals that cover the true loss in 93 of 100 draws', () => {
    const { coverage } = measure('losses', 'minus-log', repetitions(60, 300), (rng) =>
      simulateLosses(rng, plainLossesSetting),
    );
    expect(coverage).toBeGreaterThan(0.93);
  });

  it('have intervals that cover the true AUC in 93 of 100 draws, also if better models lose more', () => {
    for (const setting of [plainAreasSetting, fadingAreasSetting]) {
      const { error, shiftError, coverage } = measure('areas', 'probit', repetitions(30, 300), (rng) =>
        simulateAreas(rng, setting),
      );
      expect(error).toBeLessThan(shiftError);
      expect(coverage).toBeGreaterThan(0.93);
    }
  });
});
