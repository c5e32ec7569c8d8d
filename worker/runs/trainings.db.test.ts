import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { RunRow } from '@/db/queries/run-queries';
import { runs } from '@/db/schema/runs';
import { trainedVersionsMax } from '@/lib/core/model/training';
import { ok, refuse } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { deliverNotices } from '@/services/publication/deliver-notices';
import { closeRound, revealRound } from '@/services/round/openings';
import { listTrainings } from '@/services/version/training';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runOpenRound } from '../rotation/run-open-round';
import { makeRoundVault } from '../vault/round-vault';
import { runBeginTrainings } from './run-begin-trainings';
import { sampleOfTrained, trainingOfImage } from './trained-model';

/**
 * These tests play the runner and examine the site's side of trainings; `renewing-system.db.test.ts` uses a
 * real runner. Images are accepted without a run.
 */
describe('trainings of images', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  /**
   * Makes a benchmark with a revealed round and an open one; each team has `hours` of training time for each
   * revealed round.
   */
  async function makeRounds(hours: number): Promise<{ slug: string; benchmarkId: string }> {
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], inputs: 'hidden', model_sample: [{ a: 1, b: 2 }] },
      container_needs: { memory_mb: 256, wall_seconds: 10, training_hours: hours },
    });
    const scorer = await startScorerAlone(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await revealNewest(slug);
    await makeOpenRound(maintainer, slug, tinyTestSet(2));
    await scorer.stop();
    const [row] = await site.superuser<
      [{ id: string }]
    >`select benchmark_id as id from benchmarks where slug = ${slug}`;
    return { slug, benchmarkId: row.id };
  }

  /** Reveals the newest round; requires a running scorer. */
  async function revealNewest(slug: string): Promise<void> {
    const [row] = await site.superuser<[{ number: number }]>`
      select number from rounds join benchmarks using (benchmark_id) where slug = ${slug} and rounds.state = 'open'`;
    unwrap(await closeRound(maintainer, slug, row.number, { reason: 'It has run long enough' }));
    await endSubmissions();
    await waitUntil(
      async () =>
        (
          await site.superuser`
      select from snapshots s join rounds r using (round_id) join benchmarks b using (benchmark_id)
      where b.slug = ${slug} and r.number = ${row.number} and s.split = 'final'`
        ).length > 0,
    );
    unwrap(await revealRound(maintainer, slug, row.number));
    await waitUntil(
      async () =>
        (
          await site.superuser`
      select from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number = ${row.number} and rounds.state = 'revealed'`
        ).length > 0,
    );
  }

  /** Ends the images' submissions: no runner runs them in this test, and a ranking would wait for them. */
  const endSubmissions = () => site.superuser`
    update submissions set state = 'failed', code = 'none', message = '', finished_at = now(), deadline_at = null
    where state in ('queued', 'scoring')`;

  /** Submits an image that trains itself, and accepts it. */
  async function addImage(slug: string, person: Actor, model: string): Promise<string> {
    const sent = { model, kind: 'container', trains: true } as const;
    const { id } = unwrap(await submitModel(person, slug, randomBytes(2_000), sent));
    const [row] = await site.superuser<[{ versionId: string }]>`
      select version_id as "versionId" from submissions where submission_id = ${id}`;
    await site.superuser`update model_versions set state = 'active' where version_id = ${row.versionId}`;
    return row.versionId;
  }

  const begin = (benchmarkId: string) => runBeginTrainings(site.scorer, { benchmarkId });

  const trainingsOf = (imageVersionId: string) => site.superuser<
    { id: string; state: string; code: string | null; grantedMs: number; rounds: number[] }[]
  >`select training_id as id, state, code, granted_ms::int as "grantedMs",
      (select array_agg((one ->> 'round')::int) from jsonb_array_elements(data) one) as rounds
    from trainings where image_version_id = ${imageVersionId} order by created_at`;

  const newestOf = async (image: string): Promise<string> => (await trainingsOf(image)).at(-1)!.id;

  const runOf = async (trainingId: string): Promise<RunRow> => {
    const run = (await site.scorer.client.db.select().from(runs)).find(
      (one) => one.trainingId === trainingId,
    );
    if (!run) throw new Error('the training has no run');
    return run;
  };

  const record = {
    ...{
      runtime: 'runsc',
      runtimeVersion: '1',
      architecture: 'x64',
      limits: {},
      modelHash: '',
      outputsHash: '',
    },
  };

  /** Sends the model that a training wrote as the runner would, and lets the scorer continue. */
  async function write(trainingId: string, bytes = randomBytes(100)): Promise<void> {
    const run = await runOf(trainingId);
    await site.scorer.objects.put(objectKeys.runModel(run.runId, run.fence), Readable.from([bytes]));
    const trained = { sha256: createHash('sha256').update(bytes).digest('hex'), byteCount: bytes.byteLength };
    const returned = { kind: 'training', outcome: ok(trained), tookMs: 1_000, log: 'done' } as const;
    await trainingOfImage.finish(
      site.scorer,
      makeRoundVault(site.scorer),
      run,
      ok({ returned, record, inputsSha256: '' }),
    );
  }

  /** Makes the trained model's run on the public sample, which has one item, pass. */
  async function pass(trainingId: string): Promise<void> {
    const output = { name: 'predictions.csv', bytes: Buffer.from('id,prediction\nsample-1,yes\n') } as const;
    const returned = { kind: 'container', output, faultsAs: 'texts' } as const;
    const run = await runOf(trainingId);
    await sampleOfTrained.finish(
      site.scorer,
      makeRoundVault(site.scorer),
      run,
      ok({ returned, record, inputsSha256: '' }),
    );
  }

  const trainedVersions = (imageVersionId: string) =>
    site.superuser<
      { version: string; state: string; frozenAt: Date; sha256: string }[]
    >`select version, state, frozen_at as "frozenAt", sha256 from model_versions where image_version_id = ${imageVersionId} order by frozen_at`;

  /** Returns the fault codes in the mails about trainings that a team's members got. */
  async function mailsOf(slug: string): Promise<(string | undefined)[]> {
    await deliverNotices(site.web);
    const mails = await site.superuser<{ body: string }[]>`
      select body from inbox_mails where subject like 'Training without a version: A, %' and body like ${`%/benchmarks/${slug}/models/a/system%`}`;
    return mails.map(({ body }) => /made no version \((\w+)\)/.exec(body)?.[1]);
  }

  it('divide a team’s hours among its images once for each revealed round, and leave none to an image that comes later', async () => {
    const { slug, benchmarkId } = await makeRounds(3);
    const [one, other] = [await makePerson(site), await makePerson(site)];
    const images = [
      await addImage(slug, one, 'A'),
      await addImage(slug, one, 'B'),
      await addImage(slug, other, 'C'),
    ];
    await Promise.all(Array.from({ length: 20 }, () => begin(benchmarkId)));
    const hours = [];
    for (const image of images)
      hours.push((await trainingsOf(image)).map(({ grantedMs }) => grantedMs / 3_600_000));
    expect(hours).toEqual([[1.5], [1.5], [3]]);
    const late = await addImage(slug, one, 'D');
    await begin(benchmarkId);
    expect(await trainingsOf(late)).toEqual([]);
    // Training hours that were granted but not used are free again.
    const [first] = await trainingsOf(images[0]!);
    await write(first!.id);
    await pass(first!.id);
    await begin(benchmarkId);
    expect((await trainingsOf(late))[0]!.grantedMs).toBe(1.5 * 3_600_000 - 1_000);
  });

  it('can’t be requested for an image if its benchmark grants no hours', async () => {
    const { slug } = await makeRounds(0);
    const person = await makePerson(site);
    expect(
      await submitModel(person, slug, randomBytes(100), { model: 'A', kind: 'container', trains: true }),
    ).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ code: 'no_training', field: 'trains' }] },
    });
  });

  it('end if no runner has begun them by the next reveal, after which a new training reads that round too', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const person = await makePerson(site);
    const image = await addImage(slug, person, 'A');
    await begin(benchmarkId);
    const scorer = await startScorerAlone(site);
    await revealNewest(slug);
    await waitUntil(async () => (await trainingsOf(image)).length === 2);
    await scorer.stop();
    expect(await trainingsOf(image)).toMatchObject([
      { state: 'failed', code: 'superseded', rounds: [1] },
      { state: 'queued', code: null, rounds: [1, 2] },
    ]);
    const { items } = unwrap(await listTrainings(person, slug, { limit: 10 }));
    expect(items.map(({ state, rounds }) => ({ state, rounds }))).toEqual([
      { state: 'queued', rounds: [1, 2] },
      { state: 'failed', rounds: [1] },
    ]);
    const stranger = unwrap(await listTrainings(await makePerson(site), slug, { limit: 10 }));
    expect(stranger.items).toEqual([]);
  });

  it('freeze a version, named after the round, once its predictions on the public sample are valid', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const image = await addImage(slug, await makePerson(site), 'A');
    await begin(benchmarkId);
    const id = await newestOf(image);
    const bytes = randomBytes(500);
    await write(id, bytes);
    expect(await trainingsOf(image)).toMatchObject([{ state: 'checking' }]);
    expect(await trainedVersions(image)).toEqual([]);
    await pass(id);
    expect(await trainingsOf(image)).toMatchObject([{ state: 'frozen' }]);
    expect(await trainedVersions(image)).toMatchObject([
      { version: '1@1', state: 'active', sha256: createHash('sha256').update(bytes).digest('hex') },
    ]);
  });

  it.each(['a fault of the program', 'wrong first predictions', 'the same as before'])(
    'make no version after %s',
    async (what) => {
      const { slug, benchmarkId } = await makeRounds(1);
      const image = await addImage(slug, await makePerson(site), 'A');
      await begin(benchmarkId);
      const id = await newestOf(image);
      const vault = makeRoundVault(site.scorer);
      const fault = { code: 'timeout', message: 'Too slow.' };
      if (what === 'a fault of the program') {
        const returned = { kind: 'training', outcome: refuse(fault), tookMs: 3_600_000, log: '…' } as const;
        await trainingOfImage.finish(
          site.scorer,
          vault,
          await runOf(id),
          ok({ returned, record: null, inputsSha256: '' }),
        );
      } else if (what === 'wrong first predictions') {
        await write(id);
        await sampleOfTrained.finish(site.scorer, vault, await runOf(id), refuse(fault));
      } else {
        const bytes = randomBytes(100);
        await site.superuser`
          update model_versions set sha256 = ${createHash('sha256').update(bytes).digest('hex')} where version_id = ${image}`;
        await write(id, bytes);
        await pass(id);
      }
      const [training] = await trainingsOf(image);
      expect(training).toMatchObject({
        state: 'rejected',
        code: what === 'the same as before' ? 'same_model' : 'timeout',
      });
      expect(await trainedVersions(image)).toEqual([]);
      expect(await mailsOf(slug)).toEqual([training!.code]);
      const [row] = await site.superuser<
        [{ id: string }]
      >`select version_id as id from trainings where training_id = ${id}`;
      expect(await site.scorer.objects.has(objectKeys.artefact(row.id))).toBe(false);
    },
  );

  it('freeze versions before an opening or after it, and a round evaluates exactly those frozen before', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const image = await addImage(slug, await makePerson(site), 'A');
    const scorer = await startScorerAlone(site);
    const seen = new Set<boolean>();
    for (let round = 2; round < 10; round++) {
      await revealNewest(slug);
      await waitUntil(async () => (await trainingsOf(image)).length === round - 1);
      const id = await newestOf(image);
      await write(id);
      const number = await makeSealedRound(maintainer, slug, tinyTestSet(round + 1));
      const [row] = await site.superuser<[{ id: string }]>`
        select round_id as id from rounds where number = ${number} and benchmark_id = ${benchmarkId}`;
      const open = () =>
        runOpenRound(site.scorer, { roundId: row.id, closesAt: null, openedBy: maintainer.userId });
      // The first two rounds try freezing and opening one after the other, in both orders; later rounds try
      // them concurrently.
      if (round === 2) await pass(id).then(open);
      else if (round === 3) await open().then(() => pass(id));
      else await Promise.all([pass(id), open()]);
      const frozen = (await trainedVersions(image)).find(({ version }) => version === `1@${round}`)!;
      const [{ openedAt }] = (await site.superuser`
        select opened_at as "openedAt" from rounds where round_id = ${row.id}`) as [{ openedAt: Date }];
      await waitUntil(
        async () =>
          (await site.superuser`select from graphile_worker.jobs where task_identifier = 'begin_automatic'`)
            .length === 0,
      );
      const entered = await site.superuser<{ version: string }[]>`
        select version from submissions where round_id = ${row.id} and is_automatic`;
      expect(entered.some(({ version }) => version === frozen.version)).toBe(frozen.frozenAt < openedAt);
      seen.add(frozen.frozenAt < openedAt);
    }
    await scorer.stop();
    expect([...seen]).toEqual([true, false]);
  });

  it('enter a round each, where two images of a team have trained to the same bytes', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const person = await makePerson(site);
    const images = [await addImage(slug, person, 'A'), await addImage(slug, person, 'B')];
    await begin(benchmarkId);
    const bytes = randomBytes(100);
    for (const image of images) {
      const id = await newestOf(image);
      await write(id, bytes);
      await pass(id);
    }
    const scorer = await startScorerAlone(site);
    await revealNewest(slug);
    await makeOpenRound(maintainer, slug, tinyTestSet(3));
    const entered = await waitUntil(async () => {
      const rows = await site.superuser`
        select m.name, s.version from submissions s join models m using (model_id) join rounds r using (round_id)
        where r.benchmark_id = ${benchmarkId} and r.number = 3 and s.is_automatic and s.version like '%@%' order by 1`;
      return rows.length > 1 && rows;
    });
    await scorer.stop();
    expect(entered).toEqual([
      { name: 'A', version: '1@1' },
      { name: 'B', version: '1@1' },
    ]);
  });

  it('freeze versions with a date after the last opening, although the clock was set back since', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const image = await addImage(slug, await makePerson(site), 'A');
    await begin(benchmarkId);
    const id = await newestOf(image);
    await write(id);
    const [{ openedAt }] = (await site.superuser`
      update rounds set opened_at = opened_at + interval '1 hour', closes_at = closes_at + interval '1 hour'
      where benchmark_id = ${benchmarkId} and state = 'open' returning opened_at as "openedAt"`) as [
      { openedAt: Date },
    ];
    await pass(id);
    expect(await trainedVersions(image)).toMatchObject([{ frozenAt: openedAt }]);
  });

  it('retire a team’s oldest trained version beyond its limit, and never the image', async () => {
    const { slug, benchmarkId } = await makeRounds(1);
    const image = await addImage(slug, await makePerson(site), 'A');
    await site.superuser`
      insert into model_versions (version_id, model_id, version, skeleton, kind, sha256, byte_count, frozen_at, state, image_version_id)
      select gen_random_uuid(), model_id, 'old ' || i, 'old ' || i, 'container', 'hash ' || i, 10, frozen_at + i * interval '1 microsecond', 'active', version_id
      from model_versions, generate_series(1, ${trainedVersionsMax}) i where version_id = ${image}`;
    await begin(benchmarkId);
    const id = await newestOf(image);
    await write(id);
    await pass(id);
    const versions = await trainedVersions(image);
    expect(versions.filter(({ state }) => state === 'retired').map(({ version }) => version)).toEqual([
      'old 1',
    ]);
    expect(versions.filter(({ state }) => state === 'active')).toHaveLength(trainedVersionsMax);
    const [{ state }] =
      (await site.superuser`select state from model_versions where version_id = ${image}`) as [
        { state: string },
      ];
    expect(state).toBe('active');
    expect(
      await site.superuser`
      select actor_kind, user_id from audit_events where act = 'version_retired'`,
    ).toEqual([{ actor_kind: 'scorer', user_id: null }]);
  });
});
