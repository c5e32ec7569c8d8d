import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '@/lib/core/commitment/archive';
import { practiceDeadlineMs } from '@/lib/core/model/model-version';
import type { Actor } from '@/services/access/caller';
import { findSubmissionPage } from '@/services/page/find-submission-page';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findArchive } from '@/services/round/inputs';
import { revealRound } from '@/services/round/openings';
import { withdrawSubmission } from '@/services/submission/counting';
import { findQuota } from '@/services/submission/find-quota';
import { findSubmission, listSubmissions } from '@/services/submission/view';
import { endRuns } from '@/testing/end-runs';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { awaitFinal, awaitOfficial } from '@/testing/submit-predictions';
import {
  acceptsTinyModels,
  lookUpModel,
  loopingModel,
  softmaxModel,
  tinyTestSet,
} from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { type RunningScorer, sweep } from '../run-scorer';
import { runScorePractice } from './run-score-practice';

const openNumber = 5;

/** A round with larger numbers than the others, on which a model that indexes a small table fails. */
const [oddNumber, oddFrom] = [3, 10];

describe('practice on revealed rounds', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Maintainer');
  let slug: string;
  let person: Actor;
  let scorer: RunningScorer | null = null;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    const first = await makePerson(site, 'First');
    await awaitFinal(first, unwrap(await submitModel(first, slug, softmaxModel(1), { model: 'First' })).id);
    for (let number = 2; number <= openNumber; number++) {
      await openNextRound(maintainer, slug, tinyTestSet(number, number === oddNumber ? oddFrom : 0));
      await awaitOfficial(slug, number - 1);
      unwrap(await revealRound(maintainer, slug, number - 1));
    }
    await stop();
  });
  afterAll(() => stop());
  beforeEach(async () => {
    await stop();
    person = await makePerson(site, 'Person');
  });

  const stop = async () => {
    await scorer?.stop();
    scorer = null;
  };
  const start = async () => {
    scorer = await startTestScorer(site);
  };
  const send = async (file: Uint8Array, by = person) => {
    const model = `Model ${randomUUID()}`;
    return unwrap(await submitModel(by, slug, file, { model })).id;
  };
  let scale = 2;
  const aModel = () => softmaxModel(++scale);
  const practiceOf = async (id: string, reader = person) => unwrap(await findSubmission(reader, id)).practice;
  const awaitPractice = (id: string, reader = person) =>
    waitUntil(async () => {
      const practice = (await practiceOf(id, reader)) ?? [];
      return practice.every(({ state }) => state !== 'queued') && practice;
    });
  /**
   * Computes the accuracy on the final split of a model that predicts yes where b > a, from the public
   * archive only.
   */
  async function accuracyOf(number: number): Promise<number> {
    const file = unwrap(await findArchive(slug, number, 'archive.json'));
    const archive: Archive = JSON.parse(await text((await file.open()).stream));
    const final = archive.items.filter(({ split }) => split === 'final');
    const right = final.filter(({ input, label }) => {
      const { a, b } = input as { a: string; b: string };
      return (Number(b) > Number(a) ? 'yes' : 'no') === label;
    });
    return right.length / final.length;
  }

  it('scores an accepted model on the newest three, beside the official leader, without slot or feedback', async () => {
    await start();
    const id = await send(aModel());
    expect(await awaitPractice(id)).toHaveLength(3);
    const practice = await practiceOf(id);
    expect(practice?.map(({ round, state }) => [round, state])).toEqual([
      [4, 'scored'],
      [3, 'scored'],
      [2, 'scored'],
    ]);
    for (const { round, score } of practice ?? []) expect(score).toBeCloseTo(await accuracyOf(round), 4);
    for (const { round, leader } of practice ?? []) {
      const { entries } = unwrap(await findLeaderboard(slug, round));
      expect(leader).toEqual({ model: 'First', score: entries[0]?.score });
    }
    expect(unwrap(await findSubmissionPage(person, id)).practice.scores).toEqual(practice);
    expect(
      unwrap(await listSubmissions(person, { limit: 10 })).items.find((one) => one.id === id)?.practice,
    ).toEqual(practice);
    await awaitFinal(person, id);
    expect(unwrap(await findQuota(person, slug))).toMatchObject({
      round: { used: 1 },
      day: { used: 1 },
      feedback: { used: 1 },
    });
    // Only the submission's own run was on hidden inputs.
    const [{ runs } = { runs: 0 }] = await site.superuser<{ runs: number }[]>`
      select count(*)::int as runs from hidden.hidden_runs where submission_id = ${id}`;
    expect(runs).toBe(1);
  });

  it('runs after the scores of all submissions', async () => {
    const other = await makePerson(site, 'Other');
    const [mine, second, theirs] = [await send(aModel()), await send(aModel()), await send(aModel(), other)];
    await start();
    for (const [id, reader] of [[mine], [second], [theirs, other]] as const) await awaitPractice(id, reader);
    const [times] = await site.superuser<{ isBehind: boolean }[]>`
      select bool_and(s.finished_at < p.finished_at) as "isBehind" from submissions s
      join practice_scores p using (submission_id) where submission_id in ${site.superuser([mine, second, theirs])}`;
    expect(times?.isBehind).toBe(true);
  });

  it('reports the error code of a model that fails on one round, and continues with the next', async () => {
    await start();
    const id = await send(lookUpModel(3));
    const practice = await awaitPractice(id);
    expect(practice.map(({ round, state, code }) => [round, state, code])).toEqual([
      [4, 'scored', null],
      [oddNumber, 'rejected', 'model_failed'],
      [2, 'scored', null],
    ]);
    expect(practice[1]?.message).not.toContain(String(oddFrom));
  });

  it('doesn’t run a withdrawn or refused model', async () => {
    const [withdrawn, refused] = [await send(aModel()), await send(loopingModel)];
    unwrap(await withdrawSubmission(person, withdrawn, {}));
    await start();
    for (const id of [withdrawn, refused]) await waitUntil(async () => (await practiceOf(id))?.length === 0);
  });

  it('shows results to the team alone while the round is open', async () => {
    const id = await send(aModel());
    expect(await practiceOf(id)).toHaveLength(3);
    expect(await practiceOf(id, maintainer)).toBeNull();
  });

  it('scores nothing on a round whose labels are hidden, even if the web role requests it', async () => {
    const id = await send(aModel());
    const [open] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id) where slug = ${slug} and state = 'open'`;
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    await expect(
      web`insert into practice_scores (submission_id, round_id) values (${id}, ${open!.roundId})`,
    ).rejects.toMatchObject({ constraint_name: 'practice_scores_of_revealed' });
    await expect(web`update practice_scores set score = 1`).rejects.toMatchObject({ code: '42501' });
    await web.end();
    await site.superuser`delete from practice_scores where submission_id = ${id}`;
    await site.superuser`insert into practice_scores (submission_id, round_id) values (${id}, ${open!.roundId})`;
    await runScorePractice(site.scorer, { submissionId: id });
    await endRuns(site);
    expect(await practiceOf(id)).toMatchObject([{ round: openNumber, state: 'failed', score: null }]);
  });

  it('fails after three tries and after a week, so that no practice run waits for ever', async () => {
    const [broken, late] = [await send(aModel()), await send(aModel())];
    const objects = { ...site.scorer.objects, open: () => Promise.reject(new Error('broken')) };
    const platform = { ...site.scorer, objects };
    await runScorePractice(platform, { submissionId: broken });
    for (const _ of [1, 2, 3]) await expect(endRuns(site, platform)).rejects.toThrow('broken');
    expect((await practiceOf(broken))?.map(({ state, code }) => code ?? state)).toEqual([
      'scorer_failed',
      'queued',
      'queued',
    ]);
    await site.superuser`
      update submissions set received_at = received_at - ${practiceDeadlineMs + 1000} * interval '1 millisecond'
      where submission_id = ${late}`;
    await sweep(site.scorer, []);
    for (const { code } of (await practiceOf(late)) ?? []) expect(code).toBe('deadline_passed');
    expect((await practiceOf(broken))?.filter(({ state }) => state === 'queued')).toHaveLength(2);
  });

  it('ignores rounds that are revealed after the submission', async () => {
    await start();
    const id = await send(aModel());
    const before = await awaitPractice(id);
    await openNextRound(maintainer, slug, tinyTestSet(openNumber + 1));
    await awaitOfficial(slug, openNumber);
    unwrap(await revealRound(maintainer, slug, openNumber));
    expect(await practiceOf(id)).toEqual(before);
  });
});
