import { formatCsvLine } from '@/lib/core/commitment/item-table';
import type { Predictions } from '@/lib/core/submission/predictions';
import { openPredictionColumns } from '../feedback/prediction-columns';
import type { ScorerPlatform } from '../scorer-platform';
import type { PredictionFile } from './open-prediction-file';

/**
 * Predictions of a model's run, as the file that its team could have sent: numbers with all their digits, so that it scores the
 * same. @throws when it was never scored
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
