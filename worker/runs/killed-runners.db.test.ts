import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { makeBenchmark } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { plantDryRuns } from '@/testing/plant-dry-runs';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { serveRunners } from '@/testing/serve-runners';
import { type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { isStress, repetitions } from '@/testing/stress';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { waitUntil } from '@/testing/wait-until';

const runCount = repetitions(24, 1_000);
const runnerCount = repetitions(2, 4);
const killCount = repetitions(3, 100);

const scaleOf = (i: number) => 0.1 + i / 1_000;

/**
 * Probability of yes for the first item of the public sample, a = 1 and b = 2: softmax of both, multiplied by
 * the model's scale.
 */
const predicted = (i: number) => 1 / (1 + Math.exp(-scaleOf(i)));

describe.skipIf((await findTestSandbox()) === undefined)('runs while their runners are killed', () => {
  const site = provideTestSite();
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let folder: string;
  const person = providePerson(site);
  let slug: string;
  beforeAll(async () => {
    served = await serveRunners({ leases, oneLease });
    slug = await makeBenchmark(person, acceptsTinyModels);
    await startScorerAlone(site);
    folder = await mkdtemp(join(tmpdir(), 'tidemark-runners-'));
  });
  afterAll(async () => {
    await served?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  type TestRunner = { name: string; start: () => Promise<SpawnedProcess> };

  async function addRunner(): Promise<TestRunner> {
    const { name, token, secret } = await makeRunner(site);
    const [tokenFile, identityFile] = [join(folder, `${name}.token`), join(folder, `${name}.key`)];
    await writeFile(tokenFile, token);
    await writeFile(identityFile, secret);
    const words = [
      ...['--site', served.url, '--token-file', tokenFile, '--identity-file', identityFile],
      // With a folder, the runner tests its sandbox only once.
      ...['--folder', join(folder, name), '--containers', 'none'],
    ];
    const environment = { PATH: process.env.PATH ?? '' };
    return { name, start: () => spawnProcess('worker/runner/main.ts', environment, words) };
  }

  it(
    'each end with their own result, exactly once',
    async () => {
      await site.superuser`create table returns (run_id uuid, fence int)`;
      await site.superuser.unsafe(`
        create function count_return() returns trigger language plpgsql security definer as $$
        begin insert into public.returns values (new.run_id, new.fence); return null; end $$;
        create trigger count_return after update on runs for each row
          when (new.state = 'returned' and old.state <> 'returned') execute function count_return()`);
      const files = Array.from({ length: runCount }, (_, i) => softmaxModel(scaleOf(i)));
      const dryRunIds = await plantDryRuns(site, person, slug, files);
      for (const id of dryRunIds)
        await site.web.db.execute(`select queue.add_job('dry_run_model', '{"dryRunId": "${id}"}')`);
      const added = await Promise.all(Array.from({ length: runnerCount }, addRunner));
      const processes = new Map<string, SpawnedProcess>();
      for (const { name, start } of added) processes.set(name, await start());
      // Ends leases sooner than after a minute's silence, and gives runs that three killed runners in a row
      // have lost another chance.
      const hurry = setInterval(
        () =>
          site.superuser`
          update runs set losses = 0, leased_until = least(leased_until, clock_timestamp() + interval '3 seconds')`.catch(
            () => {},
          ),
        200,
      );
      const findBusyRunner = async () => {
        const [busy] = await site.superuser<{ name: string }[]>`
          select name from runs join runners using (runner_id) where state in ('leased', 'prepared') order by random() limit 1`;
        return added.find(({ name }) => name === busy?.name);
      };
      let killedCount = 0;
      let isOver = false;
      const killing = (async () => {
        while (killedCount < killCount && !isOver) {
          const busy = await findBusyRunner();
          const process = busy && processes.get(busy.name);
          if (busy && process) {
            await process.end('SIGKILL');
            processes.set(busy.name, await busy.start());
            killedCount++;
          }
          await sleep(200 * Math.random());
        }
      })();
      const ended = await waitUntil(
        async () => {
          const rows = await site.superuser<{ id: string; state: string; outputs: { yes: number }[] }[]>`
            select dry_run_id as id, state, outputs from dry_runs`;
          return rows.every(({ state }) => state !== 'queued' && state !== 'running') && rows;
        },
        { everyMs: 500, patienceMs: repetitions(120_000, 1_800_000) },
      );
      isOver = true;
      await killing;
      clearInterval(hurry);
      await Promise.all([...processes.values()].map((one) => one.end('SIGTERM')));

      expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['passed']));
      const first = (id: string) => ended.find((one) => one.id === id)?.outputs[0]?.yes;
      for (const [i, id] of dryRunIds.entries()) expect(first(id), `run ${i}`).toBeCloseTo(predicted(i), 6);
      const [counts] = await site.superuser`
        select count(*)::int as returns, count(distinct run_id)::int as runs, max(fence) as fence from returns`;
      expect(counts!.returns).toBe(counts!.runs);
      expect(counts!.runs).toBe(runCount);
      await waitUntil(async () => (await site.superuser`select from runs`).length === 0);
      const left = [];
      for await (const { key } of site.scorer.objects.list('runs')) left.push(key);
      expect(left).toEqual([]);
      expect(killedCount).toBe(killCount);
      // At least one run was taken over by another runner, so the kills did hit runs.
      expect(counts!.fence).toBeGreaterThan(1);
      if (isStress) console.log(counts);
    },
    repetitions(180_000, 1_900_000),
  );
});
