import type { Task } from '@/lib/core/benchmark';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { FileFault } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { Predictions } from '@/lib/core/submission/predictions';
import {
  createPredictionsValidator,
  type PredictionsValidator,
} from '@/lib/core/submission/validate-predictions';
import { openPlain } from './decompress';
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
  spec: { task: Task; classes: readonly string[]; needsProbabilities: boolean; ids: ItemIndex },
): Promise<Result<Predictions, PredictionsRefused>> {
  let validator: PredictionsValidator | null = null;
  // White space before the first character is kept for the validator: it counts lines.
  let head = '';
  try {
    for await (const text of openPlain(path, { plainBytesMax: predictionsBytesMax })) {
      if (validator) validator.push(text);
      else {
        head += text;
        const format = detectFormat(head);
        if (format === null) continue;
        validator = createPredictionsValidator({ ...spec, format });
        validator.push(head);
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ problems: [error.problem], problemCount: 1 });
    throw error;
  }
  return validator?.finish() ?? refuse({ problems: [emptyFile], problemCount: 1 });
}

const emptyFile: FileFault = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file is empty',
  hint: 'Send a header and one row for each item of the round.',
};
