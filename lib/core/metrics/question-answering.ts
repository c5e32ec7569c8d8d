import { ok, type Result, refuse } from '../result';
import { meanOfItems, shareOfHits, textMetric } from './family/mean-metrics';
import { type TextScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';
import {
  countCommon,
  countTokens,
  normaliseAnswer,
  requiresWords,
  scoreItems,
  splitWords,
  type WordOverlap,
} from './text/words';

/**
 * Share of items whose prediction equals an accepted text after `normaliseAnswer` on both: the mean of `compute_exact` of SQuAD's
 * evaluation script 2.0 (Rajpurkar et al. 2018, arXiv 1806.03822). Range 0 to 1, higher is better. An empty prediction counts as
 * wrong, unless an accepted text is empty after normalisation, as "The" is. Undefined for n = 0 (`no-items`).
 */
export const exactMatch = textMetric({
  name: 'exact_match',
  title: 'Exact match',
  meaning: 'The share of predictions that equal an accepted text, apart from case, punctuation and articles.',
  formula: '(1/n) · Σ [norm(ŷᵢ) ∈ norm(Yᵢ)]',
  note: 'Share of predictions equal to one of the accepted texts, Yᵢ, in lower case, without ASCII punctuation and the articles a, an, the (SQuAD 2.0: Rajpurkar et al. 2018, arXiv 1806.03822).',
  ...shareOfHits(({ labels, predicted }: TextScorable) =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => (isExactMatch(predicted[i]!, accepted) ? 1 : 0))),
  ),
  intervalWidth: 'of-a-share',
  readPrediction: normaliseAnswer,
  labelRule: requiresWords,
});

/** Checks that a prediction equals one of the accepted texts after `normaliseAnswer` on both. False without accepted texts. */
export function isExactMatch(prediction: string, accepted: readonly string[]): boolean {
  const normalised = normaliseAnswer(prediction);
  return accepted.some((other) => normaliseAnswer(other) === normalised);
}

/** The mean over items of `computeTokenF1`. Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`). */
export const tokenF1 = textMetric({
  name: 'token_f1',
  title: 'Token F1',
  meaning:
    'The words that a prediction shares with an accepted text, as the balance of precision and recall. {1} is a perfect match.',
  formula: '(1/n) · Σ max_{y∈Yᵢ} 2·|ŷᵢ ∩ y|/(|ŷᵢ| + |y|)',
  note: 'Over the words of both after the same normalisation, repetitions counted, with the accepted text that fits best (Rajpurkar et al. 2016, arXiv 1606.05250). Without words on either side 1 if both have none, else 0.',
  ...meanOfItems('higher', scoreItems(computeTokenF1)),
  ladder: { test: 'guarded-z', losses: 'shared-words' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // At risk: the participant determines an item's weight by the number of words in the text.
  digitsRevealLabels: true,
  readPrediction: null,
  labelRule: requiresWords,
});

/**
 * F1 of the words that a prediction shares with an accepted text, the best of the accepted ones: 2·common/(words + accepted
 * words), after `normaliseAnswer` on both: `compute_f1` of SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv
 * 1606.05250). Range 0 to 1, higher is better; the metric is the mean over items. If either side has no words, 1 if both have
 * none, else 0. 0 for no accepted texts.
 */
export function computeTokenF1(prediction: string, accepted: readonly string[]): number {
  const words = splitWords(normaliseAnswer(prediction));
  const counts = countTokens(words);
  return accepted.reduce((best, text) => {
    const others = splitWords(normaliseAnswer(text));
    if (words.length === 0 || others.length === 0)
      return Math.max(best, words.length === others.length ? 1 : 0);
    const common = countCommon(countTokens(others), counts);
    return Math.max(best, (2 * common) / (words.length + others.length));
  }, 0);
}

/** Counts the words that two texts share after `normaliseAnswer`, as needed by `computeTokenF1`. */
export function countSharedWords(prediction: string, other: string): WordOverlap {
  const [words, others] = [prediction, other].map((text) => splitWords(normaliseAnswer(text)));
  return {
    own: words!.length,
    other: others!.length,
    shared: countCommon(countTokens(others!), countTokens(words!)),
  };
}

/**
 * Share of items whose prediction names the choice that the label names, both read by `extractChoice`. Range 0 to 1, higher is
 * better. A prediction that names no choice, or several choices, is wrong; so is an empty prediction. Undefined for n = 0
 * (`no-items`), and if a label names no choice (`unfit-label`).
 */
export const choiceAccuracy = textMetric({
  name: 'choice_accuracy',
  title: 'Choice accuracy',
  meaning: 'The share of questions with the right letter chosen.',
  formula: '(1/n) · Σ [choice(ŷᵢ) = choice(yᵢ)]',
  note: 'The letter that a prediction names: alone, at its beginning as in “B) Paris”, or stated as in “the answer is B”. None, or two that differ, is wrong.',
  ...shareOfHits(findChoiceHits),
  intervalWidth: 'of-a-share',
  readPrediction: extractChoice,
  labelRule: {
    fits: (accepted) => accepted.every((text) => extractChoice(text) !== undefined),
    refusal: 'name no choice, a letter such as B',
  },
});

/** For each item 1 if the prediction names the label's choice, else 0. Returns an error where the metric is undefined. */
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

/** Matches a text that is a single letter, bare or in brackets or asterisks: `B`, `(b)`, `B.`, `**B**`. */
const alone = /^[\s*([]*([a-z])[\s*)\].:]*$/i;

/**
 * Matches a letter at the beginning of a text, followed by a bracket, a colon, or a full stop and a space: `B) Paris`, `(B)
 * Paris`, `B. Paris`.
 */
const opening = /^[\s*]*(?:[([]([a-z])[)\]]|([a-z])(?:[)\]:]|\.\s))/i;

