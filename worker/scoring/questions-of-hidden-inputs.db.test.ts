import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { claimSubmission } from '@/db/queries/submission-scorer-queries';
import type { Actor } from '@/services/access/caller';
import { findQuota } from '@/services/submission/find-quota';
import { submit } from '@/services/submission/submit';
import { findSubmission } from '@/services/submission/view';
import { endRuns } from '@/testing/end-runs';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import {
  acceptsTinyModels,
  lookUpModel,
  loopingModel,
  softmaxModel,
  tinyTestSet,
} from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { sweep } from '../run-scorer';
import { runFinishModel } from '../runs/run-finish-model';
import { runScoreModel } from '../runs/run-score-model';
import type { ScorerPlatform } from '../scorer-platform';
import { makeRoundVault } from '../vault/round-vault';

/** Unique digits with which both numbers of each hidden item begin. */
const canary = 4815;

/**
 * A participant can make a model fail depending on its inputs, and so query hidden inputs. Each such query
 * uses a quota slot.
 */
describe('query of hidden inputs by a model', () => {
  const site = provideTestSite();
  let slug: string;
  let asker: Actor;
  let sent: string;
  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1, canary)));
  });
  beforeEach(async () => {
    asker = await makePerson(site);
    const model = `Of ${asker.userId}`;
    sent = unwrap(await submitModel(asker, slug, softmaxModel(1), { model })).id;
  });

  const used = async () => {
    const { round, day } = unwrap(await findQuota(asker, slug));
    return [round.used, day.used];
  };
  const read = async () => unwrap(await findSubmission(asker, sent));
  const broken = () => Promise.reject(new Error('broken'));
  /** An object store that passes work on to runners, but stores no predictions. */
  const storesNoPredictions: ScorerPlatform['objects']['put'] = (key, content) =>
    key.startsWith('runs/') ? site.scorer.objects.put(key, content) : broken();
  const tryWith = async (objects: Partial<ScorerPlatform['objects']>) => {
    const platform = { ...site.scorer, objects: { ...site.scorer.objects, ...objects } };
    await runScoreModel(platform, { submissionId: sent });
    await endRuns(site, platform);
  };
  const finish = () => runFinishModel(site.scorer, makeRoundVault(site.scorer), { submissionId: sent });
  /** Advances the clock to the time at which the stored outcome may be reported. */
  const report = async () => {
    await site.superuser`update hidden.hidden_runs set reportable_at = now() - interval '1 millisecond' where submission_id = ${sent} and reportable_at is not null`;
    await finish();
  };
  const readStored = async () => {
    const [row] = await site.superuser<{ reportedAfterMs: number; jobs: number; jobIsThen: boolean }[]>`
      select extract(epoch from reportable_at - begun_at)::float * 1000 as "reportedAfterMs",
        (select count(*)::int from graphile_worker.jobs where key = 'finish-model:' || submission_id) as jobs,
        (select bool_and(run_at = reportable_at) from graphile_worker.jobs where key = 'finish-model:' || submission_id) as "jobIsThen"
      from hidden.hidden_runs where submission_id = ${sent} and outcome is not null`;
    return row;
  };

  it('uses a slot where the platform fails after the run, whatever fails before the next', async () => {
    await expect(tryWith({ put: storesNoPredictions })).rejects.toThrow('broken');
    for (const _ of [2, 3]) await expect(tryWith({ open: broken })).rejects.toThrow('broken');
    await report();
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('stays used') });
    expect(await used()).toEqual([1, 1]);
  });

  it('reports no earlier where the platform fails after its last run', async () => {
    for (const _ of [1, 2, 3]) await expect(tryWith({ put: storesNoPredictions })).rejects.toThrow('broken');
    expect(await read()).toMatchObject({ state: 'scoring', code: null });
    await report();
    expect(await read()).toMatchObject({ state: 'failed', code: 'scorer_failed' });
  });

  it('returns its slot where the platform fails before the run', async () => {
    for (const _ of [1, 2, 3]) await expect(tryWith({ open: broken })).rejects.toThrow('broken');
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('given back') });
    expect(await used()).toEqual([0, 0]);
  });

  it('uses a slot where the deadline passes once the run has begun, and none before', async () => {
    const overdue = () =>
      site.superuser`update submissions set deadline_at = now() - interval '1 second' where submission_id = ${sent}`;
    await expect(tryWith({ put: storesNoPredictions })).rejects.toThrow('broken');
    await overdue();
    await sweep(site.scorer, []);
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('stays used') });
    expect(await used()).toEqual([1, 1]);

    sent = unwrap(
      await submitModel(asker, slug, softmaxModel(2), { model: `Of ${asker.userId}`, version: '2' }),
    ).id;
    await site.scorer.client.db.transaction((tx) => claimSubmission(tx, sent, new Date()));
    await overdue();
    await sweep(site.scorer, []);
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('given back') });
    expect(await used()).toEqual([1, 1]);
  });

  it('uses a slot where it kills its scorers twenty times', async () => {
    await expect(tryWith({ put: storesNoPredictions })).rejects.toThrow('broken');
    await site.superuser`update runs set finishes = 20 where submission_id = ${sent}`;
    await tryWith({});
    await report();
    expect(await read()).toMatchObject({ state: 'failed', code: 'scorer_failed' });
    expect(await used()).toEqual([1, 1]);
  });

  it('stores its outcome when the run ends, and reports it at one of six times, so that duration leaks nothing', async () => {
    await tryWith({});
    const waiting = await read();
    expect(waiting).toMatchObject({ state: 'scoring', finished_at: null, code: null, feedback: null });
    const storedRun = await readStored();
    expect(storedRun).toMatchObject({ jobs: 1, jobIsThen: true });
    expect(
      Math.min(...[1, 4, 16, 64].map((s) => Math.abs(storedRun!.reportedAfterMs - s * 1_000))),
    ).toBeLessThan(100);
    // Neither another request of the same job nor another run reveals more.
    await site.superuser`update hidden.hidden_runs set reportable_at = date_trunc('milliseconds', now()) + interval '1 hour' where submission_id = ${sent}`;
    await finish();
    await tryWith({ open: broken });
    expect(await read()).toEqual(waiting);
    expect(await readStored()).toMatchObject({ jobs: 1, jobIsThen: true });

    await report();
    expect(await site.superuser`select state from submissions where submission_id = ${sent}`).toEqual([
      { state: 'scored' },
    ]);
    await report();
    const [counts] = await site.superuser`
      select (select attempt from submissions where submission_id = ${sent}) as attempt,
        (select count(*)::int from hidden.model_runs where submission_id = ${sent}) as runs,
        (select count(*)::int from hidden.evaluations where submission_id = ${sent}) as evaluations`;
    expect(counts).toEqual({ attempt: 1, runs: 1, evaluations: 1 });
  });

  it('scores a query once if its scorer is killed after the outcome is stored, before the run is removed', async () => {
    await expect(tryWith({ delete: broken })).rejects.toThrow('broken');
    // The run on the public sample had files too.
    await site.superuser`update runs set finishes = 0 where submission_id = ${sent}`;
    await expect(tryWith({ delete: broken })).rejects.toThrow('broken');
    const stored = await readStored();
    await tryWith({});
    expect(await readStored()).toEqual(stored);
    const [counts] = await site.superuser`
      select (select count(*)::int from hidden.evaluations where submission_id = ${sent}) as evaluations,
        (select count(*)::int from runs where submission_id = ${sent}) as runs`;
    expect(counts).toEqual({ evaluations: 1, runs: 0 });
  });

  it('has an outcome that outlasts the scorer: it is reported a day later, and not failed before', async () => {
    await tryWith({});
    const overdueFor = (interval: string) =>
      site.superuser`update submissions set deadline_at = now() - ${interval}::interval where submission_id = ${sent}`;
    await overdueFor('23 hours');
    await sweep(site.scorer, []);
    expect((await read()).state).toBe('scoring');
    await overdueFor('25 hours');
    await sweep(site.scorer, []);
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('stays used') });
    await report();
    expect((await read()).state).toBe('failed');
  });

  it('doesn’t run on a scorer if another scorer has claimed the submission meanwhile', async () => {
    const opening = site.scorer.objects.open;
    const takenMeanwhile: typeof opening = async (key) => {
      await site.superuser`update submissions set attempt = attempt + 1 where submission_id = ${sent}`;
      return opening(key);
    };
    await tryWith({ open: takenMeanwhile });
    expect(await readStored()).toBeUndefined();
    const [{ begun }] = await site.superuser<[{ begun: number }]>`
      select count(*)::int as begun from hidden.hidden_runs where submission_id = ${sent}`;
    expect(begun).toBe(0);
  });

  it('reports an error code alone, for its slot, while the public sample gives the runtime’s own words for free', async () => {
    const sendNext = async (file: Uint8Array, version: string) => {
      sent = unwrap(await submitModel(asker, slug, file, { model: `Of ${asker.userId}`, version })).id;
      await tryWith({});
      await report();
      return read();
    };
    const failure = await sendNext(lookUpModel(1), 's');
    expect(failure).toMatchObject({ state: 'rejected', code: 'model_failed' });
    expect(failure.message).toMatch(/idx=\d|out of/);
    const usedBefore = await used();
    const coded = await sendNext(lookUpModel(9), 'h');
    expect(coded).toMatchObject({ state: 'rejected', code: 'model_failed' });
    expect(coded.message).not.toMatch(/\d/);
    expect(await used()).toEqual(usedBefore.map((count) => count + 1));
    await expectNoInput();
  });

  it('uses no slot where the file is faulty: the error is reported, and nothing is stored', async () => {
    const send = (file: Uint8Array, version: string) =>
      submitModel(asker, slug, file, { model: `Of ${asker.userId}`, version });
    sent = unwrap(await send(loopingModel, 'loop')).id;
    const [{ versionId }] = await site.superuser<[{ versionId: string }]>`
      select version_id as "versionId" from submissions where submission_id = ${sent}`;
    const hasFile = () => site.scorer.objects.has(objectKeys.artefact(versionId));
    expect(await hasFile()).toBe(true);
    await tryWith({});
    expect(await read()).toMatchObject({
      state: 'rejected',
      message: expect.stringMatching(/Loop.*given back/s),
    });
    expect(await hasFile()).toBe(false);
    const [version] = await site.superuser`select state from model_versions where version_id = ${versionId}`;
    expect(version).toEqual({ state: 'refused' });
    // In this round the version's name belongs to the faulty file, but another name is free.
    expect(await send(softmaxModel(7), 'loop')).toMatchObject({ error: { kind: 'version_taken' } });
    expect((await send(softmaxModel(7), 'mended')).ok).toBe(true);
  });

  it('can’t be bypassed by prediction files, which are refused where inputs are hidden, in a dry run too', async () => {
    const file = formRequest({}, 'file', 'id,prediction\nnobody,yes\n');
    expect(await submit(asker, slug, file, { dryRun: true, idempotencyKey: null })).toEqual({
      ok: false,
      error: { kind: 'kind_not_accepted', accepts: ['onnx'] },
    });
  });

  /** Expects no hidden input in any data that the web process may read, or in the queue. */
  async function expectNoInput(): Promise<void> {
    const tables = await site.superuser<{ name: string }[]>`
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
      where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`;
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const [{ count }] = await site.superuser.unsafe<[{ count: number }]>(
        `select count(*)::int as count from ${name} t where t::text like '%${canary}.%'`,
      );
      expect(count, name).toBe(0);
    }
  }
});
