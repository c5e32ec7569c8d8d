import { ok } from '../../result';
import { computePseudoValues, type InfluenceEstimate } from '../../statistics/influence-estimate';
import type { Compute } from '../metric';

/** The pseudo-values of a score with every item's influence on it. Fails for the estimate's reasons. */
export const spreadInfluences =
  <S>(estimate: Compute<S, InfluenceEstimate>): Compute<S, Float64Array> =>
  (s) => {
    const estimated = estimate(s);
    return estimated.ok ? ok(computePseudoValues(estimated.value)) : estimated;
  };
