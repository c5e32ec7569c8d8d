import { describe, expect, it } from 'vitest';
import { countImprovements } from '@/research/bench/losses/climb';
import { scenarios } from '@/research/bench/losses/scenarios';
import { repetitions } from '@/testing/stress';
import type { MetricName } from '../../metrics/metric-name';

// Number of simulated rounds per scenario; `npm run bench:losses` runs the same code with more rounds and scenarios. Levels
// are .025 and .05/30.

const draws = repetitions(60, 1000);
/** Fewer rounds for several classes, since a round of several classes takes twenty times as long as one of two. */
const drawsOfClasses = repetitions(12, 1000);

/** Counts the improvements that z, guarded z and the betting test report at level .025. */
function count(title: string, metric: MetricName, repetitionCount = draws) {
  const place = scenarios.findIndex((one) => one.title === title && one.metric === metric);
  if (place === -1) throw new Error(`no scenario ${title} of ${metric}`);
  return countImprovements({ place, repetitionCount, partCount: 1000 })[0]!;
}

/** Upper limit on the number of false improvements at level .025: five standard errors above the mean. */
const mostOf = (count: number) => count * 0.025 + 5 * Math.sqrt(count * 0.025 * 0.975);

describe('false improvements, simulated', () => {
  it.each([
    ['rare losses not drawn, 1 %', 'balanced_accuracy'],
    ['rare losses not drawn, 1 %', 'mcc'],
    ['rare losses not drawn, 1 %', 'roc_auc'],
    ['rare grades', 'quadratic_kappa'],
  ] as const)('pass z but not guarded z in the scenario “%s” by %s', (title, metric) => {
    const { z, guarded } = count(title, metric);
    expect(z).toBeGreaterThan(mostOf(draws));
    expect(guarded).toBeLessThanOrEqual(mostOf(draws));
  });

  it.each([
    ['equal models, 50 % positives', 'macro_f1'],
    ['unlike models, equal metric, 2 %', 'mcc'],
    ['equal models, groups of 20', 'accuracy'],
  ] as const)('pass guarded z no more often than its level in the scenario “%s” by %s', (title, metric) => {
    expect(count(title, metric).guarded).toBeLessThanOrEqual(mostOf(draws));
  });

  it.each([
    ['3 classes, skewed, equal models', 'roc_auc'],
    ['3 classes, skewed, rare losses not drawn', 'roc_auc'],
    ['10 classes, skewed, unlike models', 'roc_auc'],
    ['5 classes, alike, unlike models', 'average_precision'],
    ['10 classes, skewed, equal models', 'average_precision'],
  ] as const)('pass guarded z no more often than its level in the scenario “%s” by %s', (title, metric) => {
    expect(count(title, metric, drawsOfClasses).guarded).toBeLessThanOrEqual(mostOf(drawsOfClasses));
  });
});

describe('true improvements, simulated', () => {
  it.each([
    ['recall .60 to .75, 20 % positives', 'balanced_accuracy', 0.9],
    ['d′ 1.2 to 1.6, 50 % positives', 'roc_auc', 0.9],
    ['5 classes, alike, d′ 1.2 to 1.6', 'roc_auc', 0.9],
    ['5 classes, alike, d′ 1.2 to 1.6', 'average_precision', 0.9],
  ] as const)(
    'pass guarded z in the scenario “%s” by %s in more than a share of %d of the draws',
    (title, metric, share) => {
      const of = title.includes('classes') ? drawsOfClasses : draws;
      expect(count(title, metric, of).guarded).toBeGreaterThan(share * of);
    },
  );
});
