import { buffer } from 'node:stream/consumers';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import type { Actor } from '@/services/access/caller';
import { findDryRun } from '@/services/dry-run/dry-run';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { plantDryRuns } from '@/testing/plant-dry-runs';
import { sendDryRun } from '@/testing/send-dry-run';
import { serveRunners } from '@/testing/serve-runners';
import { findTestRunner } from '@/testing/start-test-runner';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { takeLeaseByHand } from '@/testing/take-lease';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { type RunningScorer, sweep } from '../run-scorer';
import { callOverHttp, workOnLeases } from '../runner/lease-work';
import { encodeResult } from '../runner/run-result';

describe('run of a dry run', () => {
  const site = provideTestSite();
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let scorer: RunningScorer;
  let person: Actor;
  let slug: string;
  let stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    served = await serveRunners({ leases, oneLease });
    scorer = await startScorerAlone(site);
    slug = await makeBenchmark(await makePerson(site), acceptsTinyModels);
  });
  afterAll(() => served?.stop());
  beforeEach(async () => {
    person = await makePerson(site);
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    stops = [];
    await site.superuser`delete from dry_runs`;
  });

  const send = async () => unwrap(await sendDryRun(person, slug, softmaxModel(1))).id;
  const read = async (id: string) => unwrap(await findDryRun(person, id));
  const awaitEnd = (id: string) =>
    waitUntil(async () => {
      const found = await read(id);
      return found.state !== 'queued' && found.state !== 'running' && found;
    });
  const endLeases = () => site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;

  async function startRunner(failedTrials: string[] = []) {
    const made = await makeRunner(site);
    const stop = new AbortController();
    const call = callOverHttp({ site: served.url, token: made.token });
    const settings = { ...made, call, log: pino({ level: 'silent' }) };
    const runner = await findTestRunner();
    const ended = workOnLeases(settings, { runner, failedTrials }, { slots: 2, signal: stop.signal });
    stops.push(async () => {
      stop.abort();
      await ended;
    });
    return made;
  }
  const takeByHand = (made: Awaited<ReturnType<typeof makeRunner>>) =>
    takeLeaseByHand(site, served.url, made);

  const failure = encodeResult({ ok: false, error: { code: 'model_failed' } });

  it('waits for a runner, and leaves no row and no file at its end', async () => {
    const id = await send();
    await waitUntil(async () => (await site.superuser`select from runs`).length === 1);
    expect((await read(id)).state).toBe('running');
    await startRunner();
    expect(await awaitEnd(id)).toMatchObject({ state: 'passed' });
    await waitUntil(async () => (await site.superuser`select from runs`).length === 0);
    const left = [];
    for await (const { key } of site.scorer.objects.list('runs')) left.push(key);
    expect(left).toEqual([]);
  });

  it('goes by ciphertext alone through the web process', async () => {
    await send();
    const made = await makeRunner(site);
    const { lease, work } = await takeByHand(made);
    expect(Buffer.from(work).includes('float32')).toBe(true);
    const { stream } = await site.scorer.objects.open(objectKeys.runWork(lease.run_id, lease.fence));
    const stored = await buffer(stream);
    expect(stored.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(stored.includes('float32')).toBe(false);
  });

  it('can run beside others in the slots of one runner', async () => {
    const people = await Promise.all([1, 2, 3].map(() => makePerson(site)));
    const ids = await Promise.all(
      people.flatMap((one) =>
        [1, 2].map(async () => [one, unwrap(await sendDryRun(one, slug, softmaxModel(1))).id] as const),
      ),
    );
    await startRunner();
    await waitUntil(async () => {
      const states = await Promise.all(ids.map(async ([one, id]) => unwrap(await findDryRun(one, id)).state));
      return states.every((state) => state === 'passed');
    });
  });

  it('runs again on another runner if the first runner’s result isn’t signed by that runner', async () => {
    const id = await send();
    const lying = await takeByHand(await makeRunner(site));
    // The web process has the scorer's public key, so it could send such a forged result.
    expect(await lying.send(Buffer.concat([Buffer.alloc(64), failure]))).toBe(204);
    await startRunner();
    expect(await awaitEnd(id)).toMatchObject({ state: 'passed' });
  });

  it('repeats a run when a runner returns the result of other work, or bytes that are no result', async () => {
    const id = await send();
    // An attacker who controls the web process could have a runner do other work.
    const deceived = await takeByHand(await makeRunner(site));
    expect(await deceived.send(deceived.sign(Buffer.from('other work'), failure))).toBe(204);
    const confused = await takeByHand(await makeRunner(site));
    expect(confused.lease).toMatchObject({ run_id: deceived.lease.run_id, fence: 2 });
    expect(await confused.sendBytes(Buffer.from('no result'))).toBe(204);
    await startRunner();
    expect(await awaitEnd(id)).toMatchObject({ state: 'passed' });
  });

  it('runs again on another runner if the first one is revoked before its result is read', async () => {
    const id = await send();
    const made = await makeRunner(site);
    const { lease } = await takeByHand(made);
    await site.superuser.begin(async (tx) => {
      await tx`update runners set revoked_at = now() where name = ${made.name}`;
      await tx`update runs set state = 'returned'`;
    });
    await site.web.db.execute(`select queue.add_job('finish_run', '{"runId": "${lease.run_id}"}')`);
    await startRunner();
    expect(await awaitEnd(id)).toMatchObject({ state: 'passed' });
  });

  it('fails once three runners have lost it', async () => {
    const id = await send();
    for (const fence of [1, 2, 3]) {
      expect((await takeByHand(await makeRunner(site))).lease).toMatchObject({ fence });
      await endLeases();
    }
    await sweep(site.scorer, []);
    expect(await awaitEnd(id)).toMatchObject({ state: 'failed', code: 'runner_lost' });
  });

  it('doesn’t count as lost by runners that got no work because no scorer was running', async () => {
    await scorer.stop();
    const [dryRunId] = await plantDryRuns(site, person, slug, [softmaxModel(1)]);
    await site.web.db.execute(`select queue.add_job('dry_run_model', '{"dryRunId": "${dryRunId}"}')`);
    scorer = await startScorerAlone(site);
    await waitUntil(async () => (await site.superuser`select from runs`).length === 1);
    await scorer.stop();
    for (let lost = 0; lost < 4; lost++)
      await site.superuser`update runs set state = 'leased', fence = fence + 1, leased_until = now() - interval '1 second',
        runner_id = (select runner_id from runners limit 1)`;
    await sweep(site.scorer, []);
    scorer = await startScorerAlone(site);
    await startRunner();
    expect(await awaitEnd(dryRunId!)).toMatchObject({ state: 'passed' });
  });

  it('survives lost connections of its runner', async () => {
    await startRunner();
    for (const [path, count] of [
      [/work$/, 1],
      [/result$/, 2],
    ] as const) {
      served.fail(path, count);
      expect(await awaitEnd(await send())).toMatchObject({ state: 'passed' });
    }
  });

  it('gets deleted with the account of its sender', async () => {
    const id = await send();
    await waitUntil(async () => (await site.superuser`select from runs`).length === 1);
    await site.superuser`delete from dry_runs where dry_run_id = ${id}`;
    expect(await site.superuser`select from runs`).toHaveLength(0);
  });
});