/**
 * Matches a letter stated within a sentence; only capitals, so that the article `a` is no choice: `The answer is (B)`,
 * `Answer: B`.
 */
const stated = /\b[Aa]nswer(?:\s+is)?[\s:*([]*([A-Z])(?![\p{L}\p{N}])/gu;

/**
 * Finds the choice that a text prediction names, as a capital letter A to Z: a letter alone, a letter at the beginning of
 * the text, or a letter stated as "answer is B" or "answer: B", if all such statements agree. Undefined, and so wrong, for
 * other texts: no letter, or letters that contradict each other. The number of choices of a question doesn't matter, since a
 * letter beyond them is no label, and so wrong too. There is no reference implementation; this function defines the rule.
 */
export function extractChoice(prediction: string): string | undefined {
  return findLetter(prediction)?.toUpperCase();
}

function findLetter(prediction: string): string | undefined {
  const own = alone.exec(prediction);
  if (own) return own[1];
  const first = opening.exec(prediction);
  const letters = new Set([...prediction.matchAll(stated)].map((match) => match[1]!));
  if (first) letters.add((first[1] ?? first[2])!.toUpperCase());
  return letters.size === 1 ? [...letters][0] : undefined;
}

/**
 * Share of items whose prediction is the label's number within the label's tolerance, read by `parsePredictedNumber` and
 * `parseNumberLabel`. Range 0 to 1, higher is better. A prediction that isn't wholly a number is wrong; so is an empty
 * prediction. Undefined for n = 0 (`no-items`), and if a label is no number (`unfit-label`).
 */
export const numericAccuracy = textMetric({
  name: 'numeric_accuracy',
  title: 'Numeric accuracy',
  meaning: 'The share of predictions within the tolerance of the right number.',
  formula: '(1/n) · Σ [|ŷᵢ − yᵢ| ≤ tᵢ]',
  note: 'The tolerance is in the label: 3.14 ± 0.01, or 250 ± 2 %; without one it is 10⁻⁹ · |yᵢ|. A prediction that is not wholly a number is wrong.',
  ...shareOfHits(findNumericHits),
  intervalWidth: 'of-a-share',
  readPrediction: parsePredictedNumber,
  labelRule: {
    fits: (accepted) => accepted.every((text) => parseNumberLabel(text) !== undefined),
    refusal: 'are no number, such as 42 or 3.14 ± 0.01',
  },
});

/**
 * For each item 1 if the prediction is the label's number within the tolerance, else 0. Returns an error where the metric is
 * undefined.
 */
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

const decimal = /^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Tolerated distance of a number from the label: the larger of an absolute distance, in the target's unit, and a share of |label|. */
export type Tolerance = { readonly absolute: number; readonly relative: number };

/**
 * Parses a text prediction that consists of a number: decimal point, optional sign (also U+2212), exponent, and commas
 * between groups of three digits. White space around it and one full stop at its end are ignored. Undefined for other texts,
 * such as a number with words or units around it, and for numbers beyond a double.
 */
export function parsePredictedNumber(prediction: string): number | undefined {
  const text = prediction.trim().replace('\u2212', '-');
  const bare = decimal.test(text) ? text : text.replace(/\.$/, '');
  if (!decimal.test(bare)) return undefined;
  const value = Number(bare.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Checks that a prediction is the number `label` within a tolerance: |prediction − label| ≤ max(absolute, relative·|label|), bounds
 * included. False if the prediction isn't a number. Throws if label or tolerance isn't finite, or a tolerance is negative.
 */
export function isNumberMatch(prediction: string, label: number, { absolute, relative }: Tolerance): boolean {
  if (!(Number.isFinite(label) && Number.isFinite(absolute) && Number.isFinite(relative)))
    throw new RangeError(`label and tolerances must be finite: ${label}, ${absolute}, ${relative}`);
  if (absolute < 0 || relative < 0)
    throw new RangeError(`a tolerance can't be negative: ${absolute}, ${relative}`);
  const value = parsePredictedNumber(prediction);
  return value !== undefined && Math.abs(value - label) <= Math.max(absolute, relative * Math.abs(label));
}

/** The number in a text label, and the tolerance for predictions. */
export type NumberLabel = { readonly value: number; readonly tolerance: Tolerance };

/** Tolerance for a label that states none: only the rounding of a double. */
export const defaultTolerance: Tolerance = { absolute: 0, relative: 1e-9 };

const separator = /±|\+\/-/;

/**
 * Parses the number in a label: alone (`42`), or with a tolerance in its own unit (`3.14 ± 0.01`, or `+/-` for the sign) or
 * in per cent of the number (`250 ± 2 %`). Numbers are written as `parsePredictedNumber` reads them. Undefined for other
 * texts, and for a negative tolerance.
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
