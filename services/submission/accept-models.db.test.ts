import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { isStress, repetitions } from '@/testing/stress';
import { submitModel } from '@/testing/submit-model';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { findQuota } from './find-quota';

const sendCount = repetitions(30, 200);

/** Under stress some requests are beyond the queue of model checks; their expected refusal has a Retry-After. */
const sentAway = isStress ? ['busy'] : [];

describe('sending models', () => {
  const site = provideTestSite();
  let slug: string;
  let others: [string, string];
  let person: Actor;
  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, quota_per_round: 1 });
    others = [
      await makeBenchmark(maintainer, acceptsTinyModels),
      await makeBenchmark(maintainer, acceptsTinyModels),
    ];
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    for (const other of others) await makeOpenRound(maintainer, other, tinyTestSet(1));
    await scorer.stop();
  });
  beforeEach(async () => {
    person = await makePerson(site);
  });

  /** Sends all models concurrently, and expects that one is accepted. @returns the kinds of the refusals */
  async function race(send: (i: number) => ReturnType<typeof submitModel>): Promise<Set<string>> {
    const filesBefore = await countFiles();
    const sent = await Promise.all(Array.from({ length: sendCount }, (_, i) => send(i)));
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
    const [made] = await site.superuser`
      select (select count(*)::int from submissions where user_id = ${person.userId}) as submissions,
        (select count(*)::int from model_versions where frozen_by = ${person.userId}) as versions,
        (select count(*)::int from graphile_worker.jobs j join submissions s on j.key = 'score-model:' || s.submission_id
          where s.user_id = ${person.userId}) as jobs`;
    expect(made).toEqual({ submissions: 1, versions: 1, jobs: 1 });
    expect(unwrap(await findQuota(person, slug)).round).toMatchObject({ used: 1, left: 0 });
    expect((await countFiles()) - filesBefore).toBe(1);
    return new Set(sent.flatMap((one) => (one.ok ? [] : [one.error.kind])));
  }
  /** Number of files of models in the object store, complete or not. */
  async function countFiles(): Promise<number> {
    const names = await readdir(join(site.objectStoreDir, 'versions'), { recursive: true }).catch(() => []);
    return names.filter((name) => name.includes('artefact')).length;
  }

  it(`gives one of ${sendCount} concurrent submissions of one model the last slot, and leaves no file of the others`, async () => {
    const model = `Of ${person.userId}`;
    const outcomes = await race(() => submitModel(person, slug, softmaxModel(1), { model }));
    for (const kind of outcomes)
      expect(['version_frozen_already', 'file_sent_already', ...sentAway]).toContain(kind);
  });

  it(`gives one of ${sendCount} concurrently submitted models the last slot, and leaves no file of the others`, async () => {
    const model = `Of ${person.userId}`;
    const outcomes = await race((i) =>
      submitModel(person, slug, softmaxModel(2 + i), { model, version: `v${i}` }),
    );
    for (const kind of outcomes) expect(['quota_exhausted', 'versions_full', ...sentAway]).toContain(kind);
  });

  const sendVersion = (scale: number, version: string, where = others[0]) =>
    submitModel(person, where, softmaxModel(scale), { model: `Of ${person.userId}`, version });

  it('recognises models that were sent before by their bytes and by their names', async () => {
    unwrap(await sendVersion(1, 'a'));
    unwrap(await sendVersion(2, 'b'));
    expect(await sendVersion(1, 'c')).toMatchObject({
      error: { kind: 'version_frozen_already', known: 'a', isSameFile: true },
    });
    expect(await sendVersion(3, 'b')).toMatchObject({
      error: { kind: 'version_frozen_already', known: 'b', isSameFile: false },
    });
  });

  it('refuses a file that runs as a version of another model of the team, and a retired file', async () => {
    const ours = `Of ${person.userId}`;
    unwrap(await sendVersion(1, 'a'));
    expect(await submitModel(person, others[0], softmaxModel(1), { model: 'Other' })).toMatchObject({
      error: { kind: 'version_frozen_already', model: ours, known: 'a', isSameFile: true, isRetired: false },
    });
    await site.superuser`
      update model_versions set state = 'retired', retired_at = now() where frozen_by = ${person.userId}`;
    expect(await sendVersion(1, 'b')).toMatchObject({
      error: { kind: 'version_frozen_already', model: ours, known: 'a', isSameFile: true, isRetired: true },
    });
  });

  it('has a limit for the number of a team’s versions in a benchmark', async () => {
    for (const [scale, version] of ['a', 'b', 'c'].entries()) unwrap(await sendVersion(scale + 1, version));
    expect(await sendVersion(9, 'd')).toMatchObject({ error: { kind: 'versions_full', limit: 3 } });
  });

  it('can use the same names and files in another benchmark', async () => {
    unwrap(await sendVersion(1, 'a'));
    unwrap(await sendVersion(1, 'a', others[1]));
    unwrap(await sendVersion(2, 'b', others[1]));
  });
});
