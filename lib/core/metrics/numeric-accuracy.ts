import { ok, type Result, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import type { TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { isNumberMatch } from './text/match-number';
import { parseNumberLabel } from './text/number-label';

/**
 * Share of items whose answer is the label's number within the label's tolerance, read by `parseAnswerNumber` and
 * `parseNumberLabel`. Range 0 to 1, higher is better. An answer that isn't wholly a number is wrong; so is an empty one.
 * Undefined for n = 0 (`no-items`), and if a label is no number (`unfit-label`).
 */
export function computeNumericAccuracy(s: TextScorable): Result<number, UndefinedMetric> {
  const hits = findNumericHits(s);
  return hits.ok ? ok(computeMean(hits.value)) : hits;
}

/** For each item 1 or 0. Refuses as `computeNumericAccuracy` does. */
export function findNumericHits({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> {
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

/** Whether every accepted answer of an item is a number, so that the numeric accuracy has a value. */
export const isNumberLabel = (accepted: readonly string[]): boolean =>
  accepted.every((text) => parseNumberLabel(text) !== undefined);
