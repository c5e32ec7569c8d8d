import type { Split } from '@/lib/core/benchmark';
import type { OpenedRound } from '@/worker/vault/round-vault';
import { meaninglessId, shuffleRows } from './synthetic-items';

/** An invented model, described by its share of correct items. */
export type GradedModel = {
  readonly name: string;
  /** Accuracy on the final split; also on the feedback split unless there is a `leak`. */
  readonly accuracy: number;
  /** Additional accuracy on the feedback split alone, as overfitting to feedback gives it. */
  readonly leak?: number;
};

/** Formats a test set with other items in each round: the check before sealing refuses items of an earlier round. */
export function formatGradedItems(itemCount: number, round: number): string {
  const lines = Array.from({ length: itemCount }, (_, i) => {
    const name = `${round}-${meaninglessId(i)}`;
    return `item-${name},${round * itemCount + i},${i % 2 === 0 ? 'no' : 'yes'}`;
  });
  return `id,size,label\n${shuffleRows(lines).join('\n')}\n`;
}

/** A step by which a walk through a split visits each item once: a prime larger than any split. */
const step = 15_485_863;

/**
 * Predictions of a model with exactly this accuracy on each split. Each item of a split has a difficulty, by its position in a
 * fixed order, and a model is correct on all items easier than its accuracy, so that two models differ on as few items as
 * possible.
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
