import { ok } from '../../result';
import { square } from '../../statistics/exact-math';
import type { Bounds } from '../../statistics/interval';
import { baselines } from '../baselines';
import type { Metric } from '../metric';
import type { RegressionScorable } from '../scorable/scorable';
import { numberMetric } from './mean-metrics';

/** A metric that is a function of the mean squared error, by which models are compared, since all have the same labels. */
export const squaredErrorMetric = <const Name extends string>({
  computeInterval,
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
  | 'scoresConstantsAlike'
  | 'excessScale'
  | 'worthOfMean'
  | 'computeYardstick'
> & {
  /** Null where no interval is valid. */
  readonly computeInterval: (s: RegressionScorable, groups: Int32Array | null) => Bounds | null;
}): Metric<Name> =>
  numberMetric<Name>({
    outcomes: {
      compute: (s) => ok(computeSquaredErrors(s)),
      kind: 'real',
      direction: 'lower',
      isMean: false,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    interval: {
      method: 'log-t',
      compute(s, { groups }) {
        const interval = computeInterval(s, groups);
        return ok(interval && { ...interval, method: 'log-t' });
      },
      needsWrongClasses: false,
      hasHeavyTails: true,
    },
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'guarded-z', losses: 'squared-errors' },
    baseline: baselines.rmse,
    // The weight of y is −2ŷ, which has no bound.
    digitsRevealLabels: true,
    seesOrderAlone: false,
    ...particular,
  });

/** (y_i − ŷ_i)² of each item, in the squared unit of the target. */
export function computeSquaredErrors({ labels, predicted }: RegressionScorable): Float64Array {
  return labels.map((label, i) => square(label - predicted[i]!));
}
