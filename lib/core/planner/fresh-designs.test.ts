import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { decideFreshness } from '../freshness/decide-freshness';
import { metricSetting, simulateMetricRecord } from '../freshness/testing/simulate-metric-rounds';
import { createRng } from '../statistics/rng';
import { planFresh } from './fresh-designs';
import { freshDesigns } from './fresh-figures';

const paper = readFileSync(new URL('../../../docs/papers/freshness.md', import.meta.url), 'utf8');
const count = new Intl.NumberFormat('en');

const shareOf = (draws: number, models: { frozenCount: number; adaptedCount: number }): number => {
  let fresh = 0;
  for (let run = 0; run < draws; run++) {
    const setting = {
      ...metricSetting('accuracy', { kind: 'classes', shares: [0.5, 0.5] }),
      ...{ feedbackCount: 200, finalCount: 300, ...models },
    };
    if (decideFreshness(simulateMetricRecord(createRng(`again ${run}`), setting)).state === 'fresh') fresh++;
  }
  return fresh / draws;
};

describe('how often a round is called fresh', () => {
  it.each(freshDesigns)(
    '($metric, $rarestShare, in groups of $groupSize, $frozenCount and $adaptedCount models, $finalCount final items) is that of the paper',
    ({ metric, rarestShare, groupSize, frozenCount, adaptedCount, feedbackCount, finalCount, ...shares }) => {
      const begin = [
        metric.replaceAll('_', ' '),
        `${rarestShare === null ? 'none' : `${100 * rarestShare} %`}${groupSize > 1 ? `, groups of ${groupSize}` : ''}`,
        `${frozenCount}, ${adaptedCount}`,
        `${count.format(feedbackCount)}, ${count.format(finalCount)}`,
      ].join(' | ');
      const row = paper.split('\n').find((line) => line.startsWith(`| ${begin} |`));
      const told = row!
        .split('|')
        .slice(5, 7)
        .map((cell) => Number(cell) / 100);
      expect(told).toEqual([expect.closeTo(shares.fresh, 9), expect.closeTo(shares.freshByDrop, 9)]);
    },
  );

  it('is that of rounds drawn here, more often with more models, and never with five frozen ones', () => {
    const draws = repetitions(20, 200);
    const designs = freshDesigns.filter(
      ({ metric, groupSize, finalCount }) => metric === 'accuracy' && groupSize === 1 && finalCount === 300,
    );
    const shares = [designs[0]!, designs.at(-1)!].map(({ fresh, frozenCount, adaptedCount }) => {
      const found = shareOf(draws, { frozenCount, adaptedCount });
      expect(Math.abs(found - fresh)).toBeLessThan(4 * Math.sqrt(0.25 / draws + 0.25 / 200));
      return found;
    });
    expect(shares[1]).toBeGreaterThan(shares[0]!);
    expect(shareOf(draws, { frozenCount: 5, adaptedCount: 20 })).toBe(0);
  });

  it('is told by the nearest rounds that were simulated, and whether those had more items or more of the rarest class', () => {
    const round = { metric: 'accuracy', shares: [0.5, 0.5], policy: 'guarded-ladder' } as const;
    const planned = (feedbackCount: number, finalCount: number) => {
      const plan = planFresh({ ...round, feedbackCount, finalCount });
      return plan.kind === 'simulated' && [plan.designs[0]!.finalCount, plan.designs.length, plan.hasMore];
    };
    expect(planned(0, 200)).toEqual([300, 3, true]);
    expect(planned(100, 300)).toEqual([300, 3, true]);
    expect(planned(200, 300)).toEqual([300, 3, false]);
    expect(planned(1000, 1500)).toEqual([1200, 3, false]);
    expect(planned(500, 9500)).toEqual([300, 3, false]);
    expect(planned(40_000, 60_000)).toEqual([7000, 3, false]);
    const area = { ...round, metric: 'roc_auc', feedbackCount: 1000, finalCount: 1500 } as const;
    const shareOfNearest = (rarest: number) => {
      const plan = planFresh({ ...area, shares: [1 - rarest, rarest] });
      return plan.kind === 'simulated' && [plan.designs[0]!.rarestShare, plan.hasMore];
    };
    expect(shareOfNearest(0.5)).toEqual([0.5, false]);
    expect(shareOfNearest(0.3)).toEqual([0.1, false]);
    expect(shareOfNearest(0.05)).toEqual([0.1, true]);
    expect(planFresh({ ...area, shares: [0.4, 0.3, 0.3] }).kind).toBe('not-simulated');
    expect(planFresh({ ...round, metric: 'exact_match', feedbackCount: 800, finalCount: 1200 }).kind).toBe(
      'simulated',
    );
  });

  it('needs the final items alone where no score is told before the close', () => {
    const round = { metric: 'accuracy', shares: [0.5, 0.5], feedbackCount: 0, finalCount: 1500 } as const;
    expect(planFresh({ ...round, policy: 'final-only' })).toMatchObject({
      kind: 'simulated',
      byDropAlone: true,
      hasMore: false,
      frozenCountMin: 6,
      designs: [{ finalCount: 1200 }, { finalCount: 1200 }, { finalCount: 1200 }],
    });
  });
});
