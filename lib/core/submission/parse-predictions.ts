import { textLengthMax, textLengthTotalMax } from '../files/cell-text';
import { createFormatFinder } from '../files/detect-format';
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

const lineFeed = 0x0a;

const pieceLength = 65_536;

/**
 * Reads a whole uncompressed prediction file, CSV or JSON Lines, from pieces of bytes that may end anywhere. Plain rows
 * (`readPlainRows`) are read directly from the bytes, all others as text, with the same result. Reading ends, and no further
 * piece is requested, at a few rows more than there are items, or at too many faults.
 *
 * A piece may be overwritten once the next one is requested.
 */
export async function parsePredictions(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  spec: Omit<PredictionsSpec, 'format'>,
): Promise<Result<Predictions, RefusedPredictions>> {
  const decoder = createUtf8Decoder();
  let validator: PredictionsValidator | null = null;
  const finder = createFormatFinder();
  function takeText(text: string): FileProblem | null {
    if (validator !== null) {
      validator.push(text);
      return null;
    }
    const format = finder.take(text);
    if (!format.ok) return format.error;
    if (format.value === null) return null;
    validator = createPredictionsValidator({ ...spec, format: format.value });
    validator.push(finder.head);
    return null;
  }

  const hasEnded = () => validator?.hasStopped ?? false;
  const finish = () => validator?.finish() ?? refuseFor(emptyFile);

  /**
   * If a byte isn't valid UTF-8, an earlier fault that ended the reading has priority, so that the report doesn't depend on
   * chunks.
   */
  function takeDecoded(text: Result<string, FileProblem>): FileProblem | null {
    if (text.ok) return takeText(text.value);
    return takeText(decoder.linesBefore) ?? (hasEnded() ? null : text.error);
  }

  // A row that is cut off at the end of a piece is copied in front of the next piece, so that it can be read as a plain row
  // too.
  const buffer = new Uint8Array(2 * pieceLength);
  let kept = 0;
  function takePiece(piece: Uint8Array): FileProblem | null {
    buffer.set(piece, kept);
    const known = buffer.subarray(0, kept + piece.length);
    const taken = decoder.isBetweenCharacters ? validator?.takePlainRows(known) : undefined;
    decoder.passLines(taken?.rowCount ?? 0);
    const rowsEnd = known.lastIndexOf(lineFeed) + 1;
    const end = known.length - rowsEnd > pieceLength ? known.length : rowsEnd;
    const text = decoder.push(known.subarray(taken?.byteCount ?? 0, end));
    kept = known.length - end;
    buffer.copyWithin(0, end, known.length);
    return takeDecoded(text);
  }

  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += pieceLength) {
      const problem = takePiece(chunk.subarray(at, at + pieceLength));
      if (problem !== null) return refuseFor(problem);
      if (hasEnded()) return finish();
    }
  for (const text of [decoder.push(buffer.subarray(0, kept)), decoder.finish()]) {
    const problem = takeDecoded(text);
    if (problem !== null) return refuseFor(problem);
    if (hasEnded()) return finish();
  }
  return finish();
}

const refuseFor = (problem: FileProblem) => refuse({ problems: [problem], problemCount: 1 });

const emptyFile: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file is empty',
  hint: 'Send a header and one row for each item of the round.',
};

/** Maximum uncompressed size of a prediction file: a million rows with a long id and ten probabilities. */
export const predictionsBytesMax = 128 * 1024 * 1024;

/** Maximum size of the header and of white space before it, in bytes, without the names of classes. */
const headBytes = 64 * 1024;

/** Maximum size of a row in bytes: an id of 200 characters, all escaped in JSON, and a prediction, with a margin. */
const rowBytes = 1536;

/** Maximum size of a probability with all its digits in bytes, including JSON syntax but not the class name in its key. */
const probabilityBytes = 48;

/** Maximum size of a UTF-16 unit in bytes: JSON's escape `\u0000`. */
const unitBytes = 6;

/**
 * Maximum uncompressed size of a file for these items: many times the size of real files, but far less than a compressed
 * file could expand to, so that the cost of reading depends on the round.
 */
export function countPlainBytesMax({
  task,
  classes,
  itemCount,
}: Pick<PredictionsSpec, 'task' | 'classes'> & { readonly itemCount: number }): number {
  const names = classes.reduce((sum, name) => sum + unitBytes * name.length + probabilityBytes, 0);
  const rows = itemCount * (rowBytes + names) + names;
  const texts = task === 'text' ? unitBytes * Math.min(textLengthTotalMax, itemCount * textLengthMax) : 0;
  return Math.min(predictionsBytesMax, headBytes + rows + texts);
}
