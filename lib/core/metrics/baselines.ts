/**
 * The best constant prediction of a test set and its measure. The names are stored with a round's fingerprints.
 * lib/core/round/checks/baseline.ts computes them.
 */
const rules = {
  accuracy: { title: "The majority class's accuracy", unit: 'share' },
  macro_f1: { title: "The majority class's macro F1", unit: 'share' },
  entropy: { title: 'The log loss of answering the class shares', unit: 'nats' },
  mae: { title: 'The mean absolute error of answering the median', unit: 'target' },
  rmse: { title: 'The root mean squared error of answering the mean', unit: 'target' },
  exact_match: { title: 'The exact match of the answer that most items accept', unit: 'share' },
} as const;

export type BaselineKind = keyof typeof rules;

export type BaselineRule = {
  readonly kind: BaselineKind;
  /** For people, as the beginning of a sentence. */
  readonly title: string;
  readonly unit: 'share' | 'nats' | 'target';
};

/**
 * Baseline of each metric. A constant prediction has an area of .5, a balanced accuracy of 1/C and a kappa, correlation or R² of
 * 0 or none on every test set. Such metrics take the majority class's accuracy, the entropy, or the spread of the labels, which
 * show whether this set is as hard as the last one.
 */
export const baselines = Object.fromEntries(
  Object.entries(rules).map(([kind, rule]) => [kind, { kind, ...rule }]),
) as Readonly<Record<BaselineKind, BaselineRule>>;
