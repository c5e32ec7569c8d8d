import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addJob } from '@/db/queries/job-queries';
import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { listMaintainedRounds } from '@/services/round/view';
import { findSubmission } from '@/services/submission/view';
import { formRequest } from '@/testing/form-request';
import { ageJob, holdJob } from '@/testing/hold-job';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { spawnProcess } from '@/testing/spawn-process';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { startQueueThread } from './queues/start-queue-thread';
import { deadAfterMs, runScorer } from './run-scorer';

const items = makeBinaryItems(10);

describe('scorer', () => {
  let site: TestSite;

  beforeEach(async () => {
    site = await makeTestSite();
  });
  afterEach(() => site?.drop());

  const findHolder = async (task: string) => {
    const [job] = await site.superuser<{ locked_by: string }[]>`
      select locked_by from graphile_worker.jobs where task_identifier = ${task} and locked_by is not null`;
    return job?.locked_by;
  };

  async function makeDraft(maintainer: Actor, slug: string): Promise<number> {
    const upload = formRequest({ title: 'Long' }, 'test_set', formatTestSet(makeBinaryItems(20)));
    return unwrap(await createRound(maintainer, slug, upload)).number;
  }

  it('scores a submission completely, feedback included, while another job is blocked', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const first = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await first.stop();
    const number = await makeDraft(maintainer, slug);
    const isChecked = async () =>
      unwrap(await listMaintainedRounds(maintainer, slug)).some(
        (r) => r.number === number && r.check !== null,
      );

    const { release, held } = await holdRound(site, number);
    const scorer = await startTestScorer(site);
    try {
      await waitUntil(() => findHolder('check_test_set'));
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, formatPredictions(items.ids, 'no'));
      const scored = await waitUntil(async () => {
        const submission = unwrap(await findSubmission(researcher, id));
        return submission.state === 'scored' && submission.feedback !== null && submission;
      });
      expect(scored.feedback).not.toBeNull();
      expect(await isChecked()).toBe(false);
      expect(await findHolder('check_test_set')).toBeDefined();
      release();
      await held;
      await waitUntil(isChecked);
    } finally {
      release();
      await scorer.stop();
    }
  });

  it('keeps a job that takes much longer than the time after which a silent scorer counts as dead', async () => {
    const maintainer = await makePerson(site);
    const number = await makeDraft(maintainer, await makeBenchmark(maintainer));
    const { release, held } = await holdRound(site, number);
    const scorer = await startTestScorer(site);
    try {
      const holder = await waitUntil(() => findHolder('check_test_set'));
      await ageJob(site, { task: 'check_test_set', byMs: 10 * deadAfterMs });
      const findBeat = async () =>
        (await site.superuser<{ beat_at: Date }[]>`select max(beat_at) as beat_at from scorer_heartbeats`)[0]
          ?.beat_at;
      const first = await waitUntil(findBeat);
      await waitUntil(async () => ((await findBeat()) ?? first) > first);
      expect(await findHolder('check_test_set')).toBe(holder);
    } finally {
      release();
      await held;
      await scorer.stop();
    }
  });

  it('finishes its current job after SIGTERM, and takes no other', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const [first, second] = [await makeDraft(maintainer, slug), await makeDraft(maintainer, slug)];
    const { release, held } = await holdRound(site, first);
    const scorer = await spawnProcess('worker/main.ts', {
      ...site.environments.scorer,
      TIDEMARK_SCORER_THREADS: '1',
    });
    try {
      await waitUntil(() => findHolder('check_test_set'));
      process.kill(scorer.pid, 'SIGTERM');
      await sleep(500);
      release();
      await held;
      expect(await scorer.ended).toBe(0);
    } finally {
      release();
      await scorer.end('SIGKILL');
    }
    const checks = await site.superuser<{ number: number; isChecked: boolean }[]>`
      select number, checked_at is not null as "isChecked" from rounds order by number`;
    expect([...checks]).toEqual([
      { number: first, isChecked: true },
      { number: second, isChecked: false },
    ]);
    const jobs = await site.superuser<{ attempts: number; lockedBy: string | null }[]>`
      select attempts, locked_by as "lockedBy" from graphile_worker.jobs where task_identifier = 'check_test_set'`;
    expect([...jobs]).toEqual([{ attempts: 0, lockedBy: null }]);
  });

  it('hands back a job that takes longer than the time to stop, and another scorer takes it at once', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const number = await makeDraft(maintainer, slug);
    const log = pino({ level: 'silent' });
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'worker', workerId: 'busy' });
      parentPort.on('message', () => {});`;
    const module = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const thread = startQueueThread({ queues: ['long'], bootId: 'a boot' }, log, { module });
    await waitUntil(async () => thread.workerIds().length > 0);
    await holdJob(site, { worker: 'busy' });
    await runScorer(site.scorer, log, [thread]).stop(300);
    expect(await findHolder('check_test_set')).toBeUndefined();
    expect([...(await site.superuser`select worker_id from scorer_heartbeats`)]).toEqual([]);
    const other = await startTestScorer(site);
    const startedAt = performance.now();
    await waitUntil(async () =>
      unwrap(await listMaintainedRounds(maintainer, slug)).some(
        (r) => r.number === number && r.check !== null,
      ),
    );
    expect(performance.now() - startedAt).toBeLessThan(deadAfterMs);
    await other.stop();
  });

  it('keeps its heartbeat and its job while the job’s thread stalls', async () => {
    const log = pino({ level: 'silent' });
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'worker', workerId: 'still' });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_500);
      parentPort.once('message', () => process.exit());`;
    const module = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const task = { queues: ['long'] as const, bootId: 'a boot' };
    const thread = startQueueThread(task, log, { module });
    await waitUntil(async () => thread.workerIds().length > 0);
    await addJob(site.web.db, 'publish_snapshot', { roundId: '00000000-0000-4000-8000-000000000001' });
    await holdJob(site, { worker: 'still', since: new Date(Date.now() - 10 * deadAfterMs) });
    const scorer = runScorer(site.scorer, log, [thread]);
    const findBeat = async () => {
      const [row] = await site.superuser<{ beat_at: Date }[]>`
        select beat_at from scorer_heartbeats where worker_id = 'still'`;
      return row?.beat_at;
    };
    const first = await waitUntil(findBeat);
    await waitUntil(async () => ((await findBeat()) ?? first) > first);
    expect(await findHolder('publish_snapshot')).toBe('still');
    await scorer.stop();
  });
});

/** Locks a round's row, so that transactions that write about the round wait. */
async function holdRound(
  site: TestSite,
  number: number,
): Promise<{ release: () => void; held: Promise<unknown> }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let locked = () => {};
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  const held = site.superuser.begin(async (tx) => {
    await tx`select from rounds where number = ${number} for update`;
    locked();
    await released;
  });
  await isLocked;
  return { release, held };
}
