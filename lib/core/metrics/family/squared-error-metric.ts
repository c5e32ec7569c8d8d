import { ok } from '../../result';
import { square } from '../../statistics/exact-math';
import type { MeanStatistic } from '../../statistics/mean-statistic';
import { baselines } from '../baselines';
import type { Metric } from '../metric';
import type { RegressionScorable } from '../scorable/scorable';
import { limitsOfMeans } from './limits-of-means';
import { numberMetric } from './number-metric';

/** A metric that rises or falls with the mean squared error: models are compared by that, since all have the same labels. */
export const squaredErrorMetric = <const Name extends string>({
  findStatistic,
  ...particular
}: Pick<
  Metric<Name, RegressionScorable>,
  | 'name'
  | 'title'
  | 'meaning'
  | 'short'
  | 'formula'
  | 'note'
  | 'direction'
  | 'range'
  | 'compute'
  | 'computeInfluences'
  | 'scoresConstantsAlike'
  | 'excessScale'
  | 'worthOfMean'
  | 'computeYardstick'
> & { readonly findStatistic: (s: RegressionScorable) => MeanStatistic }): Metric<Name> =>
  numberMetric<Name>({
    outcomes: {
      compute: (s) => ok(computeSquaredErrors(s)),
      kind: 'real',
      direction: 'lower',
      isMean: false,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    limits: limitsOfMeans((s) => ok(findStatistic(s))),
    pairTest: 'paired-bootstrap',
    computePseudoValues: null,
    ladder: { test: 'z-and-bet', testOfGroups: 'z-and-bet', losses: 'squared-errors' },
    baseline: baselines.rmse,
    // ŷ weighs y by −2ŷ, which has no bound.
    digitsTellLabels: true,
    seesOrderAlone: false,
    ...particular,
  });

/** (y_i − ŷ_i)² of each item, in the squared unit of the target. */
export function computeSquaredErrors({ labels, predicted }: RegressionScorable): Float64Array {
  return labels.map((label, i) => square(label - predicted[i]!));
}
