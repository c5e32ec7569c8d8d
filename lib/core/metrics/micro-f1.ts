import { accuracyNamed } from './accuracy';

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
