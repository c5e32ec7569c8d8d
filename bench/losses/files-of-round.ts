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

export const fill = (itemCount: number, draw: (i: number) => number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: itemCount }, (_, i) => draw(i));

export const ofNumbers = (labels: Float64Array, before: Float64Array, after: Float64Array): FilesOfRound => ({
  task: 'regression',
  classes: [],
  labels,
  groups: null,
  before: { kind: 'numbers', predicted: before },
  after: { kind: 'numbers', predicted: after },
});
