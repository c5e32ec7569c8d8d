const decimal = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** How far a number may be from the label: the larger of an absolute distance, in the target's unit, and a share of |label|. */
export type Tolerance = { readonly absolute: number; readonly relative: number };

/**
 * The number that an answer consists of: decimal point, optional sign (also U+2212), exponent, and commas between groups of three
 * digits. White space around it and one full stop at its end are ignored. Undefined for anything else, words or units around
 * a number included, and for what is beyond a double.
 */
export function parseAnswerNumber(answer: string): number | undefined {
  const text = answer.trim().replace('\u2212', '-');
  const bare = decimal.test(text) ? text : text.replace(/\.$/, '');
  if (!decimal.test(bare)) return undefined;
  const value = Number(bare.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Whether an answer is the number `label` within a tolerance: |answer − label| ≤ max(absolute, relative·|label|), limits included.
 * As a score 1 or 0; higher is better. False if the answer isn't a number. Throws if label or tolerance isn't finite, or a
 * tolerance is negative.
 */
export function isNumberMatch(answer: string, label: number, { absolute, relative }: Tolerance): boolean {
  if (!(Number.isFinite(label) && Number.isFinite(absolute) && Number.isFinite(relative)))
    throw new RangeError(`label and tolerances must be finite: ${label}, ${absolute}, ${relative}`);
  if (absolute < 0 || relative < 0)
    throw new RangeError(`a tolerance can't be negative: ${absolute}, ${relative}`);
  const value = parseAnswerNumber(answer);
  return value !== undefined && Math.abs(value - label) <= Math.max(absolute, relative * Math.abs(label));
}
