import { Readable } from 'node:stream';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { insertRun, leaseRun, updateRunPrepared } from '@/db/queries/run-queries';
import type { AskedLease } from '@/lib/contracts/runner';
import { type RunClass, resultBytesMax, runClasses, runPriorities } from '@/lib/core/run/run';
import { makeBenchmark } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { plantDryRuns } from '@/testing/plant-dry-runs';
import { serveRunners } from '@/testing/serve-runners';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { type RunnerRow, takeLease } from './lease';
import { addRunner, describeRunners, revokeRunner } from './register';

describe('lease of a run', () => {
  const site = provideTestSite();
  let served: Awaited<ReturnType<typeof serveRunners>>;
  const person = providePerson(site);
  let slug: string;
  beforeAll(async () => {
    slug = await makeBenchmark(person, acceptsTinyModels);
    served = await serveRunners({ leases, oneLease });
  });
  afterAll(() => served?.stop());
  afterEach(() => site.superuser`delete from runs`);

  const inAnHour = () => new Date(Date.now() + 3_600_000);
  const addRun = async (): Promise<string> => {
    const [dryRunId] = await plantDryRuns(site, person, slug, [softmaxModel(1)]);
    await site.superuser`update dry_runs set state = 'running' where dry_run_id = ${dryRunId!}`;
    await insertRun(site.scorer.client.db, {
      ...{ purpose: 'dry_run', kind: 'onnx', dryRunId, attempt: 0, priority: runPriorities.submitted },
      ...{ userId: person.userId, queuedAt: new Date() },
    });
    const [run] = await site.superuser<
      [{ id: string }]
    >`select run_id as id from runs where dry_run_id = ${dryRunId!}`;
    return run.id;
  };
  const prepare = (runId: string, fence: number) =>
    updateRunPrepared(site.scorer.client.db, { runId, fence }, inAnHour());
  const asking = (failedTrials: string[] | null): AskedLease => ({
    ...{ failed_trials: failedTrials, kinds: ['onnx'] },
    takes: [...runClasses],
  });
  const call = (token: string, path: string, init: RequestInit = {}) =>
    fetch(`${served.url}/api/runner/${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
  const ask = async (token: string) => {
    const response = await call(token, 'leases', { method: 'POST', body: JSON.stringify(asking([])) });
    expect(response.status).toBe(200);
    return (await response.json()) as { run_id: string; fence: number };
  };
  const endLease = (runId: string) =>
    site.superuser`update runs set leased_until = now() - interval '1 millisecond' where run_id = ${runId}`;
  const stateOf = async (runId: string) => {
    const [row] = await site.superuser`select state, fence from runs where run_id = ${runId}`;
    return row;
  };

  it('goes to one of 200 parallel callers for each run', async () => {
    const [runner] = await site.superuser`
      insert into runners (name, token_sha256, recipient, public_key) values ('many', 'many', '', '') returning runner_id as id`;
    const runIds = await Promise.all(Array.from({ length: 20 }, addRun));
    const leases = await Promise.all(
      Array.from({ length: 200 }, () =>
        site.web.db.transaction((tx) =>
          leaseRun(tx, runner!.id, {
            taken: { classes: runClasses, kinds: ['onnx'] },
            now: new Date(),
            leasedUntil: inAnHour(),
          }),
        ),
      ),
    );
    const taken = leases.filter((lease) => lease !== undefined);
    expect(taken.map(({ runId }) => runId).sort()).toEqual(runIds.sort());
    expect(taken.every(({ fence }) => fence === 1)).toBe(true);
  });

  it('requires a valid token', async () => {
    const { name, token } = await makeRunner(site);
    await addRun();
    for (const wrong of ['tdm_no', `${token.slice(0, -1)}x`])
      expect((await call(wrong, 'leases', { method: 'POST', body: '{}' })).status).toBe(401);
    const [{ id }] = await site.superuser<
      [{ id: string }]
    >`select runner_id as id from runners where name = ${name}`;
    expect(await revokeRunner(drizzle(site.superuser), name)).not.toBeNull();
    // The runner is revoked while its request waits for a run.
    expect(await takeLease({ runnerId: id } as RunnerRow, asking([]), AbortSignal.timeout(500))).toBeNull();
    expect((await call(token, 'leases', { method: 'POST', body: '{}' })).status).toBe(401);
    expect(await revokeRunner(drizzle(site.superuser), name)).toBeNull();
  });

  it('can be read, renewed or answered only with its runner’s token and its own fence (the number of the lease)', async () => {
    const [mine, other] = [await makeRunner(site), await makeRunner(site)];
    const runId = await addRun();
    const { fence } = await ask(mine.token);
    await site.scorer.objects.put(objectKeys.runWork(runId, fence), Readable.from([Buffer.from('work')]));
    await prepare(runId, fence);
    const tries = [
      [other.token, fence],
      [mine.token, fence + 1],
      [mine.token, fence - 1],
    ] as const;
    for (const [token, which] of tries) {
      const path = `leases/${runId}/${which}`;
      expect((await call(token, `${path}/work`)).status).toBe(409);
      expect((await call(token, `${path}/renewal`, { method: 'POST' })).status).toBe(409);
      expect((await call(token, `${path}/result`, { method: 'PUT', body: 'forged' })).status).toBe(409);
    }
    expect(await site.scorer.objects.has(objectKeys.runResult(runId, fence))).toBe(false);
    expect(await (await call(mine.token, `leases/${runId}/${fence}/work`)).text()).toBe('work');
  });

  it('goes to another runner after the first was silent, and later calls of the first change nothing', async () => {
    const [first, second] = [await makeRunner(site), await makeRunner(site)];
    const runId = await addRun();
    expect(await ask(first.token)).toMatchObject({ run_id: runId, fence: 1 });
    await endLease(runId);
    expect(await ask(second.token)).toMatchObject({ run_id: runId, fence: 2 });
    await prepare(runId, 2);
    expect((await call(first.token, `leases/${runId}/1/renewal`, { method: 'POST' })).status).toBe(409);
    expect(
      (await call(first.token, `leases/${runId}/1/result`, { method: 'PUT', body: 'late' })).status,
    ).toBe(409);
    expect(await stateOf(runId)).toEqual({ state: 'prepared', fence: 2 });
    await site.superuser`update runners set seen_at = null`;
    expect((await call(second.token, `leases/${runId}/2/renewal`, { method: 'POST' })).status).toBe(204);
    expect(await site.superuser`select name from runners where seen_at is not null`).toEqual([
      { name: second.name },
    ]);
    // The runner may send a result twice, since the response to the first upload may be lost.
    for (const _ of [1, 2])
      expect(
        (await call(second.token, `leases/${runId}/2/result`, { method: 'PUT', body: 'mine' })).status,
      ).toBe(204);
    expect(await stateOf(runId)).toEqual({ state: 'returned', fence: 2 });
  });

  it('ends at once when its runner is revoked', async () => {
    const [first, second] = [await makeRunner(site), await makeRunner(site)];
    const runId = await addRun();
    await ask(first.token);
    await revokeRunner(drizzle(site.superuser), first.name);
    expect(await ask(second.token)).toMatchObject({ run_id: runId, fence: 2 });
  });

  it('ends with a result beyond the size limit, of which nothing is stored', async () => {
    const { token } = await makeRunner(site);
    const runId = await addRun();
    await ask(token);
    await prepare(runId, 1);
    const body = new Uint8Array(resultBytesMax + 1);
    const response = await call(token, `leases/${runId}/1/result`, { method: 'PUT', body });
    expect(response.status).toBe(413);
    expect(await site.scorer.objects.has(objectKeys.runResult(runId, 1))).toBe(false);
    expect(await stateOf(runId)).toEqual({ state: 'returned', fence: 1 });
  });

  it('requires a runner whose sandbox passes its self-test', async () => {
    await makeRunner(site);
    const [runner] = await site.superuser`select runner_id from runners order by created_at desc limit 1`;
    const takeWith = (failedTrials: string[] | null) =>
      takeLease({ runnerId: runner!.runner_id } as RunnerRow, asking(failedTrials), AbortSignal.timeout(500));
    const runId = await addRun();
    expect(await takeWith(['network'])).toBeNull();
    expect(await takeWith(null)).toBeNull();
    expect(await takeWith([])).toMatchObject({ run_id: runId, class: 'dry_run', is_paced: false });
  });

  it('covers only classes of runs that the runner asks for', async () => {
    const { token } = await makeRunner(site);
    const runId = await addRun();
    const take = async (takes: RunClass[]) => {
      return call(token, 'leases', { method: 'POST', body: JSON.stringify({ failed_trials: [], takes }) });
    };
    // Asked for other classes only; a busy runner's request gets its empty response after 200 ms, and it asks again.
    expect((await take(['short', 'long'])).status).toBe(204);
    expect(await (await take(['dry_run'])).json()).toMatchObject({ run_id: runId });
  });

  it('covers only kinds of models that the runner asks for', async () => {
    const { token } = await makeRunner(site);
    const runId = await addRun();
    await site.superuser`update runs set kind = 'container'`;
    await site.superuser`update benchmarks set container_needs = '{"cores": 1, "memoryMb": 256, "gpus": 0}' where slug = ${slug}`;
    const take = async (kinds: AskedLease['kinds']) => {
      const body = JSON.stringify({ failed_trials: [], kinds, takes: runClasses });
      return call(token, 'leases', { method: 'POST', body, signal: AbortSignal.timeout(400) });
    };
    await expect(take(['onnx'])).rejects.toThrow('aborted');
    expect(await (await take(['onnx', 'container'])).json()).toMatchObject({ run_id: runId });
  });

  it('can be prolonged once its work is prepared, up to the time limit of its run', async () => {
    const { token } = await makeRunner(site);
    const runId = await addRun();
    const { fence } = await ask(token);
    const untilOf = async () => {
      const [row] = await site.superuser<[{ until: number; held: number }]>`
        select extract(epoch from leased_until)::float as until, extract(epoch from held_until)::float as held from runs where run_id = ${runId}`;
      return row;
    };
    const renew = () => call(token, `leases/${runId}/${fence}/renewal`, { method: 'POST' });
    const first = (await untilOf()).until;
    // The first renewal doesn't prolong the lease: if the scorer never prepares the work, the runner is blocked for one lease
    // only.
    expect((await renew()).status).toBe(204);
    expect((await untilOf()).until).toBe(first);
    await prepare(runId, fence);
    expect((await renew()).status).toBe(204);
    expect((await untilOf()).until).toBeGreaterThan(first);
    await updateRunPrepared(site.scorer.client.db, { runId, fence }, new Date(Date.now() + 1_000));
    expect((await renew()).status).toBe(204);
    const { until, held } = await untilOf();
    expect(until).toBe(held);
  });

  it('requires a runner that an operator has registered with a key', async () => {
    const db = drizzle(site.superuser);
    expect(await addRunner(db, { name: 'a', key: 'age1nokey' })).toMatchObject({ ok: false });
    expect(await addRunner(db, { name: '\n', key: 'age1nokey' })).toMatchObject({ ok: false });
    const { name } = await makeRunner(site);
    expect(await describeRunners(db)).toContain(`${name}: never heard`);
    // SQL of the web role can neither register a runner nor replace a key.
    const change = (set: string) => site.web.db.execute(`update runners set ${set}`);
    await expect(change(`recipient = 'age1other'`)).rejects.toThrow();
    await expect(change(`public_key = 'other'`)).rejects.toThrow();
    await expect(
      site.web.db.execute(
        `insert into runners (name, token_sha256, recipient, public_key) values ('b', 'b', 'b', 'b')`,
      ),
    ).rejects.toThrow();
  });
});
