import type { Direction } from '../../benchmark';
import { ok } from '../../result';
import { computeMean } from '../../statistics/compensated-sum';
import type { Compute, Metric } from '../metric';
import { limitsOfLosses, limitsOfShares } from './limits-of-means';

/**
 * What metrics have in common that are the mean of what each item loses or gains: limits on the logarithm of a loss, or on
 * the logit scale of a gain from 0 to 1, and comparisons by the paired t test.
 * @param computeItems refuses as the metric does, for no items too
 */
export const meanOfItems = <S>(direction: Direction, computeItems: Compute<S, Float64Array>) =>
  ({
    direction,
    compute: (s: S) => {
      const items = computeItems(s);
      return items.ok ? ok(computeMean(items.value)) : items;
    },
    outcomes: {
      compute: computeItems,
      kind: 'real',
      direction,
      isMean: true,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    limits: direction === 'lower' ? limitsOfLosses<S>(computeItems) : limitsOfShares<S>(computeItems),
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'guarded-z', losses: 'outcomes' },
    seesOrderAlone: false,
  }) as const satisfies Partial<Metric<string, S>>;
