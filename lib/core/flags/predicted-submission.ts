import type { ChanceComparison } from './chance-level';

/**
 * Predictions in the round's order of items: class indices in the narrowest integer type, numbers or their ranks, or texts
 * as encoded by `encodeTexts`.
 */
export type PredictedColumn = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** A scored submission of a round, with its model and team. */
export type EnteredSubmission = {
  readonly submission: string;
  readonly team: string;
  /** Group of linked teams, or the team itself if it has no links; teams of one group are never compared with each other. */
  readonly teamGroup: string;
  readonly model: string;
};

/** A submission in the form that flags compare. */
export type PredictedSubmission = EnteredSubmission & {
  readonly predicted: PredictedColumn;
  /** Comparison of the submission's score with chance; null if that isn't possible. */
  readonly chance: ChanceComparison | null;
};

/** A submission whose predictions are right or wrong; `hits` has 1 or 0 for each item. */
export type JudgedSubmission = PredictedSubmission & { readonly hits: Uint8Array };

export function packPredicted(predicted: Int32Array, classCount: number): PredictedColumn {
  if (classCount <= 256) return Uint8Array.from(predicted);
  return classCount <= 65_536 ? Uint16Array.from(predicted) : predicted;
}

/**
 * Computes how many submissions of a round can be compared: their columns fit in 200 MB, and comparing all pairs takes at
 * most 10¹⁰ steps.
 * @param bytesPerItem bytes that one submission's columns take per item
 */
export const computeComparedCountMax = (itemCount: number, bytesPerItem: number): number =>
  Math.floor(Math.min(2e8 / (bytesPerItem * itemCount), Math.sqrt(2e10 / itemCount)));
