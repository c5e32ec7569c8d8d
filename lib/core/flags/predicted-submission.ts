import type { ChanceComparison } from './chance-level';

/**
 * Predictions, item by item in the round's order: class indices in the narrowest type, numbers or their ranks, or texts as
 * encoded by `encodeTexts`.
 */
export type PredictedColumn = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** A scored submission of a round. */
export type EnteredSubmission = {
  readonly submission: string;
  readonly team: string;
  /** Group of linked teams, or the team alone; teams of one group are never compared with each other. */
  readonly teamGroup: string;
  readonly model: string;
};

/** A submission in the form that flags compare. */
export type PredictedSubmission = EnteredSubmission & {
  readonly predicted: PredictedColumn;
  /** Null if the submission's score has no comparable value. */
  readonly chance: ChanceComparison | null;
};

/** A submission whose predictions are right or wrong: 1 or 0 for each item. */
export type JudgedSubmission = PredictedSubmission & { readonly hits: Uint8Array };

export function packPredicted(predicted: Int32Array, classCount: number): PredictedColumn {
  if (classCount <= 256) return Uint8Array.from(predicted);
  return classCount <= 65_536 ? Uint16Array.from(predicted) : predicted;
}

/**
 * Maximum number of submissions of a round to compare: their columns fit in 200 MB, and comparing all pairs takes at most 10¹⁰
 * steps.
 * @param bytesPerItem bytes that one submission's columns take per item
 */
export const computeComparedCountMax = (itemCount: number, bytesPerItem: number): number =>
  Math.floor(Math.min(2e8 / (bytesPerItem * itemCount), Math.sqrt(2e10 / itemCount)));
