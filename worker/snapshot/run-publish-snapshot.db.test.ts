import { describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { findSubmission } from '@/services/submission/view';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { plantSubmissions } from '@/testing/plant-submissions';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runDecideFeedback } from '../feedback/run-decide-feedback';
import { runScoreSubmission } from '../scoring/run-score-submission';
import { type EvaluationPayload, openPayload, sealPayload } from '../vault/round-cipher';
import { makeRoundVault } from '../vault/round-vault';
import { runPublishSnapshot } from './run-publish-snapshot';

const items = makeBinaryItems(200);

type Change = (final: EvaluationPayload['final'], position: number) => EvaluationPayload['final'];

describe('publishing a ranking', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  /** Opens a round and stops its scorer, so that the test runs each job itself. */
  async function openRoundOf(wishes: object) {
    const slug = await makeBenchmark(maintainer, wishes);
    const number = await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    const { roundId } = await findRoundIds(site, slug);
    return { slug, number, roundId };
  }

  /** Submits predictions that are wrong on every `wrongEvery`-th item only. */
  async function enter(slug: string, model: string, wrongEvery: number) {
    const researcher = await makePerson(site);
    const file = formatPredictions(items.ids, (i) =>
      (i % 2 === 0) === (i % wrongEvery === 0) ? 'yes' : 'no',
    );
    const { id } = await submitPredictions(researcher, slug, file, { model });
    return { id, researcher };
  }

  /** Scores a submission and decides its feedback, one after the other as the queue does. */
  async function score(submissionId: string): Promise<void> {
    const vault = makeRoundVault(site.scorer);
    await runScoreSubmission(site.scorer, vault, { submissionId });
    const [row] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from submissions where submission_id = ${submissionId}`;
    await runDecideFeedback(site.scorer, vault, row!);
  }
  const publish = (roundId: string) =>
    runPublishSnapshot(site.scorer, makeRoundVault(site.scorer), { roundId });
  const listSnapshots = (roundId: string, split: string) => site.superuser<{ leaderboard: object }[]>`
    select leaderboard from snapshots where round_id = ${roundId} and split = ${split} order by revision`;

  it('publishes the official ranking exactly once, after the feedback of every accepted submission, also when twenty jobs run at once', async () => {
    const { slug, number, roundId } = await openRoundOf({});
    const first = await enter(slug, 'First', 5);
    const second = await enter(slug, 'Second', 3);
    await score(first.id);
    await closeRound(maintainer, slug, number, { reason: 'It has run long enough' });
    await Promise.all(Array.from({ length: 20 }, () => publish(roundId)));
    expect(await listSnapshots(roundId, 'final')).toHaveLength(0);
    expect(await findLeaderboard(slug, number)).toMatchObject(refusedAs('not_published_yet'));
    await runScoreSubmission(site.scorer, makeRoundVault(site.scorer), { submissionId: second.id });
    await publish(roundId);
    expect(await listSnapshots(roundId, 'final')).toHaveLength(0);
    await runDecideFeedback(site.scorer, makeRoundVault(site.scorer), { roundId });
    await Promise.all(Array.from({ length: 20 }, () => publish(roundId)));
    expect(await listSnapshots(roundId, 'final')).toHaveLength(1);
    expect(unwrap(await findLeaderboard(slug, number))).toMatchObject({
      split: 'final',
      provisional: false,
      item_count: 120,
      entered: 2,
      entries: [
        { model: 'First', rank: 1 },
        { model: 'Second', rank: 2 },
      ],
    });
    await publish(roundId);
    expect(await listSnapshots(roundId, 'final')).toHaveLength(1);
    // Predictions in columns that no feedback needs any more are deleted; the submitted files stay for the
    // reveal.
    for (const { id } of [first, second]) {
      expect(await site.scorer.objects.has(objectKeys.predictionColumns(id))).toBe(false);
      expect(await site.scorer.objects.has(objectKeys.submission(id))).toBe(true);
    }
  });

  it('numbers twenty concurrent provisional tables without a gap or a duplicate', async () => {
    const { roundId } = await openRoundOf({});
    const before = (await listSnapshots(roundId, 'feedback')).length;
    await Promise.all(Array.from({ length: 20 }, () => publish(roundId)));
    const revisions = await site.superuser<{ revision: number }[]>`
      select revision from snapshots where round_id = ${roundId} order by revision`;
    expect(revisions.map(({ revision }) => revision)).toEqual(
      Array.from({ length: before + 20 }, (_, i) => i + 1),
    );
  });

  it('pauses between provisional tables of many reported scores, and ranks at once after the close', async () => {
    const { slug, number, roundId } = await openRoundOf({});
    await score((await enter(slug, 'First', 5)).id);
    // One in ten of these submissions has a reported score.
    await plantSubmissions(site.superuser, roundId, 2_000);
    await publish(roundId);
    const count = (await listSnapshots(roundId, 'feedback')).length;
    await publish(roundId);
    await publish(roundId);
    expect(await listSnapshots(roundId, 'feedback')).toHaveLength(count);
    const waiting = await site.superuser<{ seconds: number }[]>`
      select extract(epoch from run_at - now())::float as seconds from graphile_worker.jobs where key = ${`snapshot:${roundId}`}`;
    expect(waiting).toHaveLength(1);
    // The pause is 10 ms for each of 200 scores.
    expect(waiting[0]!.seconds).toBeLessThanOrEqual(2.02);
    await waitUntil(async () => {
      await publish(roundId);
      return (await listSnapshots(roundId, 'feedback')).length === count + 1;
    });
    await closeRound(maintainer, slug, number, { reason: 'It has run long enough' });
    const [due] = await site.superuser<{ isDue: boolean }[]>`
      select run_at <= now() as "isDue" from graphile_worker.jobs where key = ${`snapshot:${roundId}`}`;
    expect(due?.isDue).toBe(true);
  });

  it('reports no score under the final-only policy while the round is open, neither to the team nor in a table', async () => {
    const { slug, number, roundId } = await openRoundOf({ feedback_policy: 'final-only' });
    const { id, researcher } = await enter(slug, 'First', 5);
    await score(id);
    await publish(roundId);
    expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
      state: 'scored',
      feedback: {
        policy: 'final-only',
        outcome: 'withheld',
        score: null,
        standard_error: null,
        exposure_before: null,
        exposure_after: null,
      },
    });
    expect(unwrap(await findLeaderboard(slug, number))).toMatchObject({ withheld: true, entries: [] });
    // Data that the web role can read contain no decimal fraction, and so no score, while the round is open.
    const [row] = await site.superuser<{ text: string }[]>`
      select coalesce(string_agg(leaderboard::text, ''), '') ||
        (select coalesce(string_agg(feedback::text, ''), '') from submissions where round_id = ${roundId}) as text
      from snapshots where round_id = ${roundId}`;
    expect(row?.text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')).not.toMatch(/\d\.\d/);
    await closeRound(maintainer, slug, number, { reason: 'It has run long enough' });
    await publish(roundId);
    const official = unwrap(await findLeaderboard(slug, number));
    expect(official.entries[0]?.score).toBeGreaterThan(0.7);
  });

  it('publishes the same bytes while the round is open whatever the scores on the final split are', async () => {
    const { slug, roundId } = await openRoundOf({});
    for (const [i, wrongEvery] of [7, 5, 3].entries())
      await score((await enter(slug, `Model ${i}`, wrongEvery)).id);
    const key = await makeRoundVault(site.scorer).openKey(roundId);
    const evaluations = await site.superuser<{ id: string; ciphertext: Uint8Array }[]>`
      select evaluation_id as id, ciphertext from hidden.evaluations where round_id = ${roundId} order by scored_at`;
    expect(evaluations).toHaveLength(3);

    const publishWith = async (change: Change) => {
      for (const [i, { id, ciphertext }] of evaluations.entries()) {
        const payload = openPayload(key, id, ciphertext);
        const sealed = sealPayload(key, id, { ...payload, final: change(payload.final, i) });
        await site.superuser`update hidden.evaluations set ciphertext = ${sealed} where evaluation_id = ${id}`;
      }
      await publish(roundId);
      return JSON.stringify((await listSnapshots(roundId, 'feedback')).at(-1)?.leaderboard);
    };
    const interval = { lower: 0, upper: 1, level: 0.95, method: 'wilson', seed: null } as const;
    const asScored = await publishWith((final) => final);
    expect(asScored).toContain('"rank":');
    const others: Change[] = [
      () => ({ primary: null, secondary: {} }),
      (_, i) => ({ primary: { score: i / 3, interval }, secondary: { macro_f1: i / 7 } }),
      (_, i) => ({ primary: { score: 1 - i / 3, interval }, secondary: {} }),
    ];
    for (const change of others) expect(await publishWith(change)).toBe(asScored);
  });
});
