import { ok, type Result } from '../../result';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import type { Limits } from '../../statistics/interval';
import { baselines } from '../baselines';
import type { Compute, Metric } from '../metric';
import type { RegressionScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { numberMetric } from './number-metric';
import { spreadInfluences } from './spread-influences';

/** A correlation of ranks, known with every item's influence on it. Models are compared by those. */
export const rankMetric = <const Name extends string>({
  estimate,
  limit,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'ladder'> &
  Pick<Metric<Name, RegressionScorable>, 'itemComparison'> & {
    readonly estimate: Compute<RegressionScorable, InfluenceEstimate>;
    /** Limits by the spread of the influences, added up over groups where there are any. */
    readonly limit: (s: RegressionScorable, groups: Int32Array | null) => Result<Limits, UndefinedMetric>;
  }): Metric<Name> =>
  numberMetric<Name>({
    direction: 'higher',
    range: [-1, 1],
    compute(s) {
      const estimated = estimate(s);
      return estimated.ok ? ok(estimated.value.value) : estimated;
    },
    outcomes: {
      compute: spreadInfluences(estimate),
      kind: 'real',
      direction: 'higher',
      isMean: false,
      isDistance: false,
    },
    limits: {
      method: 'jackknife-fisher',
      restsOnWrongClasses: false,
      compute(s) {
        const limits = limit(s, null);
        return limits.ok ? ok({ ...limits.value, method: 'jackknife-fisher' }) : limits;
      },
      computeGrouped(s, { groups }) {
        const limits = limit(s, groups);
        return limits.ok ? ok({ ...limits.value, method: 'cluster-jackknife-fisher' }) : limits;
      },
    },
    excessScale: 'correlation',
    pairTest: 'paired-jackknife',
    computePseudoValues: null,
    computeInfluences: null,
    baseline: baselines.rmse,
    scoresConstantsAlike: false,
    // A sum of ranks divided by numbers of the order n², in which four decimals hold a handful of items at most.
    digitsTellLabels: false,
    seesOrderAlone: true,
    ...particular,
  });
