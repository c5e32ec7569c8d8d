import type { LabelRule } from '../metric';
import { normaliseAnswer } from './normalise-answer';

/** A label should have a word left when the metric has dropped what it doesn't look at. */
export const saysSomething: LabelRule = {
  fits: (accepted) => accepted.every((text) => normaliseAnswer(text) !== ''),
  refusal: null,
};
