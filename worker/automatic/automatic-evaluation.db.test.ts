import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { listSubmissionMarks } from '@/db/queries/submission-queries';
import { countScoredModels } from '@/db/queries/submission-scorer-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '@/services/access/caller';
import { findMaintainedRoundPage } from '@/services/page/find-maintained-round-page';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { closeRound } from '@/services/round/openings';
import { chooseSubmission, withdrawSubmission } from '@/services/submission/counting';
import { findQuota } from '@/services/submission/find-quota';
import { findSubmission, listSubmissions } from '@/services/submission/view';
import { listVersions, retireVersion } from '@/services/version/version';
import { makeBenchmark, makeOpenRound, makeSealedRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic, submitModel } from '@/testing/submit-model';
import { awaitFinal, awaitOfficial, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions } from '@/testing/synthetic-items';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { runOpenRound } from '../rotation/run-open-round';
import { runBeginAutomatic } from './run-begin-automatic';

const query = { limit: 50 };

/**
 * Two rounds of hidden inputs. *Early* and *Reported* were submitted in the first and are evaluated automatically in the second,
 * *Retired* was retired between them, and *Late* was submitted in the second, as was another version of *Reported*. Each test has
 * its own models.
 */
describe('automatically evaluated version', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let slug: string;
  const people: Record<string, Actor> = {};
  const sent: Record<string, SubmissionView> = {};

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await Promise.all(['Early', 'Reported', 'Retired'].map(send));
    const { items } = unwrap(await listVersions(people.Retired!, slug, query));
    unwrap(await retireVersion(people.Retired!, items[0]!.id));
    await openNextRound(maintainer, slug, tinyTestSet(2));
    const sibling = { model: 'Reported', version: '2' };
    sent.Sibling = unwrap(await submitModel(people.Reported!, slug, softmaxModel(5), sibling));
    await Promise.all([
      ...[awaitAutomatic(site, slug, 2, 2), awaitOfficial(slug, 1), send('Late')],
      awaitFinal(people.Reported!, sent.Sibling.id),
    ]);
    await scorer.stop();
  });

  const names = ['Early', 'Reported', 'Retired', 'Late'];
  const fileOf = (model: string) => softmaxModel(1 + names.indexOf(model));
  async function send(model: string): Promise<void> {
    const person = await makePerson(site);
    people[model] = person;
    sent[model] = unwrap(await submitModel(person, slug, fileOf(model), { model }));
    await awaitFinal(person, sent[model].id);
  }
  const openingOf = async (round: number) => {
    const [row] = await site.superuser<[{ roundId: string; openedAt: Date }]>`
      select round_id as "roundId", opened_at as "openedAt" from rounds where number = ${round}`;
    return row;
  };
  /** Changes rows directly, without the queue, to test the database’s own checks. */
  const change = (run: (tx: postgres.TransactionSql) => Promise<unknown>) =>
    site.superuser.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await run(tx);
    });

  it('gets a score in the next round too, without an action or a slot', async () => {
    expect(sent.Early).toMatchObject({
      kind: 'onnx',
      evidence: 'in-round',
      sha256: createHash('sha256').update(fileOf('Early')).digest('hex'),
    });
    const done = await awaitFinal(people.Early!, sent.Early!.id);
    expect(done).toMatchObject({ state: 'scored', feedback: { outcome: 'score' } });
    // Five of six predictions are right, but the feedback items are drawn at random.
    expect(done.feedback!.score).toBeGreaterThan(0.5);
    const official = await awaitOfficial(slug, 1);
    expect(official.entries.find(({ model }) => model === 'Early')).toMatchObject({
      evidence: 'in-round',
      rank: 1,
    });

    const automatic = (await awaitAutomatic(site, slug, 2, 2)).find(({ model }) => model === 'Early')!;
    expect(automatic.state).toBe('scored');
    expect(unwrap(await findSubmission(people.Early!, automatic.id))).toMatchObject({
      round: 2,
      evidence: 'prospective',
      automatic: true,
    });
    expect(unwrap(await findQuota(people.Early!, slug)).round).toMatchObject({ used: 0 });
    const runs = await site.superuser<{ artefact: string; inputs: string }[]>`
      select conditions ->> 'modelHash' as artefact, inputs_sha256 as inputs from hidden.model_runs
      where submission_id in ${site.superuser([sent.Early!.id, automatic.id])}`;
    expect(runs.map(({ artefact }) => artefact)).toEqual([sent.Early!.sha256, sent.Early!.sha256]);
    expect(new Set(runs.map(({ inputs }) => inputs)).size).toBe(2);
  });

  it('enters a round once, however often the job runs', async () => {
    const { roundId } = await openingOf(2);
    await runBeginAutomatic(site.scorer, { roundId });
    expect((await awaitAutomatic(site, slug, 2, 2)).map(({ model }) => model)).toEqual(['Early', 'Reported']);
  });

  it('enters no round once its team, and only its team, has retired it', async () => {
    const [version] = unwrap(await listVersions(people.Late!, slug, query)).items;
    expect(await retireVersion(people.Early!, version!.id)).toMatchObject({
      error: { kind: 'not_found', what: 'version' },
    });
    expect(unwrap(await listVersions(people.Late!, slug, query)).items[0]).toMatchObject({ state: 'active' });
    expect(unwrap(await listVersions(people.Retired!, slug, query)).items).toMatchObject([
      { model: 'Retired', state: 'retired' },
    ]);
    expect((await awaitAutomatic(site, slug, 2, 2)).map(({ model }) => model)).not.toContain('Retired');
  });

  it('hides its outcome before the close: score, failure, time and used feedback', async () => {
    const [automatic] = await awaitAutomatic(site, slug, 2, 2);
    const nothing = { state: 'queued', finished_at: null, code: null, message: null, feedback: null };
    const shown = async () => {
      const view = unwrap(await findSubmission(people.Early!, automatic!.id));
      expect(view).toMatchObject({
        ...nothing,
        counts: false,
        queue_place: null,
        score_at: expect.any(String),
      });
      expect(isSettled(view)).toBe(true);
      const page = unwrap(await findSubmissionPage(people.Early!, automatic!.id));
      expect(page.submission).toEqual(view);
      const listed = unwrap(await listSubmissions(people.Early!, query)).items.find(
        ({ id }) => id === view.id,
      );
      const marks = await listSubmissionMarks(site.web.db, [automatic!.id]);
      return JSON.stringify([view, listed, [...marks]]);
    };
    const scored = await shown();
    await change(
      (tx) =>
        tx`update submissions set state = 'failed', code = 'model_failed', finished_at = now() where submission_id = ${automatic!.id}`,
    );
    expect(await shown()).toBe(scored);
    await change(
      (tx) => tx`update submissions set state = 'scored', code = null where submission_id = ${automatic!.id}`,
    );
    const quota = unwrap(await findQuota(people.Early!, slug));
    expect(quota).toMatchObject({ exposure: 0, feedback: { used: 0 }, next_test: null });
    const { roundId } = await openingOf(2);
    const [told] = await site.superuser<[{ feedback: number; tallies: number }]>`
      select count(*) filter (where feedback is not null)::int as feedback,
        (select count(*)::int from feedback_tallies a where a.round_id = ${roundId} and score_count + refusal_count > 0
          and a.team_id in (select team_id from submissions where round_id = ${roundId} group by team_id having bool_and(is_automatic))) as tallies
      from submissions where round_id = ${roundId} and is_automatic`;
    expect(told).toEqual({ feedback: 0, tallies: 0 });
    await expect(
      change((tx) => tx`update submissions set feedback = '{}' where submission_id = ${automatic!.id}`),
    ).rejects.toThrow('submissions_automatic_without_feedback');
  });

  it('hides its state before the close: choosing or withdrawing it gets the same response whether it is scored, failed or unfinished', async () => {
    const told = people.Reported!;
    const { id } = (await awaitAutomatic(site, slug, 2, 2)).find(({ model }) => model === 'Reported')!;
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    const become = (state: string) =>
      change(
        (tx) => tx`
          update submissions set state = ${state}::submission_state, code = ${['rejected', 'failed'].includes(state) ? 'model_failed' : null},
            deadline_at = now() + interval '1 hour', withdrawn_at = null, withdrawn_by = null
          where submission_id = ${id}`,
      );
    for (const state of ['queued', 'scoring', 'scored', 'rejected', 'failed']) {
      await become(state);
      expect(await chooseSubmission(told, id), state).toEqual({
        ok: false,
        error: { kind: 'not_choosable', because: 'it is an automatic evaluation' },
      });
      await expect(
        web`update submissions set chosen_at = now(), chosen_by = ${told.userId} where submission_id = ${id}`,
        state,
      ).rejects.toMatchObject({ constraint_name: 'submissions_automatic_not_chosen' });
      const { own } = unwrap(await findSubmissionPage(told, sent.Sibling!.id));
      const choices = own!.choices.map(({ submission, canChoose }) => [
        submission.version,
        { counts: submission.counts, canChoose },
      ]);
      expect(Object.fromEntries(choices), state).toEqual({
        '1': { counts: false, canChoose: false },
        '2': { counts: true, canChoose: true },
      });
      expect(unwrap(await withdrawSubmission(told, id, {})), state).toMatchObject({
        ...{ state: 'queued', withdrawn: true, counts: false, finished_at: null },
      });
      expect(unwrap(await findSubmission(told, sent.Sibling!.id)).counts, state).toBe(true);
    }
    await become('scored');
    await web.end();
  });

  it('counts as entered model in the provisional table, whether it was scored or failed', async () => {
    const { roundId } = await openingOf(2);
    const entered = () => countScoredModels(site.scorer.client.db, roundId);
    expect(await entered()).toBe(3);
    const { id } = (await awaitAutomatic(site, slug, 2, 2)).find(({ model }) => model === 'Early')!;
    await change(
      (tx) => tx`update submissions set state = 'failed', code = 'model_failed' where submission_id = ${id}`,
    );
    expect(await entered()).toBe(3);
    await change(
      (tx) => tx`update submissions set state = 'scored', code = null where submission_id = ${id}`,
    );
  });

  it('counts in the numbers of scored and failed versions that maintainers see after the close, and not before, with failures by code only', async () => {
    const progressOf = async (who: Actor) =>
      unwrap(await findMaintainedRoundPage(who, slug, 2)).maintained?.progress;
    expect(await progressOf(maintainer)).toEqual({ waiting: 2, scored: 0, failed: 0, failures: [] });
    const { id } = (await awaitAutomatic(site, slug, 2, 2)).find(({ model }) => model === 'Reported')!;
    await change(
      (tx) =>
        tx`update submissions set state = 'rejected', code = 'model_failed', message = 'idx=4815.16' where submission_id = ${id}`,
    );
    expect(await progressOf(maintainer)).toEqual({ waiting: 2, scored: 0, failed: 0, failures: [] });
    // The sender must not learn of a rejection from the budget of rejected models either.
    const spent = await site.superuser`select from spent_budgets where budget = 'rejected_models'`;
    expect(spent).toHaveLength(0);
    const { roundId } = await openingOf(2);
    await change(
      (tx) => tx`update rounds set state = 'closed', closed_at = now() where round_id = ${roundId}`,
    );
    expect(await progressOf(maintainer)).toEqual({
      waiting: 0,
      scored: 1,
      failed: 1,
      failures: [{ model: 'Reported', team: expect.any(String), version: '1', code: 'model_failed' }],
    });
    expect(unwrap(await findSubmission(people.Reported!, id))).toMatchObject({
      ...{ state: 'rejected', code: 'model_failed', score_at: null },
    });
    await change((tx) => tx`update rounds set state = 'open', closed_at = null where round_id = ${roundId}`);
    // A person without a role in the benchmark doesn't see the numbers.
    expect(unwrap(await findMaintainedRoundPage(people.Late!, slug, 2)).maintained).toBeNull();
  });

  it('enters a round if it was frozen before the opening, but not if it was frozen at the instant of the opening', async () => {
    const { roundId, openedAt } = await openingOf(2);
    const standsWhenFrozenAt = async (at: Date) => {
      await change(
        (tx) => tx`update model_versions v set state = 'active', retired_at = null, frozen_at = ${at}
          from models m where m.model_id = v.model_id and m.name = 'Retired'`,
      );
      await runBeginAutomatic(site.scorer, { roundId });
      const [{ count }] = await site.superuser<[{ count: number }]>`
        select count(*)::int from submissions s join models m using (model_id)
        where s.round_id = ${roundId} and s.is_automatic and m.name = 'Retired'`;
      return count;
    };
    expect(await standsWhenFrozenAt(openedAt)).toBe(0);
    expect(await standsWhenFrozenAt(new Date(openedAt.getTime() - 1))).toBe(1);
  });

  it('can’t be entered by the scorer’s role if the version was sent while the round was open, or after the official ranking', async () => {
    const scorer = postgres(site.urls.scorer, { max: 1 });
    const enter = (round: number, evidence: string, isAutomatic: boolean) => scorer`
      insert into submissions (submission_id, round_id, team_id, model_id, version, version_skeleton, kind, version_id, is_automatic, evidence, disclosure,
        idempotency_key, request_sha256, file_sha256, file_byte_count, state, received_at, deadline_at)
      select gen_random_uuid(), (select round_id from rounds where number = ${round}), team_id, model_id, version, version_skeleton, kind, version_id,
        ${isAutomatic}, ${evidence}, disclosure, gen_random_uuid(), '', file_sha256, file_byte_count, 'queued', now(), now() + interval '1 hour'
      from submissions where submission_id = ${sent.Late!.id}`;
    await expect(enter(2, 'prospective', true)).rejects.toThrow('frozen before its round opened');
    await expect(enter(2, 'in-round', false)).rejects.toThrow('only the scorer enters automatic evaluations');
    const { openedAt } = await openingOf(1);
    await change(
      (tx) => tx`update model_versions v set frozen_at = ${new Date(openedAt.getTime() - 1)}
        from models m where m.model_id = v.model_id and m.name = 'Late'`,
    );
    await expect(enter(1, 'prospective', true)).rejects.toThrow('frozen before its round opened');
    await scorer.end();
  });
});

