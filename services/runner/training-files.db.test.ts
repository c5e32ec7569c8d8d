import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as trainingFile from '@/app/api/runner/leases/[run]/[fence]/data/[index]/route';
import * as leases from '@/app/api/runner/leases/route';
import { updateRunPrepared } from '@/db/queries/run-queries';
import type { TrainingRound } from '@/lib/core/model/training';
import { makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeRevealedRound } from '@/testing/make-revealed-round';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { serveRunners } from '@/testing/serve-runners';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { runBeginTrainings } from '@/worker/runs/run-begin-trainings';
import { takeModel } from './artefact';
import type { RunnerRow } from './lease';

const mebibyte = new Uint8Array(1024 ** 2);

async function* repeat(chunk: Uint8Array, count: number) {
  for (let i = 0; i < count; i++) yield chunk;
}

describe('files of a leased training', () => {
  const site = provideTestSite();
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let benchmarkId: string;
  let imageVersionId: string;
  beforeAll(async () => {
    const maintainer = await makePerson(site);
    const wishes = { accepts: ['container'], inputs: 'hidden', container_needs: { training_hours: 1 } };
    const script = { wishes, testSet: tinyTestSet(1), files: [] };
    const { slug, roundId } = await makeRevealedRound(site, maintainer, script);
    const scorer = await startScorerAlone(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(2));
    await scorer.stop();
    const image = Buffer.from('an image, which nothing here opens');
    unwrap(await submitModel(await makePerson(site), slug, image, { model: 'Mine', kind: 'container' }));
    const [version] = await site.superuser<[{ id: string }]>`
      update model_versions set state = 'active', trains = true returning version_id as id`;
    imageVersionId = version.id;
    const [round] = await site.superuser<[{ id: string }]>`
      select benchmark_id as id from rounds where round_id = ${roundId}`;
    benchmarkId = round.id;
    served = await serveRunners({ leases, oneLease, trainingFile });
  });
  afterAll(() => served?.stop());
  afterEach(async () => {
    await site.superuser`delete from runs`;
    await site.superuser`delete from trainings`;
  });

  const call = (token: string, path: string, init: RequestInit = {}) =>
    fetch(`${served.url}/api/runner/leases${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}` },
    });
  const statusOf = async (token: string, path: string, init?: RequestInit) =>
    (await call(token, path, init)).status;

  /** Leases the waiting run to a new runner that takes these classes of runs. */
  async function lease(takes: string[]) {
    const { token } = await makeRunner(site);
    const body = JSON.stringify({ failed_trials: [], kinds: ['container'], takes });
    const { run_id: runId, fence } = await (await call(token, '', { method: 'POST', body })).json();
    const [runner] = await site.superuser`select runner_id from runners order by created_at desc limit 1`;
    return {
      ...{ token, runId, fence, path: `/${runId}/${fence}` },
      runner: { runnerId: runner!.runner_id } as RunnerRow,
      prepare: () =>
        updateRunPrepared(site.scorer.client.db, { runId, fence }, new Date(Date.now() + 3_600_000)),
    };
  }
  async function leaseTraining() {
    await runBeginTrainings(site.scorer, { benchmarkId });
    return lease(['training']);
  }

  it('come from revealed rounds only, with the hashes that the training’s work lists', async () => {
    const { token, path, prepare } = await leaseTraining();
    await prepare();
    const [training] = await site.superuser<[{ data: TrainingRound[] }]>`select data from trainings`;
    const files = training.data.flatMap((round) => round.files);
    expect(files.map(({ name }) => name).sort()).toEqual(['items.parquet', 'train.csv']);
    for (const [index, { sha256 }] of files.entries()) {
      const response = await call(token, `${path}/data/${index}`);
      expect(response.status).toBe(200);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    for (const index of ['2', '-1', '0.5', 'constructor', '99999999'])
      expect(await statusOf(token, `${path}/data/${index}`)).toBe(409);
    expect(await statusOf(token, `${path}/artefact`)).toBe(200);
  });

  it('can be read only by the runner with the lease, once its work is prepared', async () => {
    const { token, runId, fence, path, prepare } = await leaseTraining();
    const { token: other } = await makeRunner(site);
    const send = { method: 'PUT', body: 'forged' };
    const tries = async (asked: string, where: string) => {
      for (const name of ['artefact', 'trained', 'data/0'])
        expect(await statusOf(asked, `${where}/${name}`)).toBe(409);
      expect(await statusOf(asked, `${where}/model`, send)).toBe(409);
    };
    await tries(token, path);
    await prepare();
    await tries(other, path);
    await tries(token, `/${runId}/${fence + 1}`);
    await tries(token, `/${runId}/${fence - 1}`);
    await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
    await tries(token, path);
    for (let i = 0; i <= fence + 1; i++)
      expect(await site.scorer.objects.has(objectKeys.runModel(runId, i))).toBe(false);
    expect(await statusOf('tdm_no', `${path}/data/0`)).toBe(401);
  });

  it('include the model of the newest version in use, if there is one', async () => {
    const { token, path, prepare } = await leaseTraining();
    await prepare();
    expect(await statusOf(token, `${path}/trained`)).toBe(409);
    const [trained] = await site.superuser<[{ id: string }]>`
      insert into model_versions (version_id, model_id, version, skeleton, kind, sha256, byte_count, frozen_at, image_version_id, state)
      select gen_random_uuid(), model_id, 'trained', 'trained', kind, 'a', 1, frozen_at + interval '1 second', version_id, 'active'
      from model_versions where version_id = ${imageVersionId} returning version_id as id`;
    await site.scorer.objects.put(objectKeys.artefact(trained.id), Readable.from([Buffer.from('sealed')]));
    expect(await (await call(token, `${path}/trained`)).text()).toBe('sealed');
    await site.superuser`delete from model_versions where version_id = ${trained.id}`;
  });

  it('precede the upload of the trained model, which can be repeated until the result is stored', async () => {
    const { token, runId, fence, path, prepare } = await leaseTraining();
    await prepare();
    const put = (body: string) => statusOf(token, `${path}/model`, { method: 'PUT', body });
    expect(await put('first')).toBe(204);
    expect(await put('second')).toBe(204);
    expect(await statusOf(token, `${path}/result`, { method: 'PUT', body: 'result' })).toBe(204);
    expect(await put('third')).toBe(409);
    const { stream } = await site.scorer.objects.open(objectKeys.runModel(runId, fence));
    expect(Buffer.concat(await stream.toArray()).toString()).toBe('second');
  });

  it('store no uploaded model while disk space is short, nor one whose lease ends during the upload', async () => {
    const { runner, runId, fence, prepare } = await leaseTraining();
    await prepare();
    const take = () => takeModel(runner, { runId, fence }, repeat(mebibyte, 65));
    const isShort = vi.spyOn(site.web.space, 'isShort').mockResolvedValue(true);
    expect(await take()).toBe('no_space');
    isShort.mockResolvedValueOnce(false);
    expect(await take()).toBe('no_space');
    isShort.mockImplementation(async () => {
      await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
      return false;
    });
    expect(await take()).toBe('lost');
    isShort.mockRestore();
    expect(await site.scorer.objects.has(objectKeys.runModel(runId, fence))).toBe(false);
  });

  it('stop the upload of a model at the first chunk beyond the size limit', async () => {
    const { runner, runId, fence, prepare } = await leaseTraining();
    await prepare();
    // The disk is replaced, since four gigabytes would take a while.
    const put = vi.spyOn(site.web.objects, 'put').mockImplementation(async (_key, source) => {
      let byteCount = 0;
      for await (const chunk of source) byteCount += chunk.byteLength;
      return { byteCount, sha256: '' };
    });
    const take = (count: number) => takeModel(runner, { runId, fence }, repeat(mebibyte, count));
    expect(await take(4_098)).toBe('taken');
    expect(await take(4_099)).toBe('too_large');
    put.mockRestore();
  });

  it('can’t be read by another run of the same image', async () => {
    await site.superuser`
      insert into runs (purpose, kind, submission_id, round_id, attempt, priority, queued_at, is_long)
      select 'round', 'container', submission_id, round_id, attempt, 0, now(), true from submissions where version_id = ${imageVersionId}`;
    const { token, path, prepare } = await lease(['long']);
    await prepare();
    expect(await statusOf(token, `${path}/artefact`)).toBe(200);
    expect(await statusOf(token, `${path}/trained`)).toBe(409);
    expect(await statusOf(token, `${path}/data/0`)).toBe(409);
    expect(await statusOf(token, `${path}/model`, { method: 'PUT', body: 'forged' })).toBe(409);
  });
});
