import { ok, type Result, refuse } from '../result';
import { shareOfHits } from './family/share-of-hits';
import { textMetric } from './family/text-metric';
import type { TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { extractChoice } from './text/extract-choice';

/**
 * Share of items whose answer names the choice that the label names, both read by `extractChoice`. Range 0 to 1, higher is
 * better. An answer that names none, or several, is wrong; so is an empty one. Undefined for n = 0 (`no-items`), and if a label
 * names no choice (`unfit-label`).
 */
export const choiceAccuracy = textMetric({
  name: 'choice_accuracy',
  title: 'Choice accuracy',
  meaning: 'The share of questions with the right letter chosen.',
  formula: '(1/n) · Σ [choice(ŷᵢ) = choice(yᵢ)]',
  note: 'The letter that an answer names: alone, at its beginning as in “B) Paris”, or stated as in “the answer is B”. None, or two that differ, is wrong.',
  ...shareOfHits(findChoiceHits),
  intervalWidth: 'of-a-share',
  readAnswer: extractChoice,
  labelRule: {
    fits: (accepted) => accepted.every((text) => extractChoice(text) !== undefined),
    refusal: 'name no choice, a letter such as B',
  },
});

/** For each item 1 or 0. Refuses as the metric does. */
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
