import { objectKeys } from '@/adapters/object-store/object-store';
import { readPredictionsFile } from '@/adapters/read-predictions-file';
import { spoolFile } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import type { OpenedRound } from '../vault/round-vault';

/**
 * What a scored file predicts, in the round's order. It is parsed once more: the columns that were stored with its score
 * (`prediction-columns.ts`) are deleted with the official ranking, before which no flag is looked for, and to keep them until
 * every round had been looked at would take a record of that.
 * @throws when it no longer reads, as it did then
 */
export async function readScoredFile(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
  { task, classes, metric }: BenchmarkRow,
  { index }: Pick<OpenedRound, 'index'>,
): Promise<Predictions> {
  const { stream } = await objects.open(objectKeys.submission(submissionId));
  const spooled = await spoolFile(stream);
  const needsProbabilities = metricByName[metric].needs === 'probabilities';
  const read = await readPredictionsFile(spooled.path, {
    task,
    classes,
    needsProbabilities,
    ids: index,
  }).finally(spooled.remove);
  if (!read.ok) throw new Error('a scored file no longer reads');
  return read.value;
}
