import { ok, type Result, refuse } from '../../result';
import type { TextScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';
import { countCommon, countTokens, normaliseAnswer, splitWords, type WordOverlap } from './words';

/** Checks that a prediction equals one of the accepted texts after `normaliseAnswer` on both. False without accepted texts. */
export function isExactMatch(answer: string, accepted: readonly string[]): boolean {
  const normalised = normaliseAnswer(answer);
  return accepted.some((other) => normaliseAnswer(other) === normalised);
}

/** A single letter, bare or in brackets or asterisks: `B`, `(b)`, `B.`, `**B**`. */
const alone = /^[\s*([]*([a-z])[\s*)\].:]*$/i;

/** A letter at the beginning, followed by a bracket, a colon, or a full stop and a space: `B) Paris`, `(B) Paris`, `B. Paris`. */
const opening = /^[\s*]*(?:[([]([a-z])[)\]]|([a-z])(?:[)\]:]|\.\s))/i;

/** Stated within a sentence, in capitals, so that the article `a` is no choice: `The answer is (B)`, `Answer: B`. */
const stated = /\b[Aa]nswer(?:\s+is)?[\s:*([]*([A-Z])(?![\p{L}\p{N}])/gu;

/**
 * The choice that a text prediction names, as a capital letter A to Z: a letter alone, a letter at its beginning, or one stated
 * as "answer is B" or "answer: B", all such statements agreeing. Undefined, and so wrong, for other texts: no letter, letters
 * that contradict each other. The number of choices of a question doesn't matter: a letter beyond them is no label, and so wrong
 * too. There is no reference implementation; this is the rule.
 */
export function extractChoice(answer: string): string | undefined {
  return findLetter(answer)?.toUpperCase();
}

function findLetter(answer: string): string | undefined {
  const own = alone.exec(answer);
  if (own) return own[1];
  const first = opening.exec(answer);
  const letters = new Set([...answer.matchAll(stated)].map((match) => match[1]!));
  if (first) letters.add((first[1] ?? first[2])!.toUpperCase());
  return letters.size === 1 ? [...letters][0] : undefined;
}

const decimal = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Tolerated distance of a number from the label: the larger of an absolute distance, in the target's unit, and a share of |label|. */
export type Tolerance = { readonly absolute: number; readonly relative: number };

/**
 * The number that a text prediction consists of: decimal point, optional sign (also U+2212), exponent, and commas between groups
 * of three digits. White space around it and one full stop at its end are ignored. Undefined for other texts, such as a number
 * with words or units around it, and for numbers beyond a double.
 */
export function parsePredictedNumber(answer: string): number | undefined {
  const text = answer.trim().replace('\u2212', '-');
  const bare = decimal.test(text) ? text : text.replace(/\.$/, '');
  if (!decimal.test(bare)) return undefined;
  const value = Number(bare.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Checks that a prediction is the number `label` within a tolerance: |answer − label| ≤ max(absolute, relative·|label|), bounds
 * included. False if the prediction isn't a number. Throws if label or tolerance isn't finite, or a tolerance is negative.
 */
export function isNumberMatch(answer: string, label: number, { absolute, relative }: Tolerance): boolean {
  if (!(Number.isFinite(label) && Number.isFinite(absolute) && Number.isFinite(relative)))
    throw new RangeError(`label and tolerances must be finite: ${label}, ${absolute}, ${relative}`);
  if (absolute < 0 || relative < 0)
    throw new RangeError(`a tolerance can't be negative: ${absolute}, ${relative}`);
  const value = parsePredictedNumber(answer);
  return value !== undefined && Math.abs(value - label) <= Math.max(absolute, relative * Math.abs(label));
}

/** A number label, and the tolerance of predictions. */
export type NumberLabel = { readonly value: number; readonly tolerance: Tolerance };

/** Tolerance of a label that names none: only the rounding of a double. */
export const defaultTolerance: Tolerance = { absolute: 0, relative: 1e-9 };

const separator = /±|\+\/-/;

/**
 * The number of a label: alone (`42`), or with a tolerance in its own unit (`3.14 ± 0.01`, or `+/-` for the sign) or in per cent
 * of the number (`250 ± 2 %`). Numbers are written as `parsePredictedNumber` reads them. Undefined for other texts, and for a
 * negative tolerance.
 */
export function parseNumberLabel(label: string): NumberLabel | undefined {
  const alone = parsePredictedNumber(label);
  if (alone !== undefined) return { value: alone, tolerance: defaultTolerance };
  const text = label.trim();
  const [found] = separator.exec(text) ?? [];
  if (found === undefined) return undefined;
  const at = text.indexOf(found);
  const isShare = text.endsWith('%');
  const value = parsePredictedNumber(text.slice(0, at));
  const distance = parsePredictedNumber(text.slice(at + found.length, isShare ? -1 : undefined));
  if (value === undefined || distance === undefined || distance < 0) return undefined;
  return {
    value,
    tolerance: isShare ? { absolute: 0, relative: distance / 100 } : { absolute: distance, relative: 0 },
  };
}

/** Scores of the items, in their order; undefined for n = 0 (`no-items`). */
export const scoreItems =
  (scoreItem: (answer: string, accepted: readonly string[]) => number) =>
  ({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => scoreItem(predicted[i]!, accepted)));

/**
 * F1 of the words that a prediction shares with an accepted text, the best of the accepted ones: 2·common/(words + accepted
 * words), after `normaliseAnswer` on both: `compute_f1` of SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv
 * 1606.05250). Range 0 to 1, higher is better; the metric is the mean over items. If either side has no words, 1 if both have
 * none, else 0. 0 for no accepted texts.
 */
export function computeTokenF1(answer: string, accepted: readonly string[]): number {
  const words = splitWords(normaliseAnswer(answer));
  const counts = countTokens(words);
  return accepted.reduce((best, text) => {
    const others = splitWords(normaliseAnswer(text));
    if (words.length === 0 || others.length === 0)
      return Math.max(best, words.length === others.length ? 1 : 0);
    const common = countCommon(countTokens(others), counts);
    return Math.max(best, (2 * common) / (words.length + others.length));
  }, 0);
}

/** The words that two texts share, after `normaliseAnswer` on both, as `computeTokenF1` counts them. */
export function countSharedWords(answer: string, other: string): WordOverlap {
  const [words, others] = [answer, other].map((text) => splitWords(normaliseAnswer(text)));
  return {
    own: words!.length,
    other: others!.length,
    shared: countCommon(countTokens(others!), countTokens(words!)),
  };
}
