import type { ChanceComparison } from './chance-level';

/**
 * Predictions, item by item in the round's order: of classes their indexes into the benchmark's, as narrow as they can be; numbers,
 * or their ranks; texts as `encodeAnswers` tells them apart.
 */
export type PredictedColumn = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** A scored submission of a round. */
export type EnteredSubmission = {
  readonly submission: string;
  readonly team: string;
  /** Whose quota the team uses: linked teams are one, and never compared with each other. */
  readonly teamGroup: string;
  readonly model: string;
};

/** A submission as flags compare it. */
export type PredictedSubmission = EnteredSubmission & {
  readonly predicted: PredictedColumn;
  /** Null where its score has no value that could be compared. */
  readonly chance: ChanceComparison | null;
};

/** One whose answers are right or wrong: of each item 1 or 0. */
export type JudgedSubmission = PredictedSubmission & { readonly hits: Uint8Array };

export function packPredicted(predicted: Int32Array, classCount: number): PredictedColumn {
  if (classCount <= 256) return Uint8Array.from(predicted);
  return classCount <= 65_536 ? Uint16Array.from(predicted) : predicted;
}

/**
 * How many submissions of a round can be compared together: their columns keep within 200 MB, and comparing each with each takes
 * at most 10¹⁰ steps.
 * @param bytesPerItem of one submission's columns
 */
export const computeComparedCountMax = (itemCount: number, bytesPerItem: number): number =>
  Math.floor(Math.min(2e8 / (bytesPerItem * itemCount), Math.sqrt(2e10 / itemCount)));
