import { ok, type Result, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import type { TextScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';
import { extractChoice } from './text/extract-choice';

/**
 * Share of items whose answer names the choice that the label names, both read by `extractChoice`. Range 0 to 1, higher is
 * better. An answer that names none, or several, is wrong; so is an empty one. Undefined for n = 0 (`no-items`), and if a label
 * names no choice (`unfit-label`).
 */
export function computeChoiceAccuracy(s: TextScorable): Result<number, UndefinedMetric> {
  const hits = findChoiceHits(s);
  return hits.ok ? ok(computeMean(hits.value)) : hits;
}

/** For each item 1 or 0. Refuses as `computeChoiceAccuracy` does. */
export function findChoiceHits({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> {
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

/** Whether every accepted answer of an item names a choice, so that the choice accuracy has a value. */
export const isChoiceLabel = (accepted: readonly string[]): boolean =>
  accepted.every((text) => extractChoice(text) !== undefined);
