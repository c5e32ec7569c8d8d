import { baselines } from './baselines';
import { findClassHits } from './confusion/class-hits';
import { classMetric, classTasks } from './family/class-metric';
import { shareOfHits } from './family/share-of-hits';

/** The accuracy under one of its names. */
export const accuracyNamed = <const Name extends string>(words: {
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
