import { ok } from '../../result';
import {
  computeInfluenceError,
  countDegrees,
  type InfluenceEstimate,
  limitOnScale,
} from '../../statistics/influence-estimate';
import type { Bounds } from '../../statistics/interval';
import { baselines } from '../baselines';
import type { Compute, Metric } from '../metric';
import type { RegressionScorable } from '../scorable/scorable';
import { numberMetric } from './mean-metrics';
import { spreadInfluences } from './spread-influences';

/**
 * A correlation of ranks, with every item's influence on it: these compare models, and the interval is on Fisher's scale with
 * their spread, which assumes no distribution and allows for ties.
 */
export const rankMetric = <const Name extends string>({
  estimate,
  limitAtEnd,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'ladder'> &
  Pick<Metric<Name, RegressionScorable>, 'itemComparison'> & {
    readonly estimate: Compute<RegressionScorable, InfluenceEstimate>;
    /** Interval where the spread of the influences is uninformative, as after a perfect order; of so many independent items or groups. */
    readonly limitAtEnd: (s: RegressionScorable, independentCount: number) => Bounds;
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
    interval: {
      method: 'fisher-t',
      compute(s, { groups }) {
        const estimated = estimate(s);
        if (!estimated.ok) return estimated;
        const { value, influences } = estimated.value;
        const interval =
          limitOnScale('fisher', {
            value,
            error: computeInfluenceError(influences, groups),
            degrees: countDegrees(influences.length, groups),
          }) ?? limitAtEnd(s, countDegrees(influences.length, groups) + 1);
        return ok({ ...interval, method: 'fisher-t' });
      },
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    excessScale: 'correlation',
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    baseline: baselines.rmse,
    scoresConstantsAlike: false,
    // A sum of ranks divided by numbers of the order n², of which four decimals can encode a handful of items at most.
    digitsRevealLabels: false,
    seesOrderAlone: true,
    ...particular,
  });
