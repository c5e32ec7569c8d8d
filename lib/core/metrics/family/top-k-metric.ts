import { ok, type Result, refuse } from '../../result';
import { baselines } from '../baselines';
import type { Metric } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';
import { classMetric } from './class-metric';
import { shareOfHits } from './share-of-hits';

/**
 * Share of items whose label is among the k most probable classes (Russakovsky et al. 2015, IJCV 115:211–252). Of classes
 * with equal probabilities those first in the order of `classes` come first, as in the predicted class, so that top-1 is the
 * accuracy. Range 0 to 1, higher is better. Equal to scikit-learn's `top_k_accuracy_score` but for ties, where that takes the
 * last ones. Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), if one isn't finite
 * (`not-finite`), and for k classes or fewer, where every answer would score 1 (`too-few-classes`).
 */
export const topKMetric = <const Name extends string>(
  k: number,
  particular: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note'>,
): Metric<Name> =>
  classMetric<Name>({
    tasks: ['multiclass'],
    needs: 'probabilities',
    range: [0, 1],
    ...shareOfHits((s: ClassificationScorable) => findTopKHits(k, s)),
    baseline: baselines.accuracy,
    scoresConstantsAlike: false,
    intervalWidth: 'unknown',
    chanceScore: null,
    ...particular,
  });

/** For each item 1 if its label is among the k most probable classes, else 0. Refuses as the metric does. */
function findTopKHits(k: number, s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { labels, probabilities } = s;
  const width = s.classes.length;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  if (width <= k) return refuse(undefinedMetric('too-few-classes'));
  if (!probabilities.every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const hits = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const own = probabilities[i * width + label]!;
    let before = 0;
    for (let c = 0; c < width; c++) {
      const other = probabilities[i * width + c]!;
      if (other > own || (other === own && c < label)) before++;
    }
    hits[i] = before < k ? 1 : 0;
  }
  return ok(hits);
}
