import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIRequestContext } from '@playwright/test';
import { findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { findRunningServer } from '@/adapters/embedded-postgres/stop-old-server';
import { mixBits } from '@/lib/core/round/checks/hash-text';
import { expect, test } from './fixtures';
import { apiOf, bodyOf, bringRound, createToken, dataDir, until } from './site';
import { openDatabase } from './walls/database';

type Submission = { id: string; state: string; feedback: { outcome: string } | null };

const itemCount = 150_000;

const slug = 'recovery';

let maintainer: ReturnType<typeof apiOf>;

let researcher: ReturnType<typeof apiOf>;

test.describe.configure({ mode: 'serial' });

let context: APIRequestContext;

test.beforeAll(async ({ playwright, baseURL }) => {
  context = await playwright.request.newContext({ baseURL });
  maintainer = apiOf(context, await createToken('recovery-maintainer@example.org', 'Recovery Maintainer'));
  researcher = apiOf(context, await createToken('recovery-researcher@example.org', 'Recovery Researcher'));
  await openRound(slug, itemCount);
});

test.afterAll(() => context.dispose());

async function openRound(slug: string, itemCount: number): Promise<void> {
  await bodyOf(
    await maintainer.post('/benchmarks', {
      slug,
      title: 'Recovery',
      task: 'regression',
      metric: 'rmse',
      quota_per_day: 10,
    }),
  );
  const rows = Array.from({ length: itemCount }, (_, i) => `r${i},${i % 7},${mixBits(i + 1) % 101}`);
  const { number } = await bodyOf<{ number: number }>(
    await maintainer.upload(
      `/benchmarks/${slug}/rounds`,
      'test_set',
      { title: 'First' },
      `id,x,label\n${rows.join('\n')}\n`,
    ),
  );
  for (const action of ['seal', 'open'] as const)
    await bringRound(maintainer, `/benchmarks/${slug}/rounds/${number}`, action);
}

async function submit(slug: string, itemCount: number, offset: number): Promise<string> {
  const rows = Array.from({ length: itemCount }, (_, i) => `r${i},${((i + offset) * 31) % 97}`);
  return (
    await bodyOf<Submission>(
      await researcher.upload(
        `/benchmarks/${slug}/submissions`,
        'file',
        // Each file is another version of the model.
        { model: 'Large', version: String(offset) },
        `id,prediction\n${rows.join('\n')}\n`,
      ),
    )
  ).id;
}

/** Undefined while the site is restarting. */
async function look(id: string): Promise<Submission | undefined> {
  const response = await researcher.get(`/submissions/${id}`).catch(() => undefined);
  return response?.ok() ? response.json() : undefined;
}

const pidOf = (name: 'web' | 'scorer'): number =>
  JSON.parse(readFileSync(join(dataDir(), 'run', `${name}.json`), 'utf8')).pid;

function postmasterPid(): number {
  const server = findRunningServer(join(findPostgresHome(dataDir()), 'data'));
  if (!server) throw new Error('no PostgreSQL of ours is running');
  return server.pid;
}

/** Submits a file that takes long enough to score to be interrupted, and kills then. @returns the submission's id */
async function killAmidScore(pid: number, offset: number): Promise<string> {
  const id = await submit(slug, itemCount, offset);
  await until(async () => (await look(id))?.state === 'scoring');
  process.kill(pid, 'SIGKILL');
  return id;
}

/** Queries the database concurrently until stopped, so that a kill interrupts statements of every kind. */
function keepQuerying(): () => Promise<void> {
  let isOver = false;
  const query = async () => {
    while (!isOver) await researcher.get('/submissions').catch(() => {});
  };
  const queries = Array.from({ length: 8 }, query);
  return async () => {
    isOver = true;
    await Promise.all(queries);
  };
}

test('after kills of the scorer and PostgreSQL during a score, no accepted submission is lost', async () => {
  const before = { scorer: pidOf('scorer'), postmaster: postmasterPid() };
  const scorerKilled = await killAmidScore(before.scorer, 1);
  // Until the dead scorer's locks are removed, the next scorer scores other submissions.
  const stopQuerying = keepQuerying();
  const postmasterKilled = await killAmidScore(before.postmaster, 2);
  const killedAtMs = performance.now();
  for (const id of [scorerKilled, postmasterKilled])
    await until(async () => (await look(id))?.state === 'scored');
  await stopQuerying();
  console.log(`both scored ${Math.round((performance.now() - killedAtMs) / 1000)} s after the second kill`);
  expect(pidOf('scorer')).not.toBe(before.scorer);
  expect(postmasterPid()).not.toBe(before.postmaster);
});

test('submissions scored across both kills have one score, one slot and one evaluation each', async () => {
  const quota = await bodyOf<{ round: { used: number } }>(await researcher.get(`/benchmarks/${slug}/quota`));
  expect(quota.round.used).toBe(2);
  const sql = await openDatabase('superuser');
  try {
    const scored = await sql`
      select bool_and(attempt > 1) as "isAgain", count(distinct evaluation_id)::int as evaluations, count(*)::int as splits
      from hidden.evaluations join hidden.item_outcomes using (evaluation_id)
        join rounds using (round_id) join benchmarks using (benchmark_id)
      where slug = ${slug} group by submission_id`;
    // Each submission has one evaluation, with scores on both splits.
    expect([...scored]).toEqual([
      { isAgain: true, evaluations: 1, splits: 2 },
      { isAgain: true, evaluations: 1, splits: 2 },
    ]);
  } finally {
    await sql.end();
  }
});

test('at SIGTERM the web process ends an upload under way, refuses a new one with Retry-After, and is started again', async ({
  baseURL,
}) => {
  const token = await createToken('recovery-late@example.org', 'Recovery Late');
  const rows = Array.from({ length: itemCount }, (_, i) => `r${i},${i % 89}`);
  const parts = [
    ['name="metadata"', JSON.stringify({ model: 'Late', version: '1' })],
    ['name="file"; filename="file.csv"', `id,prediction\n${rows.join('\n')}\n`],
  ];
  const body = `${parts
    .map(
      ([disposition, value]) =>
        `--edge\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`,
    )
    .join('')}--edge--\r\n`;
  const upload = () => {
    const sent = request(`${baseURL}/api/v1/benchmarks/${slug}/submissions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=edge',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': randomUUID(),
      },
    });
    return { sent, answered: once(sent, 'response').then(([response]): IncomingMessage => response) };
  };
  const before = pidOf('web');
  const underWay = upload();
  underWay.sent.write(body.slice(0, body.length / 2));
  // The server has its head by then.
  await sleep(2_000);
  process.kill(before, 'SIGTERM');
  await until(async () => (await fetch(`${baseURL}/readyz`)).status === 503);
  const later = upload();
  later.sent.end(body);
  const refused = await later.answered;
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '10']);
  underWay.sent.end(body.slice(body.length / 2));
  const accepted = await underWay.answered;
  expect(accepted.statusCode).toBe(202);
  const { id } = JSON.parse(await text(accepted));
  const late = apiOf(context, token);
  await until(async () => {
    const found = await late.get(`/submissions/${id}`).catch(() => undefined);
    return pidOf('web') !== before && found?.ok() && (await found.json()).state === 'scored';
  });
});

test('after the kills every connection of the web process and every queue of the scorer works', async () => {
  // More at once than there are connections, so that none is left out.
  const responses = await Promise.all(Array.from({ length: 60 }, () => researcher.get('/submissions')));
  expect(responses.filter((response) => !response.ok()).map((response) => response.status())).toEqual([]);
  const after = 'recovered';
  await openRound(after, 20);
  const id = await submit(after, 20, 1);
  await until(async () => (await look(id))?.state === 'scored');
});
