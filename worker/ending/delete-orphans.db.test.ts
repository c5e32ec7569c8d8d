import { randomUUID } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { putTrainingFile } from '@/services/benchmark/training-file';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { deleteOrphans } from './delete-orphans';

const nothing = { orphans: 0, keptOrphans: 0 };

describe('sweep of stored objects', () => {
  const site = provideTestSite();
  let roundId: string;
  let known: string[];
  beforeAll(async () => {
    const items = makeBinaryItems(10);
    const person = await makePerson(site);
    const slug = await makeBenchmark(person);
    await withTestScorer(site, () => makeOpenRound(person, slug, formatTestSet(items)));
    const { id } = await submitPredictions(await makePerson(site), slug, formatPredictions(items.ids, 'no'));
    const [row] = await site.superuser<{ id: string }[]>`select round_id as id from rounds`;
    roundId = row!.id;
    const [sealed] = await site.superuser<{ items: string; fingerprints: string }[]>`
      select items_object_key as items, fingerprints_object_key as fingerprints from hidden.round_keys`;
    unwrap(await putTrainingFile(person, slug, formRequest({ name: 'train.csv' }, 'file', 'id,label\n')));
    const [training] = await site.superuser<
      { id: string }[]
    >`select training_file_id as id from training_files`;
    known = [
      objectKeys.trainingFile(training!.id),
      ...[objectKeys.testSet(roundId), sealed!.items, sealed!.fingerprints],
      ...[objectKeys.inputs(roundId), objectKeys.sampleSubmission(roundId), objectKeys.submission(id)],
    ];
    for (const key of known) await setAge(key, 25);
  });

  const setAge = async (key: string, hours: number) => {
    const at = Date.now() / 1_000 - hours * 60 * 60;
    await utimes(join(site.objectStoreDir, key), at, at);
  };
  const leave = async (key: string, hours: number) => {
    const path = join(site.objectStoreDir, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'left');
    await setAge(key, hours);
    return key;
  };
  const listThere = async (keys: readonly string[]) => {
    const there = await Promise.all(keys.map((key) => site.scorer.objects.has(key)));
    return keys.filter((_, i) => there[i]);
  };

  it('deletes and counts what the database doesn’t have, a day after it was written, and nothing else', async () => {
    const orphans = (hours: number) =>
      Promise.all([
        leave(objectKeys.submission(randomUUID()), hours),
        leave(objectKeys.testSet(randomUUID()), hours),
        leave(objectKeys.items(roundId, randomUUID()), hours),
        leave(objectKeys.trainingFile(randomUUID()), hours),
      ]);
    const [young, old] = [await orphans(23), await orphans(25)];
    expect(await deleteOrphans(site.scorer, Date.now())).toEqual({ orphans: 4, keptOrphans: 0 });
    expect(await listThere([...known, ...young, ...old])).toEqual([...known, ...young]);
    expect(await deleteOrphans(site.scorer, Date.now())).toEqual(nothing);
  });

  it('deletes nothing where the database doesn’t know most objects, as after a start with another store', async () => {
    const unknown = await Promise.all(
      Array.from({ length: known.length + 1 }, () => leave(objectKeys.submission(randomUUID()), 25)),
    );
    expect(await deleteOrphans(site.scorer, Date.now())).toEqual({ ...nothing, keptOrphans: unknown.length });
    expect(await listThere(unknown)).toEqual(unknown);
  });
});
