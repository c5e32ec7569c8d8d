import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import type { MetricName } from '../metrics/metric-name';
import { createRng } from '../statistics/rng';
import { decideFreshness } from './decide-freshness';
import type { SimulatedTask } from './testing/simulate-answers';
import { type MetricSetting, metricSetting, simulateMetricRecord } from './testing/simulate-metric-rounds';

// Small and seeded; `npm run bench:freshness` has the full numbers.

const runs = repetitions(24, 300);
/** Three standard errors of a share of 5 % beyond it. */
const shareMax = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs);

const ofTwo = (share: number): SimulatedTask => ({ kind: 'classes', shares: [1 - share, share] });
const grades: SimulatedTask = { kind: 'grades', classCount: 5 };
const small = { feedbackCount: 400, finalCount: 600, frozenCount: 6, adaptedCount: 5 };

const cases: readonly [MetricName, SimulatedTask, Partial<MetricSetting>][] = [
  ['mcc', ofTwo(0.3), {}],
  ['quadratic_kappa', grades, {}],
  ['roc_auc', ofTwo(0.1), {}],
  ['r2', { kind: 'numbers' }, {}],
  ['spearman', { kind: 'numbers' }, {}],
  ['accuracy', ofTwo(0.5), { groupSize: 10 }],
];

describe('rounds of models that learnt nothing', () => {
  it.each(cases)(
    'by %s show no more gaps and drops than chance does, and are not stale',
    (metric, task, wishes) => {
      let [gaps, drops, stale] = [0, 0, 0];
      for (let run = 0; run < runs; run++) {
        const setting = { ...metricSetting(metric, task), ...small, ...wishes };
        const { state, inputs } = decideFreshness(
          simulateMetricRecord(createRng(`${metric} ${run}`), setting),
        );
        if (inputs.excesses.gap!.pValue <= 0.05) gaps++;
        if (inputs.excesses.drop!.pValue <= 0.05) drops++;
        if (state === 'stale') stale++;
      }
      expect(gaps / runs).toBeLessThanOrEqual(shareMax);
      expect(drops / runs).toBeLessThanOrEqual(shareMax);
      expect(stale / runs).toBeLessThanOrEqual(0.05);
    },
  );

  it('are called fresh by R² now and then, though both measures must rule out 10 % of the loss', () => {
    let fresh = 0;
    for (let run = 0; run < 8; run++) {
      const record = simulateMetricRecord(
        createRng(`fresh ${run}`),
        metricSetting('r2', { kind: 'numbers' }),
      );
      if (decideFreshness(record).state === 'fresh') fresh++;
    }
    expect(fresh).toBeGreaterThan(3);
  });
});

describe('rounds of models that learnt answers', () => {
  it.each(cases.slice(0, 5))('by %s show it', (metric, task) => {
    let [gaps, drops] = [0, 0];
    for (let run = 0; run < 4; run++) {
      const learn = (leak: Partial<MetricSetting>) =>
        decideFreshness(
          simulateMetricRecord(createRng(`learnt ${run}`), { ...metricSetting(metric, task), ...leak }),
        ).inputs.excesses;
      if (learn({ partLeak: 0.2 }).gap!.pValue <= 0.05) gaps++;
      if (learn({ roundLeak: 0.2 }).drop!.pValue <= 0.05) drops++;
    }
    expect(gaps).toBeGreaterThan(2);
    expect(drops).toBeGreaterThan(2);
  });
});
