import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { decideFreshness } from '../freshness/decide-freshness';
import { metricSetting, simulateMetricRecord } from '../freshness/testing/simulate-metric-rounds';
import { createRng } from '../statistics/rng';
import { freshDesigns, planFresh } from './fresh-designs';

const paper = readFileSync(new URL('../../../docs/papers/freshness.md', import.meta.url), 'utf8');
const count = new Intl.NumberFormat('en');

describe('how often a round is called fresh', () => {
  it.each(freshDesigns)(
    '($metric, $frozenCount and $adaptedCount models, $finalCount final items) are those of the paper',
    ({ metric, rarestShare, frozenCount, adaptedCount, feedbackCount, finalCount, fresh, freshByDrop }) => {
      const begin = [
        metric.replaceAll('_', ' '),
        rarestShare === null ? 'none' : `${100 * rarestShare} %`,
        `${frozenCount}, ${adaptedCount}`,
        `${count.format(feedbackCount)}, ${count.format(finalCount)}`,
      ].join(' | ');
      const row = paper.split('\n').find((line) => line.startsWith(`| ${begin} |`));
      const told = row!
        .split('|')
        .slice(5, 7)
        .map((cell) => Number(cell) / 100);
      expect(told).toEqual([expect.closeTo(fresh, 9), expect.closeTo(freshByDrop, 9)]);
    },
  );

  it('is that of rounds drawn here, more often with more models', () => {
    const draws = repetitions(25, 200);
    const shares = freshDesigns.slice(0, 2).map(({ frozenCount, adaptedCount, ...design }) => {
      let fresh = 0;
      for (let run = 0; run < draws; run++) {
        const setting = {
          ...metricSetting('accuracy', { kind: 'classes', shares: [0.5, 0.5] }),
          ...{ frozenCount, adaptedCount },
        };
        if (decideFreshness(simulateMetricRecord(createRng(`again ${run}`), setting)).state === 'fresh')
          fresh++;
      }
      const error = 4 * Math.sqrt(0.25 / draws + 0.25 / 200);
      expect(Math.abs(fresh / draws - design.fresh)).toBeLessThan(error);
      return fresh;
    });
    expect(shares[1]).toBeGreaterThan(shares[0]!);
  });

  it('needs the final items alone where no score is told before the close', () => {
    const round = { metric: 'accuracy', shares: [0.5, 0.5], feedbackCount: 0, finalCount: 1500 } as const;
    expect(planFresh({ ...round, policy: 'guarded-ladder' }).kind).toBe('not-simulated');
    expect(planFresh({ ...round, policy: 'final-only' })).toMatchObject({
      kind: 'simulated',
      byDropAlone: true,
      designs: { length: 3 },
    });
  });
});
