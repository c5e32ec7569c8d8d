import { detectFormat } from '../files/detect-format';
import type { FileProblem } from '../files/file-problem';
import { createUtf8Decoder } from '../files/utf8-decoder';
import { type Result, refuse } from '../result';
import type { Predictions } from './predictions';
import {
  createPredictionsValidator,
  type PredictionsSpec,
  type PredictionsValidator,
  type RefusedPredictions,
} from './validate-predictions';

/** Reads a whole plain prediction file, CSV or JSON Lines, from its bytes, cut anywhere. */
export async function parsePredictions(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  spec: Omit<PredictionsSpec, 'format'>,
): Promise<Result<Predictions, RefusedPredictions>> {
  const decoder = createUtf8Decoder();
  let validator: PredictionsValidator | null = null;
  // White space before the first character is kept for the validator: it counts lines.
  let head = '';
  const take = (text: string): void => {
    if (validator) {
      validator.push(text);
      return;
    }
    head += text;
    const format = detectFormat(head);
    if (format === null) return;
    validator = createPredictionsValidator({ ...spec, format });
    validator.push(head);
  };
  for await (const chunk of bytes) {
    const text = decoder.push(chunk);
    if (!text.ok) return refuseFor(text.error);
    take(text.value);
  }
  const rest = decoder.finish();
  if (!rest.ok) return refuseFor(rest.error);
  take(rest.value);
  return (validator as PredictionsValidator | null)?.finish() ?? refuseFor(emptyFile);
}

const refuseFor = (problem: FileProblem) => refuse({ problems: [problem], problemCount: 1 });

const emptyFile: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file is empty',
  hint: 'Send a header and one row for each item of the round.',
};
