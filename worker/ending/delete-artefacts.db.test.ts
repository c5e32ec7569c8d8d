import { randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { listVersions, retireVersion } from '@/services/version/version';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { sendDryRun } from '@/testing/send-dry-run';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { deleteIncompleteObjects, deleteLeftArtefacts } from './delete-artefacts';

const site = provideTestSite();

it('deletes unused artefacts of models, and no others', async () => {
  const maintainer = await makePerson(site);
  const person = await makePerson(site);
  const slug = await makeBenchmark(maintainer, acceptsTinyModels);
  await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1)));
  const send = async (model: string, scale: number) => {
    const { id } = unwrap(await submitModel(person, slug, softmaxModel(scale), { model }));
    const [row] = await site.superuser<[{ versionId: string }]>`
      select version_id as "versionId" from submissions where submission_id = ${id}`;
    return row.versionId;
  };
  const setState = (versionId: string, state: string) =>
    site.superuser`update model_versions set state = ${state} where version_id = ${versionId}`;
  const [waiting, retired, refused] = [await send('A', 1), await send('B', 2), await send('C', 3)];
  const query = { limit: 50 };
  const { items } = unwrap(await listVersions(person, slug, query));
  unwrap(await retireVersion(person, items.find(({ model }) => model === 'B')!.id));
  // Simulates a scorer that dies after ending the submission and before deleting its file.
  await setState(refused, 'refused');
  const [tried, over] = [
    await sendDryRun(person, slug, softmaxModel(4)),
    await sendDryRun(person, slug, softmaxModel(5)),
  ];
  const overId = unwrap(over).id;
  await site.superuser`update dry_runs set state = 'passed', deadline_at = null where dry_run_id = ${overId}`;
  const keep = [
    objectKeys.artefact(waiting),
    objectKeys.artefact(retired),
    objectKeys.dryRun(unwrap(tried).id),
  ];
  const neverAccepted = objectKeys.artefact(randomUUID());
  await site.scorer.objects.put(neverAccepted, Readable.from([Buffer.from('sealed')]));
  const left = [objectKeys.artefact(refused), objectKeys.dryRun(overId), neverAccepted];
  const half = `${keep[0]}.${randomUUID()}.part`;
  await writeFile(join(site.objectStoreDir, half), 'half');
  const all = [...keep, ...left, half];

  const exist = async () => {
    const there = await Promise.all(all.map((key) => site.scorer.objects.has(key)));
    return all.filter((_, i) => there[i]);
  };
  // No file is old enough yet to be deleted: its upload could still be in progress.
  expect(await deleteLeftArtefacts(site.scorer, Date.now())).toBe(0);
  expect(await exist()).toEqual(all);
  const old = (Date.now() - 25 * 60 * 60_000) / 1_000;
  for (const key of all) await utimes(join(site.objectStoreDir, key), old, old);
  expect(await deleteLeftArtefacts(site.scorer, Date.now())).toBe(left.length + 1);
  expect(await exist()).toEqual(keep);
  expect(dirname(half)).toBe(dirname(keep[0]!));
});

it('deletes incomplete objects of the whole store after a day, and no others', async () => {
  const whole = objectKeys.inputs(randomUUID());
  await site.scorer.objects.put(whole, Readable.from([Buffer.from('inputs')]));
  const half = `${whole}.${randomUUID()}.part`;
  await writeFile(join(site.objectStoreDir, half), 'half');
  expect(await deleteIncompleteObjects(site.scorer, Date.now())).toBe(0);
  expect(await site.scorer.objects.has(half)).toBe(true);
  expect(await deleteIncompleteObjects(site.scorer, Date.now() + 25 * 60 * 60_000)).toBe(1);
  expect(await site.scorer.objects.has(half)).toBe(false);
  expect(await site.scorer.objects.has(whole)).toBe(true);
});
