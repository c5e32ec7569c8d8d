import { meanOfItems } from './family/mean-of-items';
import { textMetric } from './family/text-metric';
import { saysSomething } from './text/says-something';
import { scoreItems } from './text/score-items';
import { computeTokenF1 } from './text/token-f1-of-answer';

/** The mean over items of `computeTokenF1`. Range 0 to 1, higher is better. Undefined for n = 0 (`no-items`). */
export const tokenF1 = textMetric({
  name: 'token_f1',
  title: 'Token F1',
  meaning:
    'The words that an answer shares with an accepted answer, as the balance of precision and recall. {1} is a perfect match.',
  formula: '(1/n) · Σ max_{y∈Yᵢ} 2·|ŷᵢ ∩ y|/(|ŷᵢ| + |y|)',
  note: 'Over the words of both after the same normalisation, repetitions counted, with the accepted answer that fits best (Rajpurkar et al. 2016, arXiv 1606.05250). Without words on either side 1 if both have none, else 0.',
  ...meanOfItems('higher', scoreItems(computeTokenF1)),
  ladder: { test: 'guarded-z', losses: 'shared-words' },
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  // An item's weight is set by how many words are sent with each guess.
  digitsTellLabels: true,
  readAnswer: null,
  labelRule: saysSomething,
});
