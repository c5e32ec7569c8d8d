import type { Part } from '@/lib/core/benchmark';
import type { OpenedRound } from '@/worker/vault/round-vault';

/** A model by the share of items it is right on. */
export type GradedModel = {
  readonly name: string;
  /** On the final part, and without a leak on both. */
  readonly accuracy: number;
  /** What it gains on the feedback part without being better. */
  readonly leak?: number;
};

/** A step through a part that visits each item once, whatever its size is: a prime beyond it. */
const step = 15_485_863;

/**
 * A prediction file of a model of exactly that accuracy on each part: item j of a part is as hard as its place in a fixed
 * order, and a model is right on all that are easier than its accuracy. Models then differ only where they must.
 */
export function formatGradedPredictions(round: OpenedRound, { accuracy, leak = 0 }: GradedModel): string {
  const isRight = new Uint8Array(round.labels.length);
  const grade = (part: Part, share: number) => {
    const positions = round.positions[part];
    positions.forEach((position, i) => {
      const hardness = (((i * step) % positions.length) + 0.5) / positions.length;
      isRight[position] = hardness < share ? 1 : 0;
    });
  };
  grade('feedback', accuracy + leak);
  grade('final', accuracy);
  const lines = round.index.listIds().map((id, position) => {
    const isYes = (round.labels[position] === 1) === (isRight[position] === 1);
    return `${id},${isYes ? 'yes' : 'no'}`;
  });
  return `id,prediction\n${lines.join('\n')}\n`;
}
