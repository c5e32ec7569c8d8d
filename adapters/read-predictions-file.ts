import type { FileFault } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';
import { openPlainBytes } from './decompress';
import { FileRefused } from './file-refused';

/** Plain bytes of a prediction file at the most: a million rows of a long id and ten probabilities. */
export const predictionsBytesMax = 128 * 1024 * 1024;

export type PredictionsRefused = { problems: readonly FileFault[]; problemCount: number };

/**
 * Reads a prediction file (plain, gzip or one-file zip; CSV or JSON Lines) against a round's ids. The web process runs it
 * before a slot is taken and the scorer runs it again before it scores, with the same outcome.
 */
export async function readPredictionsFile(
  path: string,
  spec: Omit<PredictionsSpec, 'format'>,
): Promise<Result<Predictions, PredictionsRefused>> {
  try {
    return await parsePredictions(openPlainBytes(path, { plainBytesMax: predictionsBytesMax }), spec);
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ problems: [error.problem], problemCount: 1 });
    throw error;
  }
}
