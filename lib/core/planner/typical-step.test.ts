import { describe, expect, it } from 'vitest';
import { countImprovements } from '@/research/bench/losses/climb';
import { scenarios } from '@/research/bench/losses/scenarios';
import { repetitions } from '@/testing/stress';
import { metrics } from '../metrics/metrics';
import { createRng } from '../statistics/rng';
import { computeGuardedChance } from './gain-chances';
import { classesAlike, twoAlike } from './typical-set';
import { compareDrawn, computeStepPower } from './typical-step';

const draws = repetitions(60, 1000);

describe('normal approximation of guarded z', () => {
  it.each([
    ['a constant to an area of .80, 10 % positives', 'log_loss'],
    ['d′ 1.2 to 1.6, 10 % positives', 'brier_score'],
    ['alike files, false positives less by 60 %, 10 %', 'macro_f1'],
    ['alike files, recall .60 to .75, 20 % positives', 'balanced_accuracy'],
    ['errors less by 7.7 %', 'rmse'],
    ['errors less by 7.7 %', 'mae'],
    ['better throughout', 'mape'],
    ['better throughout', 'spearman'],
    ['better answers', 'rouge_l'],
    ['d′ 1.2 to 1.6, 10 % positives', 'roc_auc'],
  ] as const)('of files with %s, by %s, agrees with simulated draws', (title, metric) => {
    const place = scenarios.findIndex((one) => one.title === title && one.metric === metric);
    const drawn = scenarios[place]!.draw(createRng(title), 10_000);
    const { cells } = compareDrawn(metric, drawn)!;
    const counts = countImprovements({ place, repetitionCount: draws, partCount: 1000 });
    for (const [k, level] of [0.025, 0.05 / 30].entries()) {
      const chance = computeGuardedChance(cells, { itemCount: 1000, level });
      const error = Math.sqrt((chance * (1 - chance)) / draws);
      // Tolerance: ten points for the errors of the approximation and of the simulated population, plus four standard
      // errors.
      expect(Math.abs(counts[k]!.guarded / draws - chance), String(level)).toBeLessThan(0.1 + 4 * error);
    }
  });
});

describe('power of a typical step', () => {
  it('computes the power for every metric of guarded z; it rises with the number of items and falls with refusals', () => {
    for (const { name, ladder, tasks } of metrics) {
      if (ladder?.test !== 'guarded-z') continue;
      const shares = tasks.includes('binary') ? twoAlike : classesAlike(5);
      const [few, many] = [300, 3000].map(
        (feedbackCount) => computeStepPower({ metric: name, shares, feedbackCount })!,
      );
      expect(many!.first, name).toBeGreaterThan(few!.first);
      expect(many!.fifth, name).toBeLessThanOrEqual(many!.first);
      expect(many!.first, name).toBeGreaterThan(0.5);
      expect(many!.step, name).toMatch(/\d, not .*\d/);
    }
  });

  it('returns null for a single class', () => {
    expect(computeStepPower({ metric: 'macro_f1', shares: [], feedbackCount: 1000 })).toBeNull();
  });
});
