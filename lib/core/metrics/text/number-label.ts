import { parseAnswerNumber, type Tolerance } from './match-number';

/** A number that an answer is compared with, and how far it may be off. */
export type NumberLabel = { readonly value: number; readonly tolerance: Tolerance };

/** Of a label that names no tolerance: room for the rounding of a double, and no more. */
export const defaultTolerance: Tolerance = { absolute: 0, relative: 1e-9 };

const separator = /±|\+\/-/;

/**
 * The number of a label: alone (`42`), or with a tolerance in its own unit (`3.14 ± 0.01`, or `+/-` for the sign) or in per
 * cent of the number (`250 ± 2 %`). Numbers are written as `parseAnswerNumber` reads them. Undefined for anything else, a
 * negative tolerance included.
 */
export function parseNumberLabel(label: string): NumberLabel | undefined {
  const alone = parseAnswerNumber(label);
  if (alone !== undefined) return { value: alone, tolerance: defaultTolerance };
  const text = label.trim();
  const [found] = separator.exec(text) ?? [];
  if (found === undefined) return undefined;
  const at = text.indexOf(found);
  const isShare = text.endsWith('%');
  const value = parseAnswerNumber(text.slice(0, at));
  const distance = parseAnswerNumber(text.slice(at + found.length, isShare ? -1 : undefined));
  if (value === undefined || distance === undefined || distance < 0) return undefined;
  return {
    value,
    tolerance: isShare ? { absolute: 0, relative: distance / 100 } : { absolute: distance, relative: 0 },
  };
}
