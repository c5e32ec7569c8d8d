import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { Actor } from '@/services/access/caller';
import { findQuota } from '@/services/submission/find-quota';
import { endRuns } from '@/testing/end-runs';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { sendDryRun } from '@/testing/send-dry-run';
import { endBudgetWindows } from '@/testing/set-budgets';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import {
  acceptsTinyModels,
  lookUpModel,
  loopingModel,
  slowModel,
  softmaxModel,
  tinyTestSet,
} from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { sweep } from '@/worker/run-scorer';
import { runDryRun } from '@/worker/runs/run-dry-run';
import { findDryRun } from './dry-run';

describe('dry run of a model', () => {
  const site = provideTestSite();
  let slug: string;
  let person: Actor;
  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1)));
  });
  beforeEach(async () => {
    person = await makePerson(site);
  });

  const send = (file: Uint8Array = softmaxModel(1), who = person, where = slug) =>
    sendDryRun(who, where, file);
  const read = async (id: string) => unwrap(await findDryRun(person, id));
  const hasFile = (id: string) => site.scorer.objects.has(objectKeys.dryRun(id));
  const runToEnd = async (dryRunId: string) => {
    await runDryRun(site.scorer, { dryRunId });
    await endRuns(site);
  };
  const tryIt = async (file: Uint8Array) => {
    const { id } = unwrap(await send(file));
    expect(await hasFile(id)).toBe(true);
    await runToEnd(id);
    expect(await hasFile(id)).toBe(false);
    return read(id);
  };

  it('succeeds where the model runs on the public sample, and leaves no submission, version, file or used slot', async () => {
    const passed = await tryIt(softmaxModel(1));
    expect(passed).toMatchObject({ state: 'passed', sample_count: 2, code: null });
    expect(passed.message).toContain('Nothing was compared with labels');
    expect(passed.outputs).toHaveLength(2);
    for (const output of passed.outputs!)
      expect(Object.values(output).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(unwrap(await findQuota(person, slug))).toMatchObject({ round: { used: 0 }, day: { used: 0 } });
    const [left] = await site.superuser`
      select (select count(*)::int from submissions) as submissions, (select count(*)::int from model_versions) as versions,
        (select count(*)::int from hidden.hidden_runs) as hidden, (select count(*)::int from hidden.model_runs) as runs`;
    expect(left).toEqual({ submissions: 0, versions: 0, hidden: 0, runs: 0 });
  });

  it('shows its sender the runtime’s own error, and hides the run from all others', async () => {
    expect(await tryIt(loopingModel)).toMatchObject({
      state: 'rejected',
      code: expect.stringMatching(/^model_/),
      message: expect.stringContaining('Loop'),
    });
    const failed = await tryIt(lookUpModel(1));
    expect(failed).toMatchObject({ state: 'rejected', code: 'model_failed' });
    expect(failed.message).toMatch(/The runtime said: .*idx/s);
    const stranger = await makePerson(site);
    for (const who of [stranger, null]) expect((await findDryRun(who, failed.id)).ok).toBe(false);
  });

  it('rejects an empty file at once, as a submission does', async () => {
    const refusal = {
      kind: 'file_rejected',
      faults: [{ code: 'model_empty_file', detail: 'The file is empty.' }],
    };
    const empty = new Uint8Array();
    expect(await send(empty)).toMatchObject({ ok: false, error: refusal });
    const submitted = submitModel(person, slug, empty, { model: 'Nothing' });
    expect(await submitted).toMatchObject({ ok: false, error: refusal });
    expect(unwrap(await findQuota(person, slug))).toMatchObject({ round: { used: 0 } });
  });

  it('needs no open round', async () => {
    const closed = await makeBenchmark(await makePerson(site), acceptsTinyModels);
    const { id } = unwrap(await send(softmaxModel(2), person, closed));
    await runToEnd(id);
    expect(await read(id)).toMatchObject({ benchmark: closed, state: 'passed' });
  });

  it('fails as the fourth concurrent one of a person, and leaves no file', async () => {
    const sent = await Promise.all(Array.from({ length: 8 }, (_, i) => send(softmaxModel(i))));
    expect(sent.filter(({ ok }) => ok)).toHaveLength(3);
    for (const one of sent.filter(({ ok }) => !ok))
      expect(one).toMatchObject({
        error: { kind: 'limit_reached', what: 'dry_runs', scope: 'person', limit: 3 },
      });
    const [{ waiting }] = await site.superuser<[{ waiting: number }]>`
      select count(*)::int as waiting from dry_runs where state = 'queued'`;
    expect(waiting).toBe(3);
    for (const one of sent) if (one.ok) await runToEnd(one.value.id);
    expect((await send()).ok).toBe(true);
  });

  it('fails as the twenty-first of a person within an hour', async () => {
    await site.superuser`
      insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at)
      select gen_random_uuid(), benchmark_id, ${person.userId}, 'onnx', '', 1, 'passed', now()
      from benchmarks, generate_series(1, 20) where slug = ${slug}`;
    await site.superuser`
      update spent_budgets set began_at = began_at - interval '59 minutes' where user_id = ${person.userId}`;
    const refused = await send();
    expect(refused).toMatchObject({ error: { kind: 'budget_spent', budget: 'dry_runs', limit: 20 } });
    if (!refused.ok && refused.error.kind === 'budget_spent')
      expect(Math.abs(refused.error.retryAfterSeconds - 60)).toBeLessThan(10);
    await endBudgetWindows(site);
    expect((await send()).ok).toBe(true);
  });

  it('fails, like a submission, after ten rejected models of the person within an hour', async () => {
    const reject = async (count: number) => {
      const rows = await site.superuser<{ id: string }[]>`
        insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at, deadline_at)
        select gen_random_uuid(), benchmark_id, ${person.userId}, 'onnx', '', 1, 'running', now(), now() + interval '1 hour'
        from benchmarks, generate_series(1, ${count}) where slug = ${slug} returning dry_run_id as id`;
      await site.superuser`
        update dry_runs set state = 'rejected', code = 'model_timed_out', message = '', finished_at = now(), deadline_at = null
        where dry_run_id in ${site.superuser(rows.map(({ id }) => id))}`;
    };
    await reject(9);
    expect((await send(softmaxModel(40))).ok).toBe(true);
    await reject(1);
    const refusals = [
      await send(softmaxModel(41)),
      await submitModel(person, slug, softmaxModel(41), { model: 'Rejected often' }),
    ];
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        ok: false,
        error: { kind: 'budget_spent', budget: 'rejected_models', limit: 10 },
      });
    await endBudgetWindows(site);
    expect((await send(softmaxModel(41))).ok).toBe(true);
  });

  it('ends after at most 10 s on the public sample', async () => {
    const modelSample = Array.from({ length: 100 }, (_, i) => ({ a: i, b: -i }));
    const slow = await makeBenchmark(await makePerson(site), { ...acceptsTinyModels, modelSample });
    const { id } = unwrap(await send(slowModel(19_000, 1, 1_024), person, slow));
    const startedAt = performance.now();
    await runToEnd(id);
    expect(await read(id)).toMatchObject({ state: 'rejected', code: 'model_timed_out' });
    expect(performance.now() - startedAt).toBeGreaterThan(9_000);
  });

  it('ends as failed, and its file is deleted, where the platform fails three times or never runs the model', async () => {
    const open = () => Promise.reject(new Error('broken'));
    const broken = { ...site.scorer, objects: { ...site.scorer.objects, open } };
    const { id } = unwrap(await send());
    for (const _ of [1, 2, 3]) await expect(runDryRun(broken, { dryRunId: id })).rejects.toThrow('broken');
    expect(await read(id)).toMatchObject({ state: 'failed', code: 'scorer_failed' });
    expect(await hasFile(id)).toBe(false);

    const late = unwrap(await send());
    await site.superuser`update dry_runs set deadline_at = now() - interval '1 second' where dry_run_id = ${late.id}`;
    await sweep(site.scorer, []);
    expect(await read(late.id)).toMatchObject({ state: 'failed', code: 'deadline_passed' });
    expect(await hasFile(late.id)).toBe(false);
  });

  it('expires after a week', async () => {
    const { id } = await tryIt(softmaxModel(3));
    await site.superuser`update dry_runs set received_at = received_at - interval '8 days' where dry_run_id = ${id}`;
    await sweep(site.scorer, []);
    expect((await findDryRun(person, id)).ok).toBe(false);
  });

  it('can’t be inserted by the web role in any state but queued', async () => {
    const [{ benchmarkId }] = await site.superuser<[{ benchmarkId: string }]>`
      select benchmark_id as "benchmarkId" from benchmarks where slug = ${slug}`;
    const insert = (state: string, deadline: string) =>
      site.web.db.execute(`insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at, deadline_at)
        values (gen_random_uuid(), '${benchmarkId}', '${person.userId}', 'onnx', '', 1, '${state}', now(), ${deadline})`);
    await expect(insert('passed', 'null')).rejects.toThrow();
    await expect(insert('queued', `now() + interval '2 days'`)).rejects.toThrow();
    await insert('queued', `now() + interval '1 day'`);
  });
});
