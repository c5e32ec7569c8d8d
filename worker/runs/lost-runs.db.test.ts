import { drizzle } from 'drizzle-orm/postgres-js';
import pino from 'pino';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { resultBytesMax } from '@/lib/core/run/run';
import { changeBenchmark } from '@/services/benchmark/change';
import { describeRunners, resumeRunner } from '@/services/runner/register';
import { makeBenchmark } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { plantDryRuns } from '@/testing/plant-dry-runs';
import { serveRunners } from '@/testing/serve-runners';
import { findTestRunner } from '@/testing/start-test-runner';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { takeLeaseByHand } from '@/testing/take-lease';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { RunningScorer } from '../run-scorer';
import { callOverHttp, workOnLeases } from '../runner/lease-work';
import { makeRoundVault } from '../vault/round-vault';
import { runPrepareRun } from './run-prepare-run';

type Made = Awaited<ReturnType<typeof makeRunner>>;

describe('runner that loses runs', () => {
  const site = provideTestSite();
  let owner: postgres.Sql;
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let scorer: RunningScorer;
  const maintainer = providePerson(site);
  let slug: string;
  beforeAll(async () => {
    owner = postgres(site.urls.superuser, { max: 1, onnotice: () => {} });
    served = await serveRunners({ leases, oneLease });
    scorer = await startScorerAlone(site);
    slug = await makeBenchmark(maintainer, acceptsTinyModels);
  });
  afterAll(async () => {
    await served?.stop();
    await owner?.end();
  });
  afterEach(() => site.superuser`delete from dry_runs`);

  let scale = 0;
  /** Begins a dry run, and waits until its model can be leased to a runner. */
  async function begin(file = softmaxModel(++scale)): Promise<string> {
    const [id] = await plantDryRuns(site, maintainer, slug, [file]);
    await site.web.db.execute(`select queue.add_job('dry_run_model', '{"dryRunId": "${id}"}')`);
    await waitUntil(async () => (await site.superuser`select from runs`).length > 0);
    return id!;
  }
  const takeByHand = (made: Made) => takeLeaseByHand(site, served.url, made);
  const awaitState = (state: string) =>
    waitUntil(async () => (await site.superuser`select from runs where state = ${state}`).length > 0);
  const startRunner = async (made: Made, engines: { failedTrials: string[] } = { failedTrials: [] }) => {
    const stop = new AbortController();
    const call = callOverHttp({ site: served.url, token: made.token });
    const settings = { ...made, call, log: pino({ level: 'silent' }) };
    const runner = await findTestRunner();
    const ended = workOnLeases(settings, { runner, ...engines }, { slots: 2, signal: stop.signal });
    return async () => {
      stop.abort();
      await ended;
    };
  };
  /** Lets an honest runner complete the dry run. */
  async function complete(made: Made, dryRunId: string): Promise<void> {
    const stop = await startRunner(made);
    await waitUntil(async () => {
      const [row] = await site.superuser`select state from dry_runs where dry_run_id = ${dryRunId}`;
      return row?.state === 'passed';
    });
    await stop();
  }
  async function loseTo(liar: Made, honest: Made, file?: Uint8Array): Promise<void> {
    const id = await begin(file);
    await (await takeByHand(liar)).sendBytes(Buffer.from('no result'));
    await awaitState('waiting');
    await complete(honest, id);
  }
  const isAside = async ({ name }: Made) => {
    const [row] = await site.superuser`select aside_at from runners where name = ${name}`;
    return row!.aside_at !== null;
  };
  const codesOf = async ({ name }: Made) => {
    const rows = await site.superuser<{ code: string }[]>`
      select code from runner_losses join runners using (runner_id) where name = ${name} order by lost_at`;
    return rows.map(({ code }) => code);
  };

  it('gets no more runs after it lost five in a row, of different models, that another runner completed, until it is resumed', async () => {
    const [liar, honest] = [await makeRunner(site), await makeRunner(site)];
    // A single model that always ends this runner counts as one loss.
    const hostile = softmaxModel(1_000);
    for (let i = 0; i < 4; i++) await loseTo(liar, honest, hostile);
    for (let i = 0; i < 3; i++) await loseTo(liar, honest);
    expect(await isAside(liar)).toBe(false);
    await loseTo(liar, honest);
    expect(await isAside(liar)).toBe(true);
    expect(await isAside(honest)).toBe(false);
    expect(await codesOf(liar)).toEqual(Array.from({ length: 8 }, () => 'no_result'));
    expect(await site.superuser`select detail from audit_events where act = 'runner_set_aside'`).toEqual([
      { detail: { name: liar.name } },
    ]);
    const id = await begin();
    const asked = { failed_trials: [], takes: ['dry_run'] };
    const response = await callOverHttp({ site: served.url, token: liar.token })('leases', {
      ...{ method: 'POST', body: JSON.stringify(asked) },
    });
    expect(response.status).toBe(204);
    expect((await describeRunners(drizzle(owner))).join('\n')).toContain('8 no_result');
    expect(await resumeRunner(drizzle(owner), liar.name)).toBe(true);
    expect(await resumeRunner(drizzle(owner), liar.name)).toBe(false);
    await complete(liar, id);
  });

  it('starts at zero losses again after a run that it completed', async () => {
    const [unsteady, honest] = [await makeRunner(site), await makeRunner(site)];
    for (let i = 0; i < 4; i++) await loseTo(unsteady, honest);
    await complete(unsteady, await begin());
    await loseTo(unsteady, honest);
    expect(await isAside(unsteady)).toBe(false);
  });

  it('still gets runs after it lost models that no runner completes', async () => {
    const runners = [await makeRunner(site), await makeRunner(site), await makeRunner(site)];
    for (let i = 0; i < 6; i++) {
      const id = await begin();
      for (const runner of runners) {
        await awaitState('waiting');
        await (await takeByHand(runner)).sendBytes(Buffer.from('no result'));
      }
      await awaitState('waiting');
      await site.superuser`delete from dry_runs where dry_run_id = ${id}`;
    }
    for (const runner of runners) {
      expect(await codesOf(runner)).toHaveLength(6);
      expect(await isAside(runner)).toBe(false);
    }
  });

  it('has each loss recorded with a reason that the database decides', async () => {
    const [silent, slow, revoked, long] = [
      await makeRunner(site),
      await makeRunner(site),
      await makeRunner(site),
      await makeRunner(site),
    ];
    await begin();
    await takeByHand(silent);
    await site.superuser`update runs set leased_until = now() - interval '1 second'`;
    await takeByHand(slow);
    await site.superuser`update runs set held_until = now() - interval '1 second', leased_until = now() - interval '1 second'`;
    await takeByHand(revoked);
    await site.superuser`update runners set revoked_at = now() where name = ${revoked.name}`;
    await site.superuser`update runs set leased_until = '-infinity', losses = 0`;
    const { sendBytes } = await takeByHand(long);
    expect(await sendBytes(new Uint8Array(resultBytesMax + 1))).toBe(413);
    await waitUntil(async () => (await codesOf(long)).length > 0);
    expect([await codesOf(silent), await codesOf(slow), await codesOf(revoked), await codesOf(long)]).toEqual(
      [['lost'], ['slow'], ['revoked'], ['no_result']],
    );
  });

  it('loses a run that it can’t decrypt at once, and another runner completes it', async () => {
    // The registered key isn't the machine's key, so the runner can't decrypt its work.
    const [wrong, other] = [await makeRunner(site), await makeRunner(site)];
    const stop = await startRunner({ ...wrong, identity: other.identity });
    const id = await begin();
    await waitUntil(async () => (await codesOf(wrong)).includes('no_result'), { patienceMs: 20_000 });
    await complete(await makeRunner(site), id);
    await stop();
  });

  it('doesn’t lose a run if the lease expired before a busy scorer prepared the run', async () => {
    const busy = await makeRunner(site);
    await begin();
    await scorer.stop();
    await site.web.db.execute(`update runs set state = 'leased', fence = 1, leased_until = now() - interval '1 second',
      runner_id = (select runner_id from runners where name = '${busy.name}')`);
    const [run] = await site.superuser<[{ id: string }]>`select run_id as id from runs`;
    await runPrepareRun(site.scorer, makeRoundVault(site.scorer), { runId: run.id });
    scorer = await startScorerAlone(site);
    await takeByHand(await makeRunner(site));
    expect(await site.superuser`select fence, losses from runs`).toEqual([{ fence: 2, losses: 0 }]);
    expect(await codesOf(busy)).toEqual([]);
  });

  it('gets neither model nor inputs of a benchmark that trusts only another runner, whatever the web process says', async () => {
    const [trusted, other] = [await makeRunner(site), await makeRunner(site)];
    unwrap(await changeBenchmark(maintainer, slug, { runners: [trusted.name] }));
    await begin();
    await scorer.stop();
    await site.web.db.execute(`update runs set state = 'leased', fence = 1, leased_until = now() + interval '1 hour',
      runner_id = (select runner_id from runners where name = '${other.name}')`);
    const [run] = await site.superuser<[{ id: string }]>`select run_id as id from runs`;
    await runPrepareRun(site.scorer, makeRoundVault(site.scorer), { runId: run.id });
    expect(await site.superuser`select state, runner_id, losses, prepares from runs`).toEqual([
      { state: 'waiting', runner_id: null, losses: 0, prepares: 0 },
    ]);
    expect(await site.scorer.objects.has(objectKeys.runWork(run.id, 1))).toBe(false);
    scorer = await startScorerAlone(site);
    unwrap(await changeBenchmark(maintainer, slug, { runners: null }));
  });
});
