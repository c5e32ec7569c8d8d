import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { objectKeys } from '@/lib/adapters/object-store/object-store';
import { readPredictionsFile } from '@/lib/adapters/read-predictions-file';
import { spoolFile } from '@/lib/adapters/spool-file';
import { type PredictedColumn, packPredicted } from '@/lib/core/flags/predicted-submission';
import { metrics } from '@/lib/core/scoring/metrics';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';

/** The classes that a scored file predicts, in the round's order. @throws when it no longer reads, as it did then */
export async function readPredictedColumn(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
  { task, classes, metric }: BenchmarkRow,
  { index }: Pick<OpenedRound, 'index'>,
): Promise<PredictedColumn> {
  const { stream } = await objects.open(objectKeys.submission(submissionId));
  const spooled = await spoolFile(stream);
  const needsProbabilities = metrics[metric].needs === 'probabilities';
  const read = await readPredictionsFile(spooled.path, {
    task,
    classes,
    needsProbabilities,
    ids: index,
  }).finally(spooled.remove);
  const predicted = read.ok ? read.value.predicted : null;
  if (!(predicted instanceof Int32Array)) throw new Error('a scored file predicts no classes');
  return packPredicted(predicted, classes.length);
}
