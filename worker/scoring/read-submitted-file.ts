import type { PredictionsRefused } from '@/adapters/predictions-readers/predictions-readers';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Result } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';
import { spoolSubmittedFile } from './spool-submitted-file';

/**
 * What a submission's file predicts, in the round's order. It is read in a thread of its own: the file is a stranger's, and
 * neither the heartbeat nor another job waits for it.
 * @throws ObjectChanged when it isn't the file that was accepted
 */
export async function readSubmittedFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  submissionId: string,
  { task, classes, metric }: BenchmarkRow,
  { roundId, index }: Pick<OpenedRound, 'roundId' | 'index'>,
): Promise<Result<Predictions, PredictionsRefused>> {
  const spooled = await spoolSubmittedFile(platform, submissionId);
  const read = await platform.readers
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
