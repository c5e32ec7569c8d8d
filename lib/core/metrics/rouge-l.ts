import { meanOfItems } from './family/mean-of-items';
import { textMetric } from './family/text-metric';
import { computeRougeL, listRougeWords } from './text/rouge-l-of-answer';
import { scoreItems } from './text/score-items';

/**
 * The mean over items of the F1 of `computeRougeL`, of several references the best one (`score_multi` of Google's
 * rouge-score). Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`).
 */
export const rougeL = textMetric({
  name: 'rouge_l',
  title: 'ROUGE-L',
  meaning:
    'How much of the reference’s word sequence an answer contains, and how much of the answer belongs to it. {1} is a perfect match.',
  formula: '(1/n) · Σ 2·PᵢRᵢ/(Pᵢ + Rᵢ)',
  note: 'P and R are the shares of the answer’s and of the reference’s words in their longest common subsequence (Lin 2004, W04-1013). The best of several references counts. Words are runs of a–z and 0–9, so it is for English.',
  ...meanOfItems(
    'higher',
    scoreItems((answer, accepted) => Math.max(...accepted.map((text) => computeRougeL(answer, text).f1))),
  ),
  ladder: { test: 'guarded-z', losses: 'common-subsequence' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // An item's weight is set by how many words are sent with each guess.
  digitsTellLabels: true,
  readAnswer: null,
  labelRule: {
    fits: (accepted) => accepted.every((text) => listRougeWords(text).length > 0),
    refusal: null,
  },
});
