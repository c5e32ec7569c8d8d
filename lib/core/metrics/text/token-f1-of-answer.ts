import { countCommon, countTokens } from './count-tokens';
import { normaliseAnswer } from './normalise-answer';
import { splitWords } from './split-words';
import type { WordOverlap } from './word-overlap';

/**
 * F1 of the words an answer shares with an accepted one, the best of the accepted ones: 2·common/(words + accepted words), after
 * `normaliseAnswer` on both: `compute_f1` of SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv 1606.05250). Range 0 to
 * 1, higher is better; the metric is the mean over items. If either side has no words, 1 if both have none, else 0. 0 for no
 * accepted answers.
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

/** The words that two answers share, after `normaliseAnswer` on both, as `computeTokenF1` counts them. */
export function countSharedWords(answer: string, other: string): WordOverlap {
  const [words, others] = [answer, other].map((text) => splitWords(normaliseAnswer(text)));
  return {
    own: words!.length,
    other: others!.length,
    shared: countCommon(countTokens(others!), countTokens(words!)),
  };
}
