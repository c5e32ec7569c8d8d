import { ok, type Result, refuse } from '../result';
import { baselines } from './baselines';
import { findClassHits } from './confusion/class-hits';
import type { ConfusionCells } from './confusion/confusion-cells';
import { deriveShare, hit } from './confusion/derivative';
import { confusionMetric } from './family/confusion-metric';
import { classMetric, classTasks, shareOfHits, textMetric } from './family/mean-metrics';
import type { TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { extractChoice, isNumberMatch, parseNumberLabel, parsePredictedNumber } from './text/text-answers';

/** Accuracy under one of its names. */
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

/** Balanced accuracy when the cells hold `counts` items, at least one of them positive. */
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

/**
 * Share of items whose prediction names the choice that the label names, both read by `extractChoice`. Range 0 to 1, higher is
 * better. A prediction that names none, or several, is wrong; so is an empty one. Undefined for n = 0 (`no-items`), and if a
 * label names no choice (`unfit-label`).
 */
export const choiceAccuracy = textMetric({
  name: 'choice_accuracy',
  title: 'Choice accuracy',
  meaning: 'The share of questions with the right letter chosen.',
  formula: '(1/n) · Σ [choice(ŷᵢ) = choice(yᵢ)]',
  note: 'The letter that an answer names: alone, at its beginning as in “B) Paris”, or stated as in “the answer is B”. None, or two that differ, is wrong.',
  ...shareOfHits(findChoiceHits),
  intervalWidth: 'of-a-share',
  readPrediction: extractChoice,
  labelRule: {
    fits: (accepted) => accepted.every((text) => extractChoice(text) !== undefined),
    refusal: 'name no choice, a letter such as B',
  },
});

/** For each item 1 or 0. Fails for the metric's reasons. */
function findChoiceHits({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  const hits = new Float64Array(labels.length);
  for (const [i, accepted] of labels.entries()) {
    const choices = accepted.map(extractChoice);
    if (choices.includes(undefined)) return refuse(undefinedMetric('unfit-label'));
    const choice = extractChoice(predicted[i]!);
    hits[i] = choice !== undefined && choices.includes(choice) ? 1 : 0;
  }
  return ok(hits);
}

/**
 * Share of items whose prediction is the label's number within the label's tolerance, read by `parsePredictedNumber` and
 * `parseNumberLabel`. Range 0 to 1, higher is better. A prediction that isn't wholly a number is wrong; so is an empty one.
 * Undefined for n = 0 (`no-items`), and if a label is no number (`unfit-label`).
 */
export const numericAccuracy = textMetric({
  name: 'numeric_accuracy',
  title: 'Numeric accuracy',
  meaning: 'The share of answers within the tolerance of the right number.',
  formula: '(1/n) · Σ [|ŷᵢ − yᵢ| ≤ tᵢ]',
  note: 'The tolerance is in the label: 3.14 ± 0.01, or 250 ± 2 %; without one it is 10⁻⁹ · |yᵢ|. An answer that is not wholly a number is wrong.',
  ...shareOfHits(findNumericHits),
  intervalWidth: 'of-a-share',
  readPrediction: parsePredictedNumber,
  labelRule: {
    fits: (accepted) => accepted.every((text) => parseNumberLabel(text) !== undefined),
    refusal: 'are no number, such as 42 or 3.14 ± 0.01',
  },
});

/** For each item 1 or 0. Fails for the metric's reasons. */
function findNumericHits({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  const hits = new Float64Array(labels.length);
  for (const [i, accepted] of labels.entries()) {
    for (const text of accepted) {
      const label = parseNumberLabel(text);
      if (label === undefined) return refuse(undefinedMetric('unfit-label'));
      if (isNumberMatch(predicted[i]!, label.value, label.tolerance)) hits[i] = 1;
    }
  }
  return ok(hits);
}
