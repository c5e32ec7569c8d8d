import { ok, refuse } from '../result';
import { shareOfHits } from './family/share-of-hits';
import { textMetric } from './family/text-metric';
import type { TextScorable } from './scorable/scorable';
import { undefinedMetric } from './scorable/undefined-metric';
import { isExactMatch } from './text/is-exact-match';
import { normaliseAnswer } from './text/normalise-answer';
import { saysSomething } from './text/says-something';

/**
 * Share of items whose answer equals an accepted one after `normaliseAnswer` on both: the mean of `compute_exact` of SQuAD's
 * evaluation script 2.0 (Rajpurkar et al. 2018, arXiv 1806.03822). Range 0 to 1, higher is better. An empty answer counts as
 * wrong, unless an accepted one is empty after normalisation, as "The" is. Undefined for n = 0 (`no-items`).
 */
export const exactMatch = textMetric({
  name: 'exact_match',
  title: 'Exact match',
  meaning: 'The share of answers that equal an accepted answer, apart from case, punctuation and articles.',
  formula: '(1/n) · Σ [norm(ŷᵢ) ∈ norm(Yᵢ)]',
  note: 'Share of answers equal to one of the accepted ones, Yᵢ, in lower case, without ASCII punctuation and the articles a, an, the (SQuAD 2.0: Rajpurkar et al. 2018, arXiv 1806.03822).',
  ...shareOfHits(({ labels, predicted }: TextScorable) =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => (isExactMatch(predicted[i]!, accepted) ? 1 : 0))),
  ),
  intervalWidth: 'of-a-share',
  readAnswer: normaliseAnswer,
  labelRule: saysSomething,
});
