import type { Task } from '@/lib/core/benchmark';
import type { LabelColumn } from '@/lib/core/scoring/label-column';
import type { Predictions } from '@/lib/core/submission/predictions';

/** A round's labels with a file to beat and one that asks to beat it. */
export type FilesOfRound = {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly labels: LabelColumn;
  /** The index of each item's group; null where items are independent. */
  readonly groups: Int32Array | null;
  readonly before: Predictions;
  readonly after: Predictions;
};

export function fill(itemCount: number, draw: (i: number) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(itemCount);
  for (let i = 0; i < itemCount; i++) values[i] = draw(i);
  return values;
}

export const ofNumbers = (labels: Float64Array, before: Float64Array, after: Float64Array): FilesOfRound => ({
  task: 'regression',
  classes: [],
  labels,
  groups: null,
  before: { kind: 'numbers', predicted: before },
  after: { kind: 'numbers', predicted: after },
});
