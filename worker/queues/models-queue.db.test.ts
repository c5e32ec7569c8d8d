import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { findDryRun } from '@/services/dry-run/dry-run';
import { closeRound, openRound } from '@/services/round/openings';
import { findSubmission } from '@/services/submission/view';
import { endRuns } from '@/testing/end-runs';
import { makeBenchmark, makeOpenRound, makeSealedRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { sendDryRun } from '@/testing/send-dry-run';
import { startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal, closeAndRank, scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { acceptsTinyModels, slowModel, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runScoreModel } from '../runs/run-score-model';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { makeRoundVault } from '../vault/round-vault';

describe('queue of models', { timeout: 300_000 }, () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Maintainer');
  let slug: string;
  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, acceptsTinyModels);
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, tinyTestSet(1)));
  });

  const send = async (person: Actor, file: Uint8Array, version: string) =>
    unwrap(await submitModel(person, slug, file, { model: `Of ${person.name}`, version }));

  it('delays no dry run, however long a model takes on a round', async () => {
    const [slow, quick] = [await makePerson(site, 'Slow'), await makePerson(site, 'Trying')];
    const scorer = await startTestScorer(site);
    const running = await send(slow, slowModel(4_000), 'slow');
    const stateOf = async (id: string) => unwrap(await findSubmission(slow, id)).state;
    await waitUntil(async () => (await stateOf(running.id)) === 'scoring');
    const { id } = unwrap(await sendDryRun(quick, slug, softmaxModel(30)));
    await waitUntil(async () => unwrap(await findDryRun(quick, id)).state === 'passed');
    expect(await stateOf(running.id)).toBe('scoring');
    await awaitFinal(slow, running.id);
    await scorer.stop();
  });

  it('delays neither a file’s score nor a check nor a seal, however long a model takes', async () => {
    const [slow, quick] = [await makePerson(site, 'Slow'), await makePerson(site, 'Quick')];
    const scorer = await startTestScorer(site);
    const items = makeBinaryItems(20);
    const files = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, files, formatTestSet(items));
    const running = await send(slow, slowModel(2_000), 'slow');
    const stateOf = async (id: string) => unwrap(await findSubmission(slow, id)).state;
    await waitUntil(async () => (await stateOf(running.id)) === 'scoring');
    await scorePredictions(quick, files, formatPredictions(items.ids, 'no'));
    await makeSealedRound(maintainer, await makeBenchmark(maintainer), formatTestSet(items));
    expect(await stateOf(running.id)).toBe('scoring');
    expect(await awaitFinal(slow, running.id)).toMatchObject({ state: 'scored' });
    await scorer.stop();
  });

  it('delays a person for no more than one run of another person, in a round and at its opening', async () => {
    const [many, one] = [await makePerson(site, 'Many'), await makePerson(site, 'One')];
    for (const [i, version] of ['a', 'b', 'c'].entries()) await send(many, softmaxModel(2 + i), version);
    const last = await send(one, softmaxModel(5), 'a');
    const scorer = await startTestScorer(site, { slots: 1 });
    await awaitFinal(one, last.id);
    const runsOf = (number: number) =>
      waitUntil(async () => {
        const rows = await site.superuser<{ name: string; state: string }[]>`
        select u.name, s.state from submissions s join model_versions v using (version_id) join users u on u.user_id = v.frozen_by
        join rounds r using (round_id) where r.number = ${number} and u.name like any (array['Many%', 'One%']) order by s.finished_at`;
        return (
          rows.length === 4 &&
          rows.every(({ state }) => state === 'scored') &&
          rows.map(({ name }) => name.split(' ')[0])
        );
      });
    expect(await runsOf(1)).toEqual(['Many', 'One', 'Many', 'Many']);

    const next = await makeSealedRound(maintainer, slug, tinyTestSet(2));
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    unwrap(await openRound(maintainer, slug, next));
    expect((await runsOf(2))?.slice(0, 2).sort()).toEqual(['Many', 'One']);
    await scorer.stop();
  });

  it('delays another person’s ranking for one slow run of a person, not for all slow runs of that person', async () => {
    const [slow, quick] = [await makePerson(site, 'Slow'), await makePerson(site, 'Quick')];
    const scorer = await startTestScorer(site, { slots: 1 });
    const [theirs, ours] = [
      await makeBenchmark(maintainer, acceptsTinyModels),
      await makeBenchmark(maintainer, acceptsTinyModels),
    ];
    for (const where of [theirs, ours]) await makeOpenRound(maintainer, where, tinyTestSet(1));
    const enter = async (person: Actor, where: string, file: Uint8Array, version: string) => {
      const sent = await submitModel(person, where, file, { model: `Of ${person.name}`, version });
      await awaitFinal(person, unwrap(sent).id);
    };
    for (const [i, version] of ['a', 'b', 'c'].entries())
      await enter(slow, theirs, slowModel(1_000, 1 + i), version);
    await enter(quick, ours, softmaxModel(1), 'a');
    const next = await makeSealedRound(maintainer, ours, tinyTestSet(2));
    unwrap(await closeRound(maintainer, ours, 1, { reason: 'It has run long enough' }));

    await openNextRound(maintainer, theirs, tinyTestSet(2));
    const automatic = async (slug: string) =>
      (
        await site.superuser<{ state: string }[]>`
          select s.state from submissions s join rounds r using (round_id) join benchmarks b on b.benchmark_id = r.benchmark_id
          where b.slug = ${slug} and s.is_automatic`
      ).map(({ state }) => state);
    await waitUntil(async () => (await automatic(theirs)).includes('scoring'));
    unwrap(await openRound(maintainer, ours, next));
    await waitUntil(async () => (await automatic(ours)).length > 0);
    await closeAndRank(maintainer, ours, next);
    expect((await automatic(theirs)).filter((state) => state !== 'scored').length).toBeGreaterThan(0);
    await scorer.stop();
  });

  it('begins a run that needs longer again as a long one, unseen by its team, and reports it like one', async () => {
    const person = await makePerson(site, 'Patient');
    const { id } = await send(person, slowModel(6_000), 'a');
    // Deletes runs that earlier tests left.
    await site.superuser`delete from runs`;
    await runScoreModel(site.scorer, { submissionId: id });
    await site.superuser`update runs set purpose = 'round' where submission_id = ${id}`;
    const ended = endRuns(site);
    await waitUntil(async () => {
      const rows = await site.superuser<{ purpose: string; isLong: boolean }[]>`
        select purpose, is_long as "isLong" from runs where submission_id = ${id}`;
      return rows.some(({ purpose, isLong }) => purpose === 'round' && isLong);
    });
    expect(unwrap(await findSubmission(person, id))).toMatchObject({ state: 'scoring', code: null });
    await ended;
    const [counts] = await site.superuser`
      select attempt, (select count(*)::int from hidden.evaluations e where e.submission_id = s.submission_id) as evaluations
      from submissions s where submission_id = ${id}`;
    expect(counts).toMatchObject({ attempt: 1, evaluations: 1 });
  });

  it('takes over a model whose job was queued as a prediction file’s', async () => {
    const person = await makePerson(site, 'Asker');
    const { id } = await send(person, softmaxModel(9), 'a');
    await runScoreSubmission(site.scorer, makeRoundVault(site.scorer), { submissionId: id });
    expect(await site.superuser`select from runs where submission_id = ${id}`).toHaveLength(0);
    const scorer = await startTestScorer(site);
    expect(await awaitFinal(person, id)).toMatchObject({ state: 'scored' });
    await scorer.stop();
  });
});
