import { topKMetric } from './family/top-k-metric';

export const top5Accuracy = topKMetric(5, {
  name: 'top_5_accuracy',
  title: 'Top-5 accuracy',
  meaning: 'The share of items whose class is among the five most probable ones.',
  formula: '(1/n) · Σ [yᵢ ∈ top_{5}(p̂ᵢ)]',
  note: 'The same with the five most probable classes.',
});
