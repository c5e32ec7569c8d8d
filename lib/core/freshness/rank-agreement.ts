import { computeSum } from '../statistics/compensated-sum';
import { countConcordance } from '../statistics/concordance';
import { square } from '../statistics/exact-math';
import { groupValues } from '../statistics/value-groups';

/**
 * Kendall's τ-b of the same models' scores in two places (Kendall 1945, Biometrika 33:239–251): concordant less discordant pairs over
 * those not tied, −1 to 1. Null of fewer than two models, and where one place ties them all. O(m log m).
 */
export function computeRankAgreement(x: Float64Array, y: Float64Array): number | null {
  const [first, second] = [groupValues(x), groupValues(y)];
  const untied = ({ sizes }: typeof first) => square(x.length) - computeSum(sizes.map((size) => size * size));
  const root = Math.sqrt(untied(first)) * Math.sqrt(untied(second));
  return root > 0 ? Math.max(-1, Math.min(1, computeSum(countConcordance(first, second)) / root)) : null;
}
