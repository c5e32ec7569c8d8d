import { countCommon, countTokens } from './count-tokens';
import { normaliseAnswer } from './normalise-answer';
import { splitWords } from './split-words';

/**
 * F1 of the words an answer shares with an accepted one, the best of the accepted ones: 2·common/(words + accepted words), after
 * `normaliseAnswer` on both: `compute_f1` of SQuAD's evaluation script 2.0 (Rajpurkar et al. 2016, arXiv 1606.05250). Range 0 to
 * 1, higher is better; the metric is the mean over items. If either side has no words, 1 if both have none, else 0. 0 for no
 * accepted answers.
 */
export function computeTokenF1(answer: string, accepted: readonly string[]): number {
  const words = splitWords(normaliseAnswer(answer));
  let best = 0;
  for (const other of accepted)
    best = Math.max(best, compareWords(words, splitWords(normaliseAnswer(other))));
  return best;
}

function compareWords(words: readonly string[], accepted: readonly string[]): number {
  if (words.length === 0 || accepted.length === 0) return words.length === accepted.length ? 1 : 0;
  const common = countCommon(countTokens(words), countTokens(accepted));
  return (2 * common) / (words.length + accepted.length);
}
