import { textLengthMax, textLengthTotalMax } from '../files/cell-text';
import type { PredictionsSpec } from './validate-predictions';

/** Maximum plain bytes of a prediction file: a million rows of a long id and ten probabilities. */
export const predictionsBytesMax = 128 * 1024 * 1024;

/** A header, and white space before it. */
const headBytes = 1024 * 1024;

/** An id of 200 characters, all of them escaped in JSON, and a prediction, with a margin. */
const rowBytes = 4096;

/** A probability with all its digits, its key and the syntax around them; a class name has 60 characters, escaped six bytes each. */
const probabilityBytes = 512;

/** A UTF-16 unit as JSON's `\u0000`. */
const unitBytes = 6;

/**
 * Maximum plain bytes of a file for these items: many times a real file's size, and far less than a compressed file can expand
 * to, so that a file's cost depends on its round.
 */
export function countPlainBytesMax({
  task,
  classes,
  itemCount,
}: Pick<PredictionsSpec, 'task' | 'classes'> & { readonly itemCount: number }): number {
  const rows = itemCount * (rowBytes + classes.length * probabilityBytes);
  const texts = task === 'text' ? unitBytes * Math.min(textLengthTotalMax, itemCount * textLengthMax) : 0;
  return Math.min(predictionsBytesMax, headBytes + rows + texts);
}
