import {
  type ClassificationScorable,
  createClassScorable,
  createProbabilityScorable,
} from '../scorable/scorable';

const taskOf = (classes: readonly string[]) => (classes.length === 2 ? 'binary' : 'multiclass');

/** Predicted classes, by their indices. */
export const makeClassScorable = (
  classes: readonly string[],
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
): ClassificationScorable =>
  createClassScorable({
    ...{ task: taskOf(classes), classes },
    ...{ labels: Int32Array.from(labels), predicted: Int32Array.from(predicted) },
  });

/** Predicted probabilities, one for each class of each item. */
export const makeProbabilityScorable = (
  classes: readonly string[],
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): ClassificationScorable =>
  createProbabilityScorable({
    ...{ task: taskOf(classes), classes },
    ...{ labels: Int32Array.from(labels), probabilities: Float64Array.from(probabilities) },
  });
