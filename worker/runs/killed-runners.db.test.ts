import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { makeRunner } from '@/testing/make-runner';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { serveRunners } from '@/testing/serve-runners';
import { type SpawnedProcess, spawnProcess } from '@/testing/spawn-process';
import { isStress, repetitions } from '@/testing/stress';
import { waitUntil } from '@/testing/wait-until';
import { runLimitsDefault } from '../runner/run-limits';
import type { RunRequest } from '../runner/run-request';
import { findRemoteRunner, runOnRunner } from './run-on-runner';

const runCount = repetitions(24, 1_000);
const runnerCount = repetitions(2, 4);
const killCount = repetitions(3, 100);
/** Runs that wait at a time. */
const waitingMax = 8;

/** `y = Identity(x)`, x and y float32[N, 2]; by onnx 1.17. */
const identity = Buffer.from(
  'CAg6QQoQCgF4EgF5IghJZGVudGl0eRIBZ1oUCgF4Eg8KDQgBEgkKAxIBTgoCCAJiFAoBeRIPCg0IARIJCgMSAU4KAggCQgQKABAN',
  'base64',
);

const ask = (values: readonly [number, number]): RunRequest => ({
  model: identity,
  inputs: [{ name: 'x', type: 'float32', shape: [1, 2], values: Float32Array.of(...values) }],
  outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }],
  limits: { ...runLimitsDefault, outputBytesMax: 8e6 },
  faultsAs: 'codes',
});

describe.skipIf((await findTestSandbox()) === undefined)('runs while their runners are killed', () => {
  let site: TestSite;
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let folder: string;
  beforeAll(async () => {
    site = await makeTestSite();
    served = await serveRunners({ leases, oneLease });
    folder = await mkdtemp(join(tmpdir(), 'tidemark-runners-'));
  });
  afterAll(async () => {
    await served?.stop();
    await site?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  type TestRunner = { name: string; start: () => Promise<SpawnedProcess> };

  async function addRunner(): Promise<TestRunner> {
    const { name, token, secret } = await makeRunner(site);
    const [tokenFile, identityFile] = [join(folder, `${name}.token`), join(folder, `${name}.key`)];
    await writeFile(tokenFile, token);
    await writeFile(identityFile, secret);
    const words = ['--site', served.url, '--token-file', tokenFile, '--identity-file', identityFile];
    const environment = { PATH: process.env.PATH ?? '' };
    return { name, start: () => spawnProcess('worker/runner/main.ts', environment, words) };
  }

  it(
    'each have their own result, once',
    async () => {
      await site.superuser`create table returns (run_id uuid, fence int)`;
      await site.superuser.unsafe(`
        create function count_return() returns trigger language plpgsql security definer as $$
        begin insert into public.returns values (new.run_id, new.fence); return null; end $$;
        create trigger count_return after update on runs for each row
          when (new.state = 'returned' and old.state <> 'returned') execute function count_return()`);
      const added = await Promise.all(Array.from({ length: runnerCount }, addRunner));
      const processes = new Map<string, SpawnedProcess>();
      for (const { name, start } of added) processes.set(name, await start());
      await waitUntil(async () => (await findRemoteRunner(site.scorer)) !== null);
      // A minute's silence, quicker.
      const hurry = setInterval(
        () =>
          site.superuser`
          update runs set leased_until = least(leased_until, clock_timestamp() + interval '3 seconds')`.catch(
            () => {},
          ),
        200,
      );
      const findBusyRunner = async () => {
        const [busy] = await site.superuser<{ name: string }[]>`
          select name from runs join runners using (runner_id) where state in ('leased', 'prepared') order by random() limit 1`;
        return added.find(({ name }) => name === busy?.name);
      };
      let isOver = false;
      let killedCount = 0;
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

      const waiting = Array.from({ length: runCount }, (_, i) => [i, i / 8] as const);
      const wrong: number[] = [];
      let lostCount = 0;
      const waitForRuns = async () => {
        for (let values = waiting.shift(); values; values = waiting.shift())
          try {
            const result = await runOnRunner(site.scorer, ask(values));
            if (!result.ok || [...result.value.outputs[0]!.values].join() !== values.join())
              wrong.push(values[0]);
          } catch (error) {
            // Three killed runners in a row: its job is tried again.
            if (!String(error).includes('3 runners lost the run')) throw error;
            lostCount++;
            waiting.push(values);
          }
      };
      await Promise.all(Array.from({ length: waitingMax }, waitForRuns));
      isOver = true;
      await killing;
      clearInterval(hurry);
      await Promise.all([...processes.values()].map((one) => one.end('SIGTERM')));

      expect(wrong).toEqual([]);
      const [counts] = await site.superuser`
        select count(*)::int as returns, count(distinct run_id)::int as runs, max(fence) as fence from returns`;
      expect(counts!.returns).toBe(counts!.runs);
      expect(counts!.runs).toBe(runCount);
      expect(await site.superuser`select from runs`).toHaveLength(0);
      const files = [];
      for await (const { key } of site.scorer.objects.list('runs')) files.push(key);
      expect(files).toEqual([]);
      expect(killedCount).toBe(killCount);
      // A run was taken over by another runner, so that the kills met runs.
      expect(counts!.fence).toBeGreaterThan(1);
      if (isStress) console.log({ ...counts, lostCount });
    },
    repetitions(120_000, 1_800_000),
  );
});
