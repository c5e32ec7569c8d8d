import { spoolFile } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ModelRefused } from '../models/model-refused';
import type { ContainerOutput } from '../runner/container/run-container';
import type { ScorerPlatform } from '../scorer-platform';
import { describePredictionsFault } from './container-messages';

/**
 * Parses a container's predictions with the reader of submitted files, because they are as untrusted. @param
 * faultsAs `texts` only for public inputs @throws if the file could not be read; the run may be tried again
 */
export async function readContainerOutput(
  { readers }: Pick<ScorerPlatform, 'readers'>,
  { bytes }: ContainerOutput,
  { task, classes, metric }: Pick<BenchmarkRow, 'task' | 'classes' | 'metric'>,
  { index, faultsAs }: { index: ItemIndex; faultsAs: 'codes' | 'texts' },
): Promise<Result<Predictions, ModelRefused>> {
  const spooled = await spoolFile(singleChunk(bytes));
  const read = await readers
    .read({
      path: spooled.path,
      ...{ task, classes, needsProbabilities: metricByName[metric].needs === 'probabilities' },
      ...{ roundId: '', itemCount: index.size, ids: index },
      ...{ personId: null, signal: null },
    })
    .finally(spooled.remove);
  if (typeof read === 'string') throw new Error(`the predictions of a container were not read: ${read}`);
  return read.ok ? ok(read.value) : refuse(describePredictionsFault(read.error.problems[0], faultsAs));
}

async function* singleChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
