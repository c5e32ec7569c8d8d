import { openPlain, openPlainBytes } from '@/adapters/decompress';
import { findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import { formatCsvLine } from '@/lib/core/commitment/item-table';
import { createFormatFinder } from '@/lib/core/files/detect-format';
import { predictionsBytesMax } from '@/lib/core/submission/parse-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import { openPredictionColumns } from '../feedback/prediction-columns';
import type { ScorerPlatform } from '../scorer-platform';
import { spoolSubmittedFile } from '../scoring/read-submitted-file';

/**
 * Returns the predictions of a model's run, in the form of a file that its team could have sent: numbers with
 * all their digits, so that the file gets the same score. @throws when the run was never scored
 */
export async function openModelPredictions(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
  { key, ids, classes }: { key: Uint8Array; ids: readonly string[]; classes: readonly string[] },
): Promise<PredictionFile> {
  const shape = { key, itemCount: ids.length, classCount: classes.length };
  const predictions = await openPredictionColumns(objects, submissionId, shape);
  return { format: 'csv', bytes: formatPieces(predictions, ids, classes), close: async () => {} };
}

const pieceLines = 1_000;

async function* formatPieces(
  predictions: Predictions,
  ids: readonly string[],
  classes: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { header, cellsAt } = chooseCells(predictions, classes);
  let piece = formatCsvLine(header);
  for (const [position, id] of ids.entries()) {
    piece += formatCsvLine([id, ...cellsAt(position)]);
    if ((position + 1) % pieceLines > 0) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

type Cells = { header: string[]; cellsAt: (position: number) => (string | number)[] };

function chooseCells(predictions: Predictions, classes: readonly string[]): Cells {
  switch (predictions.kind) {
    case 'probabilities':
      return {
        header: ['id', ...classes.map((name) => `p_${name}`)],
        cellsAt: (position) => {
          const from = position * classes.length;
          return Array.from(predictions.probabilities.subarray(from, from + classes.length));
        },
      };
    case 'classes':
      return {
        header: ['id', 'prediction'],
        cellsAt: (position) => [classes[predictions.predicted[position]!]!],
      };
    case 'numbers':
    case 'texts':
      return { header: ['id', 'prediction'], cellsAt: (position) => [predictions.predicted[position]!] };
  }
}

type PredictionFile = {
  format: 'csv' | 'jsonl';
  /** Decompressed, otherwise byte for byte as sent. It can be read once; `close` must follow. */
  bytes: AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
};

/**
 * Opens a submission's prediction file, decompressed. @throws when the stored file isn't the accepted one, or
 * no longer parses
 */
export async function openPredictionFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects'>,
  submissionId: string,
): Promise<PredictionFile> {
  const accepted = await findAcceptedFile(platform.client.db, submissionId);
  if (!accepted) throw new Error('there is no accepted file of this submission');
  const spooled = await spoolSubmittedFile(platform, submissionId, accepted);
  try {
    const limits = { plainBytesMax: predictionsBytesMax };
    const format = await findFormat(openPlain(spooled.path, limits));
    return { format, bytes: copyPieces(openPlainBytes(spooled.path, limits)), close: spooled.remove };
  } catch (cause) {
    await spooled.remove();
    throw cause;
  }
}

async function findFormat(texts: AsyncIterable<string>): Promise<'csv' | 'jsonl'> {
  const finder = createFormatFinder();
  for await (const text of texts) {
    const format = finder.take(text);
    if (!format.ok) break;
    if (format.value !== null) return format.value;
  }
  throw new Error('a scored prediction file is empty');
}

/**
 * Copies each piece into memory of its own, since the archive is written while items are read.
 */
async function* copyPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice();
}
