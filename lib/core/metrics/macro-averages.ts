import {
  type ConfusionCells,
  countByClass,
  countMentions,
  deriveShare,
  divideOr0,
  hit,
} from './family/confusion-matrix';
import { confusionMetric } from './family/confusion-metric';
import { baselines } from './metric';

/**
 * Mean over classes of F1_c = 2·TP_c/(2·TP_c + FP_c + FN_c) (van Rijsbergen 1979; macro average of Opitz & Burst 2019, arXiv
 * 1911.03347, as the mean of F1s). Range 0 to 1, higher is better. Equal to scikit-learn's `f1_score(average='macro',
 * zero_division=0)`: the mean is over the classes that occur among the labels or the predictions; such a class without a
 * true positive counts as 0. Undefined for n = 0 (`no-items`).
 */
export const macroF1 = confusionMetric({
  name: 'macro_f1',
  title: 'Macro F1',
  meaning:
    'F1 (the balance of precision and recall) of each class, averaged over the classes, so that rare classes count as much as common ones.',
  formula: '(1/|C|) · Σ_{c} 2·TP_{c}/(2·TP_{c} + FP_{c} + FN_{c})',
  note: 'Mean over the classes that occur among labels or predictions (Opitz & Burst 2019, arXiv 1911.03347).',
  range: [0, 1],
  statistic: computeMacroF1,
  derive: (margins) => {
    const { f1, mentions } = countMentions(margins);
    return (a, b) =>
      ((2 * hit(a, b) - f1[a]!) / mentions[a]! - divideOr0(f1[b]!, mentions[b]!)) / margins.present;
  },
  isUndefinedAlike: false,
  fixesConstants: false,
  baseline: baselines.macro_f1,
  intervalWidth: 'of-classes',
});

/** Computes macro F1 from cells that contain `counts` items, at least one of them positive. */
function computeMacroF1(cells: ConfusionCells, counts: Float64Array): number {
  const hits = new Float64Array(cells.classCount);
  // Mentions of each class: items labelled plus items predicted as the class, 2·TP + FP + FN.
  const mentions = new Float64Array(cells.classCount);
  for (let cell = 0; cell < counts.length; cell++) {
    const label = cells.labels[cell]!;
    const predicted = cells.predicted[cell]!;
    mentions[label]! += counts[cell]!;
    mentions[predicted]! += counts[cell]!;
    if (label === predicted) hits[label]! += counts[cell]!;
  }
  let sum = 0;
  let present = 0;
  for (let c = 0; c < mentions.length; c++) {
    if (mentions[c] === 0) continue;
    sum += (2 * hits[c]!) / mentions[c]!;
    present++;
  }
  return sum / present;
}

/**
 * Mean over classes of the precision TP_c/p_c, p_c items predicted as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `precision_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the
 * labels or the predictions; a class that is never predicted counts as 0. Undefined for n = 0 (`no-items`).
 */
export const macroPrecision = confusionMetric({
  name: 'macro_precision',
  title: 'Macro precision',
  meaning: 'Of the predictions of each class the share that is right, averaged over the classes.',
  formula: '(1/|C|) · Σ_{c} TP_{c}/p_{c}',
  note: 'Mean over the classes that occur among labels or predictions; one never predicted counts 0.',
  range: [0, 1],
  statistic: computeMacroPrecision,
  derive:
    ({ predicted, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[b]!, predicted[b]!) / present,
  isUndefinedAlike: false,
  fixesConstants: false,
});

/** Computes macro precision from cells that contain `counts` items, at least one of them positive. */
function computeMacroPrecision(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits } = countByClass(cells, counts);
  let sum = 0;
  let present = 0;
  for (let c = 0; c < cells.classCount; c++) {
    if (labelled[c]! + predicted[c]! === 0) continue;
    if (predicted[c]! > 0) sum += hits[c]! / predicted[c]!;
    present++;
  }
  return sum / present;
}

/**
 * Mean over classes of the recall TP_c/t_c, t_c items labelled as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `recall_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the labels
 * or the predictions; a class without labels counts as 0, whereas balanced accuracy leaves it out. Undefined for n = 0
 * (`no-items`).
 */
export const macroRecall = confusionMetric({
  name: 'macro_recall',
  title: 'Macro recall',
  meaning: 'The share of each class that was found, averaged over the classes.',
  formula: '(1/|C|) · Σ_{c} TP_{c}/t_{c}',
  note: 'Mean over the classes that occur among labels or predictions; one that no label has counts 0, which balanced accuracy leaves out.',
  range: [0, 1],
  statistic: computeMacroRecall,
  derive:
    ({ labelled, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[a]!, labelled[a]!) / present,
  isUndefinedAlike: false,
  fixesConstants: true,
});

/** Computes macro recall from cells that contain `counts` items, at least one of them positive. */
function computeMacroRecall(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits } = countByClass(cells, counts);
  let sum = 0;
  let present = 0;
  for (let c = 0; c < cells.classCount; c++) {
    if (labelled[c]! + predicted[c]! === 0) continue;
    if (labelled[c]! > 0) sum += hits[c]! / labelled[c]!;
    present++;
  }
  return sum / present;
}

/**
 * Mean of the classes' F1 weighted by their frequency among the labels: Σ (t_c/n)·2·TP_c/(t_c + p_c), t_c items labelled and p_c
 * predicted as class c (van Rijsbergen 1979). Range 0 to 1, higher is better. Equal to scikit-learn's
 * `f1_score(average='weighted', zero_division=0)`. Undefined for n = 0 (`no-items`).
 */
export const weightedF1 = confusionMetric({
  name: 'weighted_f1',
  title: 'Weighted F1',
  meaning:
    'F1 (the balance of precision and recall) of each class, averaged with the class sizes as weights.',
  formula: 'Σ_{c} (t_{c}/n) · 2·TP_{c}/(t_{c} + p_{c})',
  note: 'The F1 of the classes, weighted by how often they are labels.',
  range: [0, 1],
  statistic: computeWeightedF1,
  derive: (margins) => {
    const { f1, mentions } = countMentions(margins);
    const { labelled, itemCount } = margins;
    return (a, b) =>
      (f1[a]! +
        (labelled[a]! * (2 * hit(a, b) - f1[a]!)) / mentions[a]! -
        (labelled[b]! * f1[b]!) / mentions[b]!) /
      itemCount;
  },
  isUndefinedAlike: false,
  fixesConstants: false,
});

/** Computes weighted F1 from cells that contain `counts` items, at least one of them positive. */
function computeWeightedF1(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits, itemCount } = countByClass(cells, counts);
  let sum = 0;
  for (let c = 0; c < cells.classCount; c++)
    if (labelled[c]! > 0) sum += (labelled[c]! * 2 * hits[c]!) / (labelled[c]! + predicted[c]!);
  return Math.min(1, sum / itemCount);
}
