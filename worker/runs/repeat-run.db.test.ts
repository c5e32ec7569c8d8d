import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { insertModelRun } from '@/db/hidden/model-run-queries';
import type { Actor } from '@/services/access/caller';
import { listFlags } from '@/services/flag/flag';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { serveRunners } from '@/testing/serve-runners';
import { findTestRunner } from '@/testing/start-test-runner';
import { startScorerAlone } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal, closeAndRank } from '@/testing/submit-predictions';
import { takeLeaseByHand } from '@/testing/take-lease';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { callOverHttp, workOnLeases } from '../runner/lease-work';
import { encodeResult } from '../runner/run-result';
import { runRepeatRun } from './repeat-run';

type Made = Awaited<ReturnType<typeof makeRunner>>;

describe('repetition of a run', () => {
  const site = provideTestSite();
  let served: Awaited<ReturnType<typeof serveRunners>>;
  const maintainer = providePerson(site);
  let person: Actor;
  let slug: string;
  let first: Made;
  let stopFirst: () => Promise<void>;
  beforeAll(async () => {
    served = await serveRunners({ leases, oneLease });
    await startScorerAlone(site);
    slug = await makeBenchmark(maintainer, acceptsTinyModels);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    first = await makeRunner(site);
    stopFirst = await startRunner(first);
  });
  afterAll(async () => {
    await stopFirst?.();
    await served?.stop();
  });

  async function startRunner(made: Made) {
    const stop = new AbortController();
    const call = callOverHttp({ site: served.url, token: made.token });
    const settings = { ...made, call, log: pino({ level: 'silent' }) };
    const engines = { runner: await findTestRunner(), failedTrials: [] };
    const ended = workOnLeases(settings, engines, { slots: 2, signal: stop.signal });
    return async () => {
      stop.abort();
      await ended;
    };
  }
  let scale = 0;
  /** Scores a submission of a new person each time, since a person may have three versions. */
  async function score(): Promise<string> {
    person = await makePerson(site);
    const { id } = unwrap(
      await submitModel(person, slug, softmaxModel(++scale), { model: `Model ${scale}` }),
    );
    expect((await awaitFinal(person, id)).state).toBe('scored');
    return id;
  }
  /** Inserts copies of a scored submission, without runs. */
  async function copy(id: string, count: number): Promise<string[]> {
    return site.superuser.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const rows = await tx<{ id: string }[]>`
        insert into submissions select (jsonb_populate_record(s, jsonb_build_object('submission_id', gen_random_uuid(),
          'idempotency_key', gen_random_uuid(), 'withdrawn_at', now(), 'version', 'copy ' || ${id} || k, 'version_skeleton', ${id} || k))).*
        from submissions s, generate_series(1, ${count}::int) k where s.submission_id = ${id} returning submission_id as id`;
      return rows.map((row) => row.id);
    });
  }
  /** Ends the runs of the copies together. @returns how many of them will be repeated */
  async function endAtOnce(submissionIds: readonly string[]): Promise<number> {
    const [benchmark] = await site.superuser<[{ id: string }]>`select benchmark_id as id from benchmarks`;
    const run = { predictionsSha256: '', inputsSha256: '', record: {} as never };
    const toRepeat = await Promise.all(
      submissionIds.map((submissionId) =>
        site.scorer.client.db.transaction((tx) =>
          insertModelRun(tx, { submissionId, benchmarkId: benchmark.id }, run, new Date()),
        ),
      ),
    );
    return toRepeat.filter((isToRepeat) => isToRepeat).length;
  }
  const countRuns = async () =>
    (await site.superuser<[{ count: number }]>`select count(*)::int as count from hidden.model_runs`)[0]
      .count;
  const fillUpTo49 = async (id: string) => endAtOnce(await copy(id, (149 - ((await countRuns()) % 50)) % 50));
  const repeatOf = async (id: string) => {
    const [row] = await site.superuser`select repeat from hidden.model_runs where submission_id = ${id}`;
    return row!.repeat;
  };
  const seen = async (id: string) => ({ ...unwrap(await findSubmissionPage(person, id)), now: null });
  /** Has a runner call the site, so that it counts as alive, without taking runs. */
  const hear = ({ token }: Made) =>
    callOverHttp({ site: served.url, token })('leases', {
      ...{ method: 'POST', body: JSON.stringify({ failed_trials: [], takes: [] }) },
    });

  it('follows exactly every 50th run, once, even if runs end concurrently', async () => {
    const id = await score();
    const copies = await copy(id, 199);
    expect(await countRuns()).toBe(1);
    expect(await endAtOnce([...copies, ...copies])).toBe(4);
    expect(await countRuns()).toBe(200);
    expect(await endAtOnce(await copy(id, 49))).toBe(0);
  });

  it('needs another runner that has called the site lately', async () => {
    const id = await score();
    expect(await countRuns()).toBe(250);
    await runRepeatRun(site.scorer, { submissionId: id });
    expect(await site.superuser`select from runs`).toHaveLength(0);
    expect(await repeatOf(id)).toBeNull();
  });

  it('happens on another runner, and changes nothing that the team sees', async () => {
    await fillUpTo49(await score());
    const second = await makeRunner(site);
    await hear(second);
    const id = await score();
    const before = await seen(id);
    const turns = await site.superuser`select * from run_turns`;
    await waitUntil(
      async () => (await site.superuser`select from runs where purpose = 'repeat'`).length === 1,
    );
    // The first runner asks for work all the time.
    await hear(first);
    const stop = await startRunner(second);
    const repeat = await waitUntil(async () => (await repeatOf(id)) ?? false);
    expect(repeat).toEqual({
      runner: second.name,
      engine: expect.stringContaining('onnxruntime'),
      score: 'same',
    });
    await stop();
    expect(await seen(id)).toEqual(before);
    expect(await site.superuser`select * from run_turns`).toEqual(turns);
  });

  it('waits until the score is reported', async () => {
    const id = await score();
    await site.withoutTriggers`update submissions set state = 'scoring', finished_at = null, deadline_at = now() + interval '1 hour' where submission_id = ${id}`;
    await hear(await makeRunner(site));
    await runRepeatRun(site.scorer, { submissionId: id });
    expect(await site.superuser`select from runs`).toHaveLength(0);
    await site.withoutTriggers`update submissions set state = 'scored', finished_at = now(), deadline_at = null where submission_id = ${id}`;
    await runRepeatRun(site.scorer, { submissionId: id });
    expect(await site.superuser`select purpose, priority, user_id from runs`).toEqual([
      { purpose: 'repeat', priority: 3, user_id: null },
    ]);
    await site.superuser`delete from runs`;
  });

  it('raises a flag that names both runners after the close if it gives no score, and the ranking names the runners of the counting runs', async () => {
    await fillUpTo49(await score());
    const liar = await makeRunner(site);
    await hear(liar);
    const id = await score();
    await waitUntil(
      async () => (await site.superuser`select from runs where purpose = 'repeat'`).length === 1,
    );
    const { work, sign, send } = await takeLeaseByHand(site, served.url, liar);
    await send(sign(work, encodeResult({ ok: false, error: { code: 'model_failed' } })));
    expect(await waitUntil(async () => (await repeatOf(id)) ?? false)).toEqual({
      ...{ runner: liar.name, engine: null, score: 'none' },
    });
    expect(unwrap(await listFlags(maintainer, slug))).toEqual([]);
    await closeAndRank(maintainer, slug, 1);
    const flags = await waitUntil(async () => {
      const found = unwrap(await listFlags(maintainer, slug)).filter(({ kind }) => kind === 'repeat-differs');
      return found.length > 0 && found;
    });
    expect(flags).toHaveLength(1);
    expect(flags[0]!.submissions.map((submission) => submission.id)).toEqual([id]);
    expect(flags[0]!.finding).toContain(`the runner ${first.name} (onnxruntime`);
    expect(flags[0]!.finding).toContain(`the runner ${liar.name}, with no score`);
    const { ran_on } = unwrap(await findLeaderboard(slug, 1));
    expect(ran_on).toEqual([
      {
        ...{ runner: first.name, kind: 'onnx', engine: expect.stringContaining('onnxruntime'), count: scale },
        ...{ engine_version: expect.stringMatching(/^\d/), architecture: process.arch },
      },
    ]);
  });
});
