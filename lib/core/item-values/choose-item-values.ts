import type { Direction } from '../benchmark';
import type { Metric } from '../metrics/metric';

/** By which of an evaluation's numbers one item of two models is compared. */
export type ItemValuesRule = {
  /** Outcomes, or pseudo-values where there are any. */
  readonly areOutcomes: boolean;
  /** Each is 1 for right or 0 for wrong. */
  readonly areRightOrWrong: boolean;
  readonly direction: Direction;
};

/**
 * Outcomes say of each item how a model did there. Of a metric that sees the order of predictions alone they don't: there the
 * pseudo-value does, which has the metric's own direction.
 */
export function chooseItemValues({
  outcomes,
  seesOrderAlone,
  computePseudoValues,
  direction,
}: Pick<Metric, 'outcomes' | 'seesOrderAlone' | 'computePseudoValues' | 'direction'>): ItemValuesRule {
  const areOutcomes = !(seesOrderAlone && computePseudoValues !== null);
  return {
    areOutcomes,
    areRightOrWrong: areOutcomes && outcomes.kind === 'zero-one',
    direction: areOutcomes ? outcomes.direction : direction,
  };
}
