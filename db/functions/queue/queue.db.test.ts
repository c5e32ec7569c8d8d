import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JobEnqueuer, type JobName, jobNames, jobs } from '@/lib/contracts/jobs';
import { deleteWaitingJobs, holdJob, returnJobs } from '@/testing/hold-job';
import { provideTestSite } from '@/testing/make-test-site';
import { waitUntil } from '@/testing/wait-until';

type Payload = Record<string, string | null>;

const values: Payload = {
  roundId: randomUUID(),
  runId: randomUUID(),
  submissionId: randomUUID(),
  erratumId: randomUUID(),
  dryRunId: randomUUID(),
  benchmarkId: randomUUID(),
  publishedBy: randomUUID(),
  openedBy: randomUUID(),
  extendedBy: randomUUID(),
  closesAt: '2030-01-02T12:00:00.000Z',
  scope: 'newest',
  ids: 'kept',
};
const payloadOf = (name: JobName): Payload =>
  Object.fromEntries(Object.keys(jobs[name].payload.shape).map((field) => [field, values[field] ?? null]));

describe('queue functions', () => {
  const site = provideTestSite();
  let connections: Record<JobEnqueuer, postgres.Sql>;

  beforeAll(async () => {
    connections = {
      web: postgres(site.urls.web, { max: 1, onnotice: () => {} }),
      scorer: postgres(site.urls.scorer, { max: 1, onnotice: () => {} }),
    };
  });
  afterAll(() => Promise.all([connections?.web.end(), connections?.scorer.end()]));
  beforeEach(() => deleteWaitingJobs(site));

  const ask = async (asker: JobEnqueuer, task: string, payload: unknown): Promise<void> => {
    await connections[asker]`select queue.add_job(${task}, ${JSON.stringify(payload)}::text::jsonb)`;
  };
  const listWaiting = () => site.superuser<
    { task: string; key: string; priority: number; revision: number }[]
  >`
    select task_identifier as task, key, priority, revision from graphile_worker.jobs order by id`;

  it('accept each task only from the role in the table of jobs, with the table’s key and priority', async () => {
    for (const name of jobNames) {
      const payload = payloadOf(name);
      expect(jobs[name].payload.safeParse(payload).success, name).toBe(true);
      for (const asker of ['web', 'scorer'] as const)
        if ((jobs[name].enqueuedBy as readonly JobEnqueuer[]).includes(asker))
          await ask(asker, name, payload);
        else await expect(ask(asker, name, payload), name).rejects.toMatchObject({ code: '42501' });
    }
    const [owner] =
      await site.superuser`select queue.add_job('raise_flags', ${JSON.stringify(payloadOf('raise_flags'))}::text::jsonb)`.catch(
        (error: unknown) => [error],
      );
    expect(owner).toMatchObject({ code: '42501' });
    expect((await listWaiting()).map(({ task, key, priority }) => ({ task, key, priority }))).toEqual(
      jobNames.map((task) => {
        const [word, ...fields] = jobs[task].key;
        return {
          task,
          key: [word, ...fields.map((field) => values[field])].join(':'),
          priority: jobs[task].priority,
        };
      }),
    );
  });

  it('let the web role remove no waiting job of the scorer from the queue', async () => {
    const mine = jobNames.filter(
      (name) => !(jobs[name].enqueuedBy as readonly JobEnqueuer[]).includes('web'),
    );
    expect(mine).toEqual(expect.arrayContaining(['raise_flags', 'decide_feedback']));
    for (const name of mine) await ask('scorer', name, payloadOf(name));
    const before = await listWaiting();
    for (const name of jobNames) await ask('web', name, payloadOf(name)).catch(() => {});
    expect((await listWaiting()).slice(0, mine.length)).toEqual(before);
    await expect(
      connections.web`select queue.add_job('publish_snapshot', '{}'::json, ${`raise-flags:${values.roundId}`})`,
    ).rejects.toMatchObject({ code: '42883' });
  });

  it('merge a request with a waiting job for the same target, however its id is spelt', async () => {
    const roundId = randomUUID();
    for (const one of [roundId, roundId.toUpperCase()])
      await ask('web', 'publish_snapshot', { roundId: one });
    expect(await listWaiting()).toMatchObject([{ key: `snapshot:${roundId}`, revision: 1 }]);
  });

  it('lose no request that arrives while a worker takes the waiting job for the same target', async () => {
    const payload = { roundId: randomUUID() };
    const key = `snapshot:${payload.roundId}`;
    await ask('web', 'publish_snapshot', payload);
    let request: Promise<void> | undefined;
    await site.superuser.begin(async (tx) => {
      const held = await holdJob({ superuser: tx }, { worker: 'worker-1', key });
      expect(held).toBeDefined();
      request = ask('web', 'publish_snapshot', payload);
      await waitUntil(async () => {
        const [blocked] = await site.superuser`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return blocked !== undefined;
      });
    });
    await request;
    const jobs = await site.superuser`
      select key, locked_by from graphile_worker.jobs where task_identifier = 'publish_snapshot' order by id`;
    expect(jobs).toEqual([
      { key: null, locked_by: 'worker-1' },
      { key, locked_by: null },
    ]);
    await returnJobs(site, 'worker-1');
  });

  it('refuse an unknown task, and a payload of another shape', async () => {
    const roundId = randomUUID();
    for (const [task, payload] of [
      ['open_sesame', { roundId }],
      ['graphile_worker', { roundId }],
      ['', { roundId }],
      ["score_submission'", { roundId }],
      ['publish_snapshot', {}],
      ['publish_snapshot', null],
      ['publish_snapshot', [roundId]],
      ['publish_snapshot', roundId],
      ['publish_snapshot', { roundId: null }],
      ['publish_snapshot', { roundId: 1 }],
      ['publish_snapshot', { roundId: `${roundId} ` }],
      ['publish_snapshot', { roundId: `${roundId}\n` }],
      ['publish_snapshot', { roundId: `x:${roundId}` }],
      ['publish_snapshot', { roundId, force: 'true' }],
      ['score_submission', { roundId }],
      ['equate_rounds', { benchmarkId: roundId, scope: 'some' }],
      ['equate_rounds', { benchmarkId: roundId, scope: 'newest|all' }],
      ['open_round', { roundId, closesAt: 'tomorrow' }],
      ['open_round', { roundId, closesAt: null, openedBy: 'me' }],
    ] as const)
      await expect(ask('web', task, payload), JSON.stringify([task, payload])).rejects.toMatchObject({
        code: '22023',
      });
    expect(await listWaiting()).toEqual([]);
    await ask('web', 'open_round', { roundId, closesAt: null, openedBy: roundId });
    expect(await listWaiting()).toHaveLength(1);
  });
});
