/**
 * Labels and predictions of the same n items in the same order, as columns. `labels` and `predicted` hold indices into
 * `classes`; of a binary task `classes[1]` is the positive class. `probabilities` is n × classes, row by row; null when the
 * submission gave only classes. Log loss clips the probabilities to [`logLossClip`, 1 − `logLossClip`]; without it to 2⁻⁵²,
 * as scikit-learn does.
 */
export type ClassificationScorable = {
  readonly task: 'binary' | 'multiclass';
  readonly classes: readonly string[];
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  readonly probabilities: Float64Array | null;
  readonly logLossClip?: number | undefined;
};

/** True and predicted numbers of the same n items in the same order, in the unit of the benchmark's target. */
export type RegressionScorable = {
  readonly task: 'regression';
  readonly labels: Float64Array;
  readonly predicted: Float64Array;
};

/**
 * Accepted and predicted texts of the same n items in the same order, in NFC. `labels` has one or more accepted texts for each
 * item, all of equal value.
 */
export type TextScorable = {
  readonly task: 'text';
  readonly labels: readonly (readonly string[])[];
  readonly predicted: readonly string[];
};

/** Labels and predictions of one kind of task, the input of a metric. */
export type Scorable = ClassificationScorable | RegressionScorable | TextScorable;

type Classified = Pick<ClassificationScorable, 'task' | 'classes' | 'labels'>;

/** Makes the input of a metric from predicted classes. Throws if lengths differ or an index is outside `classes`. */
export function createClassScorable(input: Classified & { predicted: Int32Array }): ClassificationScorable {
  requireClassified(input);
  requireLength('predicted', input.predicted.length, input.labels.length);
  requireIndices('predicted', input.predicted, input.classes.length);
  return { ...input, probabilities: null };
}

/**
 * Makes the input of a metric from probabilities, n × classes row by row. The predicted class is the one with the highest
 * probability, the first of them in the order of `classes` when several share it (as numpy's argmax). Throws if lengths
 * differ, an index is outside `classes`, or a probability isn't finite.
 */
export function createProbabilityScorable(
  input: Classified & { probabilities: Float64Array; logLossClip?: number | undefined },
): ClassificationScorable {
  requireClassified(input);
  const width = input.classes.length;
  requireLength('probabilities', input.probabilities.length, input.labels.length * width);
  requireFinite('probabilities', input.probabilities);
  const predicted = new Int32Array(input.labels.length);
  for (let i = 0; i < predicted.length; i++) {
    let best = 0;
    for (let c = 1; c < width; c++) {
      if (input.probabilities[i * width + c]! > input.probabilities[i * width + best]!) best = c;
    }
    predicted[i] = best;
  }
  return { ...input, predicted };
}

/** Makes the input of a metric from predicted numbers. Throws if lengths differ or a number isn't finite. */
export function createRegressionScorable(input: {
  labels: Float64Array;
  predicted: Float64Array;
}): RegressionScorable {
  requireLength('predicted', input.predicted.length, input.labels.length);
  requireFinite('labels', input.labels);
  requireFinite('predicted', input.predicted);
  return { task: 'regression', ...input };
}

/** Makes the input of a metric from predicted texts. Throws if lengths differ or an item has no accepted text. */
export function createTextScorable(input: Omit<TextScorable, 'task'>): TextScorable {
  requireLength('predicted', input.predicted.length, input.labels.length);
  const at = input.labels.findIndex((accepted) => accepted.length === 0);
  if (at >= 0) throw new RangeError(`labels[${at}] has no accepted text.`);
  return { task: 'text', ...input };
}

function requireClassified({ task, classes, labels }: Classified): void {
  if (classes.length < 2 || (task === 'binary' && classes.length !== 2)) {
    throw new RangeError(`A ${task} task can't have ${classes.length} classes.`);
  }
  requireIndices('labels', labels, classes.length);
}

function requireLength(name: string, length: number, expected: number): void {
  if (length !== expected) throw new RangeError(`${name} has ${length} entries, not ${expected}.`);
}

function requireIndices(name: string, indices: Int32Array, end: number): void {
  // A loop, which takes a fraction of the time of `findIndex`.
  for (let at = 0; at < indices.length; at++)
    if (indices[at]! < 0 || indices[at]! >= end)
      throw new RangeError(`${name}[${at}] is ${indices[at]}, which is no class index.`);
}

function requireFinite(name: string, values: Float64Array): void {
  for (let at = 0; at < values.length; at++)
    if (!Number.isFinite(values[at]!)) throw new RangeError(`${name}[${at}] is ${values[at]}.`);
}

/**
 * Reasons why a metric has no value: `no-items` n = 0; `wrong-task` the metric isn't for this task; `no-probabilities` the
 * metric needs them, but the submission gave only classes; `absent-class` the labels lack a class that the metric compares;
 * `too-few-classes` the task has so few classes that every prediction would have the same score; `too-few-items` the metric
 * needs at least two items; `no-variation` labels or predictions are all equal, so that nothing can correlate with them;
 * `zero-label` a label by which the metric divides is 0; `unfit-label` a label has the wrong form, such as no number;
 * `not-finite` a number is beyond the range of a double.
 */
export type UndefinedReason =
  | 'no-items'
  | 'wrong-task'
  | 'no-probabilities'
  | 'absent-class'
  | 'too-few-classes'
  | 'too-few-items'
  | 'no-variation'
  | 'zero-label'
  | 'unfit-label'
  | 'not-finite';

export type UndefinedMetric = { readonly kind: 'undefined-metric'; readonly reason: UndefinedReason };

/** Makes the error of a metric without a value. An undefined score is an error and not 0, since it can't be ranked. */
export const undefinedMetric = (reason: UndefinedReason): UndefinedMetric => ({
  kind: 'undefined-metric',
  reason,
});
