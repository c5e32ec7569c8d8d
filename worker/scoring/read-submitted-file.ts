import { objectKeys } from '@/adapters/object-store/object-store';
import type { PredictionsRefused } from '@/adapters/predictions-readers/predictions-readers';
import { spoolFile } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Result } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';

/**
 * What a submission's file predicts, in the round's order. It is read in a thread of its own: the file is a stranger's, and
 * neither the heartbeat nor another job waits for it.
 */
export async function readSubmittedFile(
  { objects, readers }: Pick<ScorerPlatform, 'objects' | 'readers'>,
  submissionId: string,
  { task, classes, metric }: BenchmarkRow,
  { roundId, index }: Pick<OpenedRound, 'roundId' | 'index'>,
): Promise<Result<Predictions, PredictionsRefused>> {
  const { stream } = await objects.open(objectKeys.submission(submissionId));
  const spooled = await spoolFile(stream);
  const read = await readers
    .read({
      path: spooled.path,
      task,
      classes,
      needsProbabilities: metricByName[metric].needs === 'probabilities',
      roundId,
      itemCount: index.size,
      ids: index,
      personId: null,
      signal: null,
    })
    .finally(spooled.remove);
  if (typeof read === 'string') throw new Error(`a submitted file was not read: ${read}`);
  return read;
}
