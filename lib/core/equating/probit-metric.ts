import type { MetricName, Task } from '../benchmark';
import { isShareMetric } from './share-metric';

/**
 * Whether scores of a metric shift on the probit scale from round to round, so that they can be equated: shares of right items,
 * and the ROC AUC of two classes. That is a probability too, of a positive being scored above a negative; under the binormal
 * model its probit is d′/√2 (Green & Swets 1966; Hanley 1988, Med. Decis. Making 8:197–203). The mean of several classes' areas
 * is the probit of nothing.
 */
export const hasProbitScale = (metric: MetricName, task: Task): boolean =>
  isShareMetric(metric) || (metric === 'roc_auc' && task === 'binary');

/**
 * Whether a score is one that a model has in every round, easy or hard, so that it tells nothing of how rounds differ: an area
 * of ½ in its published digits, which is what the same answer to every item gives. It is no mark and isn't equated; of an area
 * that isn't at ½ and rounds to it, chance is all that can be said too.
 */
export const isAtChance = (metric: MetricName, score: number): boolean =>
  metric === 'roc_auc' && score === 0.5;
