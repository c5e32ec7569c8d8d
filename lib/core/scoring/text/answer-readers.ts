import type { MetricName } from '../../benchmark';
import { extractChoice } from '../../metrics/text/extract-choice';
import { parseAnswerNumber } from '../../metrics/text/match-number';
import { normaliseAnswer } from '../../metrics/text/normalise-answer';

/**
 * All that a metric by which answers are right or wrong sees of an answer: the normalised text, the choice as a letter, or the
 * number. Two answers of which it is the same (`===`) are right or wrong together, whatever the label; undefined, that the
 * answer names no choice or number, is wrong. No entry for metrics by which answers may be partly right.
 */
export const answerReaders: Readonly<
  Partial<Record<MetricName, (answer: string) => string | number | undefined>>
> = {
  exact_match: normaliseAnswer,
  choice_accuracy: extractChoice,
  numeric_accuracy: parseAnswerNumber,
};
