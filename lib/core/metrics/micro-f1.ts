import { baselines } from './baselines';
import { findClassHits } from './confusion/class-hits';
import { classMetric, classTasks } from './family/class-metric';
import { shareOfHits } from './family/share-of-hits';

/**
 * F1 of the pooled counts, 2·Σ TP_c/(2·Σ TP_c + Σ FP_c + Σ FN_c) over all classes. With one label and one prediction an
 * item every miss is one false positive and one false negative, so this is the accuracy, and is computed as it. Range 0 to
 * 1, higher is better. Equal to scikit-learn's `f1_score(average='micro')`. Undefined for n = 0 (`no-items`).
 */
export const microF1 = classMetric({
  name: 'micro_f1',
  title: 'Micro F1',
  formula: '2·ΣTP/(2·ΣTP + ΣFP + ΣFN)',
  note: 'F1 of the counts pooled over classes; with one label an item it is the accuracy.',
  tasks: classTasks,
  needs: 'classes',
  range: [0, 1],
  ...shareOfHits(findClassHits),
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  chanceScore: null,
});
