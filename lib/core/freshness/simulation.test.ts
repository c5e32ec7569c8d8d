import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { composeOverfitting } from '../feedback/compose-assessment';
import type { MetricName } from '../metrics/metric-name';
import { createRng } from '../statistics/rng';
import { computeDrop } from './drop';
import { overfittingSetting, simulateOverfitting } from './testing/simulate-overfitting';
import type { SimulatedTask } from './testing/simulate-predictions';
import { harderSetting, pairSetting, type Setting, simulateRoundPair } from './testing/simulate-rounds';

// Small simulations with fixed seeds; `npm run bench:freshness` simulates more rounds.

const ofTwo = (share: number): SimulatedTask => ({ kind: 'classes', shares: [1 - share, share] });

const cases: readonly [MetricName, SimulatedTask][] = [
  ['accuracy', ofTwo(0.5)],
  ['macro_f1', ofTwo(0.1)],
  ['roc_auc', ofTwo(0.05)],
  ['log_loss', ofTwo(0.5)],
  ['rmse', { kind: 'numbers' }],
  ['spearman', { kind: 'numbers' }],
];

describe('overfitting to feedback, simulated', () => {
  const runs = repetitions(24, 300);
  const small = { feedbackCount: 400, finalCount: 600 };
  /** Upper limit for a simulated share whose expected value is at most 4 %: three standard errors above 4 %. */
  const shareMax = 0.04 + 3 * Math.sqrt((0.04 * 0.96) / runs);

  const countShown = (metric: MetricName, task: SimulatedTask, wishes: object) => {
    let [shown, ofModels] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const setting = overfittingSetting(metric, task, { ...small, ...wishes });
      const found = simulateOverfitting(createRng(`${metric} ${run}`), setting);
      if (!found) continue;
      const { gap, models } = composeOverfitting(found);
      if (gap?.shown) shown++;
      if (models.some((model) => model.gap.shown)) ofModels++;
    }
    return { shown: shown / runs, ofModels: ofModels / runs };
  };

  it.each(cases)(
    'has a significant gap by %s in few rounds of honest models, with and without anchors',
    (metric, task) => {
      for (const referenceCount of [0, 6]) {
        const { shown, ofModels } = countShown(metric, task, { referenceCount, gain: 0.3 });
        expect(shown).toBeLessThanOrEqual(shareMax);
        expect(ofModels).toBeLessThanOrEqual(shareMax + 0.02);
      }
    },
  );

  it('has a significant gap in most rounds whose models learnt 15 % of the feedback labels', () => {
    for (const referenceCount of [0, 6])
      expect(
        countShown('accuracy', ofTwo(0.5), {
          referenceCount,
          leak: 0.15,
          feedbackCount: 1000,
          finalCount: 1500,
        }).shown,
      ).toBeGreaterThan(0.6);
  });
});

describe('drop between rounds, simulated', () => {
  function countDrops(runs: number, setting: Setting): { shown: number; measured: number } {
    let [shown, measured] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const drop = computeDrop(simulateRoundPair(createRng(`drop ${run}`), setting), 'share');
      if (!drop.ok) continue;
      measured++;
      if (drop.value.lower > 0) shown++;
    }
    return { shown, measured };
  }

  it('has a lower bound above 0 in 2.5 % of rounds without a leak, if the next round is harder', () => {
    const { shown, measured } = countDrops(200, harderSetting);
    expect(measured).toBeGreaterThan(150);
    expect(shown / measured).toBeLessThanOrEqual(0.025 + 3 * Math.sqrt((0.025 * 0.975) / measured));
  });

  it('has a lower bound above 0 after a round that leaked labels worth three points', () => {
    const { shown, measured } = countDrops(60, { ...pairSetting, hardness: 0.35, roundLeak: 0.03 });
    expect(measured).toBeGreaterThan(30);
    expect(shown / measured).toBeGreaterThanOrEqual(0.9);
  });
});
