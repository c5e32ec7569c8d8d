import type { Direction } from '../../benchmark';
import { ok } from '../../result';
import { computeMean } from '../../statistics/compensated-sum';
import type { Compute, Metric } from '../metric';
import { limitsOfMeans } from './limits-of-means';

/**
 * What metrics have in common that are the mean of what each item loses or gains: limits and comparisons are bootstraps of means.
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
    limits: limitsOfMeans<S>((s) => {
      const items = computeItems(s);
      return items.ok
        ? ok({ columns: [items.value], computeStatistic: (means: Float64Array) => means[0]! })
        : items;
    }),
    pairTest: 'paired-bootstrap',
    computePseudoValues: null,
    computeInfluences: null,
    ladder: { test: 'z-and-delta', testOfGroups: 'z-and-delta', losses: 'none' },
    seesOrderAlone: false,
  }) as const satisfies Partial<Metric<string, S>>;
