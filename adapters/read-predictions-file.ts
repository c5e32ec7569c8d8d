import { type Result, refuse } from '@/lib/core/result';
import { countPlainBytesMax, parsePredictions } from '@/lib/core/submission/parse-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';
import { openPlainBytes } from './decompress';
import { FileRefused } from './faults';
import type { PredictionsRefused } from './predictions-readers/predictions-readers';

/** Ends a reading whose caller has left. */
export class ReadingLeft extends Error {}

/**
 * Reads a prediction file (plain, gzip or one-file zip; CSV or JSON Lines) against a round's ids. The web process does it
 * before a slot is taken and the scorer again before it scores, with the same outcome.
 * @param isLeft asked before each piece
 * @throws ReadingLeft
 */
export async function readPredictionsFile(
  path: string,
  spec: Omit<PredictionsSpec, 'format'>,
  isLeft: () => boolean = () => false,
): Promise<Result<Predictions, PredictionsRefused>> {
  const plainBytesMax = countPlainBytesMax({ ...spec, itemCount: spec.ids.size });
  try {
    return await parsePredictions(untilLeft(openPlainBytes(path, { plainBytesMax }), isLeft), spec);
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ problems: [error.problem], problemCount: 1 });
    throw error;
  }
}

async function* untilLeft(
  pieces: AsyncIterable<Uint8Array>,
  isLeft: () => boolean,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    if (isLeft()) throw new ReadingLeft();
    yield piece;
  }
}
