import { createRng } from '@/lib/core/statistics/rng';
import { drawLabels } from './draw-labels';
import type { Mechanism } from './mechanism';
import { createOracle } from './oracle';

export type PaperAttack = {
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly feedbackCount: number;
  readonly submissionCount: number;
  readonly seed: string;
};

/** Losses of the attacker's last file: on the labels it was made from, and on the others, where its true loss shows. */
export type VoteLosses = { readonly feedbackLoss: number; readonly finalLoss: number };

/**
 * The boosting attack of Blum & Hardt 2015 (arXiv 1502.04585, section 4): submit random files, keep those that were told a
 * loss of at most ½, or by a ladder an improvement, and submit their majority vote. Ties vote as the baseline.
 */
export function runPaperAttack({
  itemCount,
  feedbackCount,
  submissionCount,
  seed,
  mechanism,
}: PaperAttack): VoteLosses {
  const rng = createRng(seed);
  const labels = drawLabels(rng, itemCount);
  const ask = createOracle(mechanism, { labels, feedbackCount, feedbackCap: submissionCount });
  const votes = new Int32Array(itemCount);
  for (let k = 0; k < submissionCount; k++) {
    const file = drawLabels(rng, itemCount);
    const decision = ask(file);
    const isKept = decision.outcome === 'improved' || (decision.outcome === 'score' && decision.score >= 0.5);
    if (isKept) for (let i = 0; i < itemCount; i++) votes[i]! += 2 * file[i]! - 1;
  }
  const vote = (i: number) => (votes[i]! > 0 ? 1 : 0);
  const lossOf = (from: number, to: number) => {
    let wrong = 0;
    for (let i = from; i < to; i++) if (vote(i) !== labels[i]) wrong++;
    return wrong / (to - from);
  };
  return { feedbackLoss: lossOf(0, feedbackCount), finalLoss: lossOf(feedbackCount, itemCount) };
}
