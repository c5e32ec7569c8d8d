import { ok } from '@/lib/core/result';
import { countClipped } from '@/lib/core/scoring/count-clipped';
import type { ObjectStore } from '../object-store/object-store';
import { readPredictionsFile } from '../read-predictions-file';
import { readItemIndex } from '../round-inputs';
import type { FileToRead, PredictionsReaders } from './predictions-readers';

/** For programs that read trusted files one after another: the demo, benches and tests. */
export function readersInThisThread(objects: ObjectStore): PredictionsReaders {
  const read = async ({ path, ids, roundId, ...spec }: FileToRead) =>
    readPredictionsFile(path, { ...spec, ids: ids ?? (await readItemIndex(objects, roundId)) });
  return {
    read,
    async check(file) {
      const outcome = await read(file);
      return outcome.ok ? ok(countClipped(outcome.value, file.logLossClip ?? null)) : outcome;
    },
  };
}
