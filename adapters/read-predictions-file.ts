import type { FileFault } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import { countPlainBytesMax } from '@/lib/core/submission/plain-bytes-max';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';
import { openPlainBytes } from './decompress';
import { FileRefused } from './file-refused';

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
    return await parsePredictions(openPlainBytes(path, { plainBytesMax: countPlainBytesMax(spec) }), spec);
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ problems: [error.problem], problemCount: 1 });
    throw error;
  }
}
