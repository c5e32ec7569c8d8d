import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRng } from '@/lib/core/statistics/rng';
import type { Actor } from '@/services/access/caller';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite } from '@/testing/make-test-site';
import { plantSubmissions } from '@/testing/plant-submissions';
import { spawnProcess } from '@/testing/spawn-process';
import { startThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { prepareTestServer } from '@/testing/test-server';
import { waitUntil } from '@/testing/wait-until';
import {
  idleRate,
  listStatements,
  type ProcessorTime,
  perSubmission,
  readProcessorTime,
} from './feedback/processor-time';

// Processor time of one submission, from its form to the published table, by process, with so many earlier submissions in the
// round: `npm run bench:feedback -- [submissions…]`. By the real scorer on a real PostgreSQL; the form is taken by the web
// process's service without its HTTP server. A guarded ladder on log loss; ROWS sets the items of the round. Needs Linux (/proc).

const sizes =
  process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 2_000, 10_000, 100_000];

const rowCount = Number(process.env.ROWS ?? 600);

/** Submissions of each figure. */
const repetitions = 24;

/** Files of the team that has sent many. */
const ownFileCount = 170;

const idleMs = 10_000;

const shownMax = Number(process.env.STATEMENTS ?? 12);

const items = makeBinaryItems(rowCount);

const rng = createRng('feedback');

/** Each file differs from the others in most items, and is right in two of three. */
function drawFile(): string {
  const rows = items.ids.map((id, i) => {
    const yes =
      (items.labels[i] === 'yes') === rng.nextUnit() < 2 / 3 ? 0.5 + rng.nextUnit() / 2 : rng.nextUnit() / 2;
    return `${id},${(1 - yes).toFixed(6)},${yes.toFixed(6)}`;
  });
  return `id,p_no,p_yes\n${rows.join('\n')}\n`;
}

const server = await startThrowawayPostgres('bench', { durable: true });

const site = await makeTestSite(await prepareTestServer(server.superuserUrl));

const scorer = await spawnProcess('worker/main.ts', site.environments.scorer);

try {
  const maintainer = await makePerson(site);
  const slug = await makeBenchmark(maintainer, {
    metric: 'log_loss',
    feedback_policy: 'guarded-ladder',
    quota_per_round: 1000,
    quota_per_day: 1000,
  });
  await makeOpenRound(maintainer, slug, formatTestSet(items));
  const [round] = await site.superuser<{ id: string }[]>`
    select round_id as id from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
  if (!round) throw new Error('the round was not opened');

  const read = () => readProcessorTime({ scorer: scorer.pid, server: server.pid });
  /** Waits for feedback on all submissions, and for the table that follows it. */
  const settle = () =>
    waitUntil(
      async () => {
        const [counted] = await site.superuser<{ waiting: number }[]>`
        select count(*)::int as waiting from graphile_worker.jobs
        where task_identifier in ('score_submission', 'decide_feedback', 'publish_snapshot')
          and run_at <= now()`;
        return counted?.waiting === 0;
      },
      { everyMs: 10 },
    );
  /** @returns the processor time of this process for accepting them, in milliseconds */
  const send = async (people: readonly Actor[], count: number): Promise<number> => {
    let acceptMs = 0;
    for (let i = 0; i < count; i++) {
      const [person, file] = [people[i % people.length]!, drawFile()];
      const before = process.cpuUsage();
      await submitPredictions(person, slug, file);
      const { user, system } = process.cpuUsage(before);
      acceptMs += (user + system) / 1000;
      await settle();
    }
    return acceptMs;
  };
  const measure = async (people: readonly Actor[], idle: ProcessorTime): Promise<ProcessorTime> => {
    const [before, begunAt] = [read(), performance.now()];
    const acceptMs = await send(people, repetitions);
    const elapsedMs = performance.now() - begunAt;
    const taken = perSubmission(before, read(), { count: repetitions, idle, elapsedMs });
    return { ...taken, accept: acceptMs / repetitions };
  };
  const measureIdle = async (): Promise<ProcessorTime> => {
    const before = read();
    await sleep(idleMs);
    return idleRate(before, read(), idleMs);
  };
  const log = join(server.homeDir, 'server.log');
  /** Durations of the statements of a submission, with waits for the disk and the processors. */
  const logStatements = async (people: readonly Actor[]): Promise<void> => {
    const count = 8;
    await site.superuser`alter system set log_min_duration_statement = 0`;
    await site.superuser`select pg_reload_conf()`;
    await sleep(500);
    const { length } = readFileSync(log, 'utf8');
    await send(people, count);
    await site.superuser`alter system reset log_min_duration_statement`;
    await site.superuser`select pg_reload_conf()`;
    await sleep(500);
    const statements = listStatements(readFileSync(log, 'utf8').slice(length));
    const useCount = statements.reduce((sum, { uses }) => sum + uses, 0);
    console.log(`    ${(useCount / count).toFixed(0)} statements a submission, longest first:`);
    for (const { statement, ms, uses } of statements.slice(0, shownMax))
      console.log(
        `    ${(ms / count).toFixed(2).padStart(7)} ms, ${(uses / count).toFixed(1)} times: ${statement.slice(0, 110)}`,
      );
  };

  const people = await Promise.all(Array.from({ length: repetitions }, () => makePerson(site)));
  const busy = await makePerson(site);
  await send(people, repetitions);
  await send([busy], ownFileCount);
  for (const size of sizes) {
    await plantSubmissions(site.superuser, round.id, size);
    const idle = await measureIdle();
    console.log(
      `\n${size.toLocaleString('en')} submissions in the round, ${rowCount.toLocaleString('en')} rows; load ${loadavg()[0]!.toFixed(1)}`,
    );
    print('idle, a second', multiply(idle, 1000));
    print('by many teams', await measure(people, idle));
    print(`by a team with ${ownFileCount} files and more`, await measure([busy], idle));
    await logStatements(people);
  }
} finally {
  await scorer.end('SIGKILL');
  await site.drop();
  await server.remove();
}

function multiply(time: ProcessorTime, by: number): ProcessorTime {
  return Object.fromEntries(Object.entries(time).map(([group, ms]) => [group, ms * by]));
}

function print(what: string, time: ProcessorTime): void {
  const { accept = 0, ...others } = time;
  const { 'database for accept': accepting = 0, ...scoring } = others;
  const total = Object.values(scoring).reduce((sum, ms) => sum + ms, 0);
  const parts = Object.entries(scoring).map(([group, ms]) => `${group} ${ms.toFixed(1)}`);
  console.log(
    `  ${what}: accept ${accept.toFixed(1)} ms and in the database ${accepting.toFixed(1)}; after it ${total.toFixed(1)} ms (${parts.join(', ')})`,
  );
}
