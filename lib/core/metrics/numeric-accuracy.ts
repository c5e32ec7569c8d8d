import { ok, type Result, refuse } from '../result';
import { shareOfHits } from './family/share-of-hits';
import { textMetric } from './family/text-metric';
import type { TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { isNumberMatch, parseAnswerNumber } from './text/match-number';
import { parseNumberLabel } from './text/number-label';

/**
 * Share of items whose answer is the label's number within the label's tolerance, read by `parseAnswerNumber` and
 * `parseNumberLabel`. Range 0 to 1, higher is better. An answer that isn't wholly a number is wrong; so is an empty one.
 * Undefined for n = 0 (`no-items`), and if a label is no number (`unfit-label`).
 */
export const numericAccuracy = textMetric({
  name: 'numeric_accuracy',
  title: 'Numeric accuracy',
  meaning: 'The share of answers within the tolerance of the right number.',
  formula: '(1/n) · Σ [|ŷᵢ − yᵢ| ≤ tᵢ]',
  note: 'The tolerance is in the label: 3.14 ± 0.01, or 250 ± 2 %; without one it is 10⁻⁹ · |yᵢ|. An answer that is not wholly a number is wrong.',
  ...shareOfHits(findNumericHits),
  intervalWidth: 'of-a-share',
  readAnswer: parseAnswerNumber,
  labelRule: {
    fits: (accepted) => accepted.every((text) => parseNumberLabel(text) !== undefined),
    refusal: 'are no number, such as 42 or 3.14 ± 0.01',
  },
});

/** For each item 1 or 0. Refuses as the metric does. */
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