describe('round that closes before its automatic evaluations begin', () => {
  const site = provideTestSite();

  it('still ranks each frozen version, except one under whose name its team has sent another file in this round', async () => {
    const maintainer = await makePerson(site);
    const accepts = ['onnx', 'predictions'];
    const slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, accepts, inputs: 'public' });
    const playing = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    const [frozen, renamed] = [await makePerson(site), await makePerson(site)];
    const first = unwrap(await submitModel(frozen, slug, softmaxModel(1), { model: 'Frozen' }));
    const second = unwrap(await submitModel(renamed, slug, softmaxModel(2), { model: 'Renamed' }));
    for (const [person, { id }] of [[frozen, first] as const, [renamed, second] as const])
      expect(await awaitFinal(person, id)).toMatchObject({ state: 'scored' });
    const number = await makeSealedRound(maintainer, slug, tinyTestSet(2));
    await closeAndRank(maintainer, slug, 1);
    await playing.stop();

    const [round] = await site.superuser<{ id: string }[]>`
      select round_id as id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
    await runOpenRound(site.scorer, { roundId: round!.id, closesAt: null });
    const ids = tinyTestSet(2)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!);
    const file = formatPredictions(ids, 'no');
    await submitPredictions(renamed, slug, file, { model: 'Renamed', version: '1' });
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const scorer = await startTestScorer(site);
    const { entries } = await awaitOfficial(slug, number);
    await scorer.stop();
    expect(entries.map(({ model, evidence }) => [model, evidence])).toEqual([
      ['Frozen', 'prospective'],
      ['Renamed', 'in-round'],
    ]);
  });
});
