import type { FileProblem } from './file-problem';
import type { NumberFault } from './parse-finite-number';
import { targetNumberMax } from './parse-target-number';
import type { FilePosition } from './row-reader';

/**
 * The problem for a cell that should hold a finite number.
 *
 * @param subject what the cell is, as the first words of the detail: `the label`, `the prediction "abc"`. It must quote
 *   no secret.
 */
export function describeNumberProblem(fault: NumberFault, subject: string, at: FilePosition): FileProblem {
  switch (fault) {
    case 'empty':
      return { ...at, code: 'empty_value', detail: `${subject} is empty`, hint: 'Give every row a number.' };
    case 'infinite':
      return {
        ...at,
        code: 'infinite_number',
        detail: `${subject} is infinite or too large for a double`,
        hint: 'Replace it by a finite number.',
      };
    case 'too_large':
      return {
        ...at,
        code: 'out_of_range',
        detail: `${subject} is beyond ±${targetNumberMax}, so that no score could be computed with it`,
        hint: 'Give numbers in the unit of the target; look for a division by nearly 0, or a marker for a missing number.',
      };
    case 'decimal_comma':
      return {
        ...at,
        code: 'decimal_comma',
        detail: `${subject} has a decimal comma`,
        hint: 'Write numbers with a decimal point: 0.5, not 0,5.',
      };
    case 'spaces':
      return {
        ...at,
        code: 'not_a_number',
        detail: `${subject} has spaces around the number`,
        hint: 'Remove the spaces; in CSV they belong to the value.',
      };
    case 'not_a_number':
      return {
        ...at,
        code: 'not_a_number',
        detail: `${subject} is not a finite decimal number`,
        hint: 'Write it like 12, -0.5 or 1.2e-3. NaN, hexadecimal and thousands separators are not accepted.',
      };
  }
}
