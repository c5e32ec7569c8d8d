import { topKMetric } from './family/top-k-metric';

export const top3Accuracy = topKMetric(3, {
  name: 'top_3_accuracy',
  title: 'Top-3 accuracy',
  meaning: 'The share of items whose class is among the three most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{3}(p̂ᵢ)]',
  note: 'Share of items whose label is among the three most probable classes; of equal ones the first come first, where scikit-learn takes the last.',
});
