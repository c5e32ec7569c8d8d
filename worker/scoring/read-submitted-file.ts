import { ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { openSubmittedFile } from '@/adapters/object-store/submitted-file';
import type { PredictionsRefused } from '@/adapters/read-predictions-file';
import { type SpooledFile, spoolFile } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result } from '@/lib/core/result';
import type { Predictions } from '@/lib/core/submission/predictions';
import { openPredictionColumns } from '../feedback/prediction-columns';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';

/**
 * Reads a submission's predictions in the round's item order: from its file, or from the outputs of its
 * model's run. A file is untrusted, so a thread of its own reads it, and neither the heartbeat nor another
 * job waits for it. @throws ObjectChanged when it isn't the accepted file
 */
export async function readSubmittedFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  submissionId: string,
  benchmark: BenchmarkRow,
  round: Pick<OpenedRound, 'roundId' | 'index' | 'key'>,
): Promise<Result<Predictions, PredictionsRefused>> {
  const { task, classes, metric } = benchmark;
  const { roundId, index, key } = round;
  const accepted = await findAcceptedFile(platform.client.db, submissionId);
  if (!accepted) throw new Error('there is no accepted file of this submission');
  if (accepted.kind !== 'predictions') {
    const shape = { key, itemCount: index.size, classCount: classes.length };
    return ok(await openPredictionColumns(platform.objects, submissionId, shape));
  }
  const spooled = await spoolSubmittedFile(platform, submissionId, accepted);
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

/**
 * Copies a submission's accepted file to a private file of the scorer. The stored object could be replaced at
 * any time, so all further reads use this copy. The caller removes it. @throws ObjectChanged when its hash
 * differs from the recorded one, and as soon as it is longer
 */
export async function spoolSubmittedFile(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
  accepted: { sha256: string; byteCount: number },
): Promise<SpooledFile> {
  const spooled = await spoolFile(await openSubmittedFile(objects, submissionId, accepted.byteCount));
  if (spooled.sha256 === accepted.sha256) return spooled;
  await spooled.remove();
  throw new ObjectChanged(objectKeys.submission(submissionId));
}
