import type { Task } from '../benchmark';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';

/**
 * Whether scores of a metric shift on the probit scale from round to round, so that they can be equated: shares of right items,
 * and the ROC AUC of two classes. That is a probability too, of a positive being scored above a negative; under the binormal
 * model its probit is d′/√2 (Green & Swets 1966; Hanley 1988, Med. Decis. Making 8:197–203). The mean of several classes' areas
 * is the probit of nothing.
 */
export function hasProbitScale(metric: MetricName, task: Task): boolean {
  const { probitScale } = metricByName[metric];
  return probitScale === 'always' || (probitScale === 'of-two-classes' && task === 'binary');
}

/**
 * Whether a score is one that a model has in every round, easy or hard, so that it tells nothing of how rounds differ: an area
 * of ½ in its published digits, which is what the same answer to every item gives. It is no mark and isn't equated; of an area
 * that isn't at ½ and rounds to it, chance is all that can be said too.
 */
export const isAtChance = (metric: MetricName, score: number): boolean =>
  metricByName[metric].chanceScore === score;
