import type { FeedbackDecision } from '@/lib/core/feedback/feedback';
import { createRng } from '@/lib/core/statistics/rng';

/**
 * An analyst who knows only the round's feedback: flips a random block of predictions in the best file so far and keeps the
 * change if it is reported as better. It makes no calls itself, so that a function or a site can drive it.
 */
export type HillClimber = {
  /** The next file to submit, classes 0 or 1. Reused: copy it to keep it. */
  readonly propose: () => Uint8Array;
  /** The feedback on the last proposed file, from the core or from the API; `withheld` gives no information. */
  readonly learn: (decision: {
    readonly outcome: FeedbackDecision['outcome'];
    readonly score?: number | null;
  }) => void;
  /** The best file so far. */
  readonly best: Uint8Array;
};

/**
 * @param start the first best file, such as the baseline's
 * @param startScore its published score; a higher score is better
 */
export function createHillClimber({
  blockSize,
  seed,
  start,
  startScore,
}: {
  readonly start: Uint8Array;
  readonly startScore: number;
  readonly blockSize: number;
  readonly seed: string;
}): HillClimber {
  const rng = createRng(seed);
  const best = start.slice();
  const proposal = best.slice();
  const items = Int32Array.from(best, (_, i) => i);
  let bestScore = startScore;

  const flipBlock = (file: Uint8Array): void => {
    for (let b = 0; b < blockSize; b++) file[items[b]!]! ^= 1;
  };

  return {
    best,
    propose: () => {
      for (let b = 0; b < blockSize; b++) {
        const other = b + Math.floor(rng.nextUnit() * (items.length - b));
        [items[b], items[other]] = [items[other]!, items[b]!];
      }
      flipBlock(proposal);
      return proposal;
    },
    learn: ({ outcome, score = null }) => {
      const isHigher = outcome === 'score' && score !== null && score > bestScore;
      if (isHigher) bestScore = score;
      flipBlock(isHigher || outcome === 'improved' ? best : proposal);
    },
  };
}
