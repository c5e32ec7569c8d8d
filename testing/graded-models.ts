import type { Split } from '@/lib/core/benchmark';
import type { OpenedRound } from '@/worker/vault/round-vault';

/** A model with a given share of correct items. */
export type GradedModel = {
  readonly name: string;
  /** Accuracy on the final split; without a leak, on both splits. */
  readonly accuracy: number;
  /** The model's gain in accuracy on the feedback split alone, as overfitting gives it. */
  readonly leak?: number;
};

/** A step through a split that visits each item once, whatever its size: a prime beyond it. */
const step = 15_485_863;

/**
 * A prediction file of a model of exactly that accuracy on each split: item j of a split has a difficulty by its position in a
 * fixed order, and a model is right on all that are easier than its accuracy. Models then differ only where they must.
 */
export function formatGradedPredictions(round: OpenedRound, { accuracy, leak = 0 }: GradedModel): string {
  const isRight = new Uint8Array(round.labels.length);
  const grade = (split: Split, share: number) => {
    const positions = round.positions[split];
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
