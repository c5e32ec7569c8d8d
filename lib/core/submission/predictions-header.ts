import type { Task } from '../benchmark';
import { quoteValue } from '../files/cell-text';
import type { ClassIndex } from '../files/class-index';
import { ok, type Result, refuse } from '../result';

const probabilityPrefix = 'p_';

const namedMax = 6;

/**
 * Positions of the columns of a predictions file; `probabilities[c]` is the column of class c, null for one of two classes
 * if only the other has a column, since the probabilities sum to 1.
 */
export type PredictionsColumns =
  | { readonly kind: 'prediction'; readonly id: number; readonly prediction: number }
  | {
      readonly kind: 'probabilities';
      readonly id: number;
      readonly probabilities: readonly (number | null)[];
    };

export type HeaderFault = { readonly column: number | null; readonly detail: string; readonly hint: string };

/**
 * Finds the columns of a predictions file, in any order: `id` and `prediction`, or, where the task has classes, `id` and one
 * `p_<class>` for every class, for two classes at least one, where the metric needs probabilities. In a fault, `column` is
 * the index of the faulty column, if there is one.
 */
export function parsePredictionsHeader(
  names: readonly string[],
  task: Task,
  classes: ClassIndex,
  needsProbabilities: boolean,
): Result<PredictionsColumns, HeaderFault> {
  const hint = describeExpectedHeader(task, classes, needsProbabilities);
  const fault = (detail: string, column: number | null = null) => refuse({ column, detail, hint });

  const seen = new Set<string>();
  for (const [column, name] of names.entries()) {
    if (seen.has(name)) return fault(`the column ${quoteValue(name)} occurs twice`, column);
    seen.add(name);
  }
  const id = names.indexOf('id');
  if (id === -1) return fault(`the header has no column "id"; its columns are ${quoteNames(names)}`);

  const prediction = names.indexOf('prediction');
  const probabilities = new Array<number | null>(classes.names.length).fill(null);
  let probabilityCount = 0;
  for (const [column, name] of names.entries()) {
    if (column === id || column === prediction) continue;
    const isProbability = hasClasses(task) && name.startsWith(probabilityPrefix);
    const index = isProbability ? classes.find(name.slice(probabilityPrefix.length)) : undefined;
    if (index === undefined) return fault(`the column ${quoteValue(name)} is not expected`, column);
    if (probabilities[index] !== null) return fault(`the column ${quoteValue(name)} occurs twice`, column);
    probabilities[index] = column;
    probabilityCount += 1;
  }
  if (probabilityCount === 0) {
    if (needsProbabilities)
      return fault(
        'this metric needs a column of probabilities for each class',
        prediction === -1 ? null : prediction,
      );
    return prediction === -1
      ? fault('the header has no column with predictions')
      : ok({ kind: 'prediction', id, prediction });
  }
  if (prediction !== -1)
    return fault('the header has both a column "prediction" and columns of probabilities', prediction);
  const missing = probabilities.indexOf(null);
  if (missing !== -1 && task !== 'binary')
    return fault(`the column ${quoteValue(probabilityPrefix + classes.names[missing])} is missing`);
  return ok({ kind: 'probabilities', id, probabilities });
}

const hasClasses = (task: Task): boolean => task === 'binary' || task === 'multiclass';

function quoteNames(names: readonly string[]): string {
  const shown = names.slice(0, namedMax).map(quoteValue).join(', ');
  return names.length > namedMax ? `${shown} and ${names.length - namedMax} more` : shown;
}

function describeExpectedHeader(task: Task, classes: ClassIndex, needsProbabilities: boolean): string {
  const exactly = 'Names are compared exactly, spaces and case included; in pandas write with index=False.';
  if (!hasClasses(task)) return `The header must be id,prediction. ${exactly}`;
  const shown = classes.names.slice(0, namedMax).map((name) => probabilityPrefix + name);
  const columns = classes.names.length > namedMax ? [...shown, '…'] : shown;
  const orOne = task === 'binary' ? ', or one of the two' : '';
  const withProbabilities = `id,${columns.join(',')} (probabilities${orOne})`;
  return `The header must be ${needsProbabilities ? '' : 'id,prediction (class names) or '}${withProbabilities}. ${exactly}`;
}
