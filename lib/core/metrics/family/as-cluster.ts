import { computeBootstrapLimits } from '../../statistics/bootstrap-limits';
import type { MethodLimits } from '../../statistics/interval';

/** Limits from resamples of groups, called so. */
export function asCluster(resampled: Parameters<typeof computeBootstrapLimits>[0]): MethodLimits {
  const { method, ...limits } = computeBootstrapLimits(resampled);
  return { ...limits, method: `cluster-${method}` };
}
