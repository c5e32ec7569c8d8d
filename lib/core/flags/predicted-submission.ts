/** Predicted classes, as indexes into the benchmark's, item by item in the round's order; as narrow as they can be. */
export type PredictedColumn = Uint8Array | Uint16Array | Int32Array;

/** A scored submission of a round, as flags look at it. */
export type PredictedSubmission = {
  readonly submission: string;
  readonly team: string;
  /** Whose quota the team uses: linked teams are one, and never compared with each other. */
  readonly group: string;
  readonly model: string;
  readonly predicted: PredictedColumn;
};

export function packPredicted(predicted: Int32Array, classCount: number): PredictedColumn {
  if (classCount <= 256) return Uint8Array.from(predicted);
  return classCount <= 65_536 ? Uint16Array.from(predicted) : predicted;
}

/**
 * How many submissions of a round can be looked at together: their predictions, of up to 2 bytes an item, keep within 200 MB,
 * and comparing each with each takes at most 10¹⁰ steps.
 */
export const computeComparedCountMax = (itemCount: number): number =>
  Math.floor(Math.min(1e8 / itemCount, Math.sqrt(2e10 / itemCount)));
