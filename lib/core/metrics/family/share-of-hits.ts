import { ok } from '../../result';
import { computeClusterWilsonLimits } from '../../statistics/cluster-wilson';
import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { limitShare } from '../../statistics/share';
import type { Compute, Metric } from '../metric';

/**
 * What metrics have in common that are the share of items with a hit: they are told apart by exact McNemar, and equated on the probit
 * scale. Their digits tell no single label, since every hit weighs alike.
 * @param findHits 1 or 0 for each item; refuses as the metric does, for no items too
 */
export const shareOfHits = <S>(findHits: Compute<S, Float64Array>) =>
  ({
    direction: 'higher',
    compute: (s: S) => {
      const hits = findHits(s);
      return hits.ok ? ok(computeMean(hits.value)) : hits;
    },
    outcomes: {
      compute: findHits,
      kind: 'zero-one',
      direction: 'higher',
      isMean: true,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    limits: {
      method: 'wilson',
      compute(s: S, { groups }) {
        const hits = findHits(s);
        if (!hits.ok) return hits;
        const limits =
          groups === null
            ? limitShare({ hits: computeSum(hits.value), count: hits.value.length })
            : computeClusterWilsonLimits(hits.value, groups);
        return ok({ ...limits, method: 'wilson' });
      },
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    pairTest: 'mcnemar',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'mcnemar', losses: 'outcomes' },
    excessScale: 'share',
    probitScale: 'always',
    digitsTellLabels: false,
    seesOrderAlone: false,
  }) as const satisfies Partial<Metric<string, S>>;
