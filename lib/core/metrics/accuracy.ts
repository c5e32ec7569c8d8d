import { ok, type Result, refuse } from '../result';
import { type ConfusionCells, deriveShare, findClassHits, hit } from './family/confusion-matrix';
import { confusionMetric } from './family/confusion-metric';
import { classMetric, classTasks, shareOfHits } from './family/mean-metrics';
import { baselines, type Metric } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/** Makes the metric accuracy under one of its names. */
const accuracyNamed = <const Name extends string>(words: {
  readonly name: Name;
  readonly title: string;
  readonly meaning: string;
  readonly formula: string;
  readonly note: string;
}) =>
  classMetric({
    ...words,
    tasks: classTasks,
    needs: 'classes',
    range: [0, 1],
    ...shareOfHits(findClassHits),
    baseline: baselines.accuracy,
    scoresConstantsAlike: false,
    intervalWidth: 'of-a-share',
    chanceScore: null,
  });

/**
 * Share of items whose predicted class is the label: (1/n)·Σ [ŷ_i = y_i].
 * Range 0 to 1, higher is better. Equal to scikit-learn's `accuracy_score`.
 * Undefined for n = 0 (`no-items`).
 */
export const accuracy = accuracyNamed({
  name: 'accuracy',
  title: 'Accuracy',
  meaning: 'The share of items with the right class.',
  formula: '(1/n) · Σ [ŷᵢ = yᵢ]',
  note: 'Share of items whose predicted class is the label.',
});

/**
 * F1 of the pooled counts, 2·Σ TP_c/(2·Σ TP_c + Σ FP_c + Σ FN_c) over all classes. With one label and one prediction an item every miss
 * is one false positive and one false negative, so this is the accuracy. Equal to scikit-learn's `f1_score(average='micro')`.
 */
export const microF1 = accuracyNamed({
  name: 'micro_f1',
  title: 'Micro F1',
  meaning: 'The share of items with the right class.',
  formula: '2·ΣTP/(2·ΣTP + ΣFP + ΣFN)',
  note: 'F1 of the counts pooled over classes; with one label an item it is the accuracy.',
});

/**
 * Share of items whose label is among the k most probable classes (Russakovsky et al. 2015, IJCV 115:211–252). Among classes with
 * equal probabilities those first in the order of `classes` come first, as in the predicted class, so that top-1 is the accuracy.
 * Range 0 to 1, higher is better. Equal to scikit-learn's `top_k_accuracy_score` except for ties, where that takes the last ones.
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), if one isn't finite (`not-finite`), and for k
 * classes or fewer, where every prediction would score 1 (`too-few-classes`).
 */
const topKMetric = <const Name extends string>(
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

export const top3Accuracy = topKMetric(3, {
  name: 'top_3_accuracy',
  title: 'Top-3 accuracy',
  meaning: 'The share of items whose class is among the three most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{3}(p̂ᵢ)]',
  note: 'Share of items whose label is among the three most probable classes; of equal ones the first come first, where scikit-learn takes the last.',
});

export const top5Accuracy = topKMetric(5, {
  name: 'top_5_accuracy',
  title: 'Top-5 accuracy',
  meaning: 'The share of items whose class is among the five most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{5}(p̂ᵢ)]',
  note: 'The same with the five most probable classes.',
});

/**
 * For each item 1 if its label is among the k most probable classes, else 0. Returns an error where the metric is undefined.
 */
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

/**
 * Mean recall over the classes that occur in the labels: (1/|P|)·Σ_{c∈P} TP_c/n_c (Brodersen et al. 2010, ICPR; Kelleher
 * et al. 2015), without adjustment for chance. Range 0 to 1, higher is better.
 * Equal to scikit-learn's `balanced_accuracy_score`: a class absent from the labels is left out of the mean, even if it was
 * predicted. Undefined for n = 0 (`no-items`).
 */
export const balancedAccuracy = confusionMetric({
  name: 'balanced_accuracy',
  title: 'Balanced accuracy',
  meaning:
    'The share of hits within each class, averaged over the classes. Guessing gets 1 divided by the number of classes.',
  formula: '(1/|P|) · Σ_{c} TP_{c}/n_{c}',
  note: 'Mean recall over the classes that occur among the labels, without adjustment for chance (Brodersen et al. 2010).',
  range: [0, 1],
  statistic: computeBalancedAccuracy,
  derive: ({ labelled, hits }) => {
    const classCount = labelled.filter((count) => count > 0).length;
    return (a, b) => deriveShare(hit(a, b), hits[a]!, labelled[a]!) / classCount;
  },
  isUndefinedAlike: false,
  fixesConstants: true,
  scoresConstantsAlike: true,
  intervalWidth: 'of-classes',
});

/** Balanced accuracy of a confusion matrix whose cells contain `counts` items, at least one of them positive. */
function computeBalancedAccuracy(cells: ConfusionCells, counts: Float64Array): number {
  const total = new Float64Array(cells.classCount);
  const hits = new Float64Array(cells.classCount);
  for (let cell = 0; cell < counts.length; cell++) {
    const label = cells.labels[cell]!;
    total[label]! += counts[cell]!;
    if (label === cells.predicted[cell]) hits[label]! += counts[cell]!;
  }
  let recalls = 0;
  let present = 0;
  for (let c = 0; c < total.length; c++) {
    if (total[c] === 0) continue;
    recalls += hits[c]! / total[c]!;
    present++;
  }
  return recalls / present;
}
