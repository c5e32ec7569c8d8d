import type { FeedbackDecision } from '@/lib/core/feedback/feedback';
import { createRng } from '@/lib/core/statistics/rng';

/**
 * An attacker who knows only a round's feedback: flips a random block of predictions in the best file so far, and keeps the
 * change if it is reported as better. It makes no API calls itself, so that a simulation or a site can drive it.
 */
export type HillClimber = {
  /** The next file to submit, as classes 0 or 1. The array is reused, so copy it to keep it. */
  readonly propose: () => Uint8Array;
  /**
   * Tells the climber the feedback on the last proposed file, in the form of the core or of the API; `withheld` gives no
   * information.
   */
  readonly learn: (decision: {
    readonly outcome: FeedbackDecision['outcome'];
    readonly score?: number | null;
  }) => void;
  /** The best file so far. */
  readonly best: Uint8Array;
};

/**
 * @param start the file from which the attack begins, for example the baseline's
 * @param startScore the published score of `start`; higher is better
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
