import { beforeEach, describe, expect, it } from 'vitest';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findSubgroupScores } from '@/services/publication/find-subgroups';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { closeRound } from '@/services/round/openings';
import { withdrawSubmission } from '@/services/submission/counting';
import { deleteWaitingJobs } from '@/testing/hold-job';
import { findRoundIds, makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { runRevealRound } from '../reveal/run-reveal-round';
import { makeRoundVault } from '../vault/round-vault';
import { runPublishSnapshot } from './run-publish-snapshot';
import { runScoreSubgroups } from './run-score-subgroups';

const items = makeBinaryItems(400);

const lines = items.ids.map(
  (id, i) => `${id},${i},${items.labels[i]},${i % 4 < 2 ? 'canary-north' : 'canary-south'}`,
);

const testSet = `id,size,label,slice_region\n${lines.sort().join('\n')}\n`;

describe('job of scores by slice', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let slug: string;
  let roundId: string;
  let second: string;

  /**
   * Plays a round with two models until its close and stops the scorer, so that the test runs each job
   * itself.
   */
  beforeEach(async () => {
    const scorer = await startTestScorer(site);
    slug = await makeBenchmark(maintainer, {});
    await makeOpenRound(maintainer, slug, testSet);
    for (const [model, wrongEvery] of [['First', 9] as const, ['Second', 5] as const]) {
      const researcher = await makePerson(site);
      const file = formatPredictions(items.ids, (i) =>
        (items.labels[i] === 'yes') === (i % wrongEvery === 0) ? 'no' : 'yes',
      );
      second = (await submitPredictions(researcher, slug, file, { model })).id;
      await awaitFinal(researcher, second);
    }
    await scorer.stop();
    ({ roundId } = await findRoundIds(site, slug));
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    await deleteWaitingJobs(site);
  });

  const publish = () => runPublishSnapshot(site.scorer, makeRoundVault(site.scorer), { roundId });
  const score = () => runScoreSubgroups(site.scorer, makeRoundVault(site.scorer), { roundId });
  const find = () => findSubgroupScores(slug, 1, { models: [], pair: [] });
  const listModels = async () => unwrap(await find()).models.map(({ model }) => model);
  const listRows = () => site.superuser<{ revision: number }[]>`
    select s.revision from subgroup_rankings join snapshots s using (snapshot_id)
    where s.round_id = ${roundId} order by 1`;
  const isAsked = async () => {
    const rows = await site.superuser`
      select from graphile_worker.jobs where task_identifier = 'score_subgroups' and key = ${`subgroups:${roundId}`}`;
    return rows.length === 1;
  };

  it('starts after a ranking was published, without a prediction file having been read for it', async () => {
    await score();
    expect(await listRows()).toEqual([]);
    await publish();
    expect((await findLeaderboard(slug, 1)).ok).toBe(true);
    expect(await find()).toMatchObject({ error: { kind: 'not_published_yet' } });
    expect(await listRows()).toEqual([]);
    expect(await isAsked()).toBe(true);
  });

  it('publishes the scores once, even if it runs repeatedly or concurrently', async () => {
    await publish();
    await Promise.all(Array.from({ length: 4 }, score));
    await score();
    expect(await listRows()).toHaveLength(1);
    expect(await listModels()).toEqual(['First', 'Second']);
  });

  it('publishes nothing for a ranking from which a model is withdrawn, and everything for the next ranking', async () => {
    await publish();
    unwrap(await withdrawSubmission(maintainer, second, { reason: 'Its author asks for it.' }));
    await score();
    expect(await listRows()).toEqual([]);
    await publish();
    expect(await isAsked()).toBe(true);
    await score();
    expect(await listModels()).toEqual(['First']);
  });

  it('publishes nothing if a model is withdrawn while the job runs', async () => {
    await publish();
    const vault = makeRoundVault(site.scorer);
    const open: typeof vault.open = async (...round) => {
      unwrap(await withdrawSubmission(maintainer, second, { reason: 'Its author asks for it.' }));
      return vault.open(...round);
    };
    await runScoreSubgroups(site.scorer, { ...vault, open }, { roundId });
    expect(await listRows()).toEqual([]);
  });

  it('publishes all scores once if it runs only after the reveal', async () => {
    await publish();
    const vault = makeRoundVault(site.scorer);
    const open: typeof vault.open = async (...round) => {
      await runRevealRound(site.scorer, { roundId });
      return vault.open(...round);
    };
    await deleteWaitingJobs(site);
    await runScoreSubgroups(site.scorer, { ...vault, open }, { roundId });
    expect(await listRows()).toEqual([]);
    expect(await isAsked()).toBe(true);
    await score();
    await score();
    expect(await listRows()).toHaveLength(1);
    expect(await listModels()).toEqual(['First', 'Second']);
  });

  it('shows no scores of a ranking that was replaced', async () => {
    await publish();
    await score();
    unwrap(await withdrawSubmission(maintainer, second, { reason: 'Its author asks for it.' }));
    await publish();
    expect(await find()).toMatchObject({ error: { kind: 'not_published_yet' } });
    await score();
    expect(await listModels()).toEqual(['First']);
    expect(await listRows()).toHaveLength(2);
  });

  it('publishes nothing for a frozen round, and runs again after the unfreeze', async () => {
    await publish();
    unwrap(await freezeRound(maintainer, slug, 1, { reason: 'A participant saw labels.' }));
    await score();
    expect(await listRows()).toEqual([]);
    unwrap(await unfreezeRound(maintainer, slug, 1));
    await deleteWaitingJobs(site);
    await publish();
    expect(await isAsked()).toBe(true);
    await score();
    expect(await listModels()).toEqual(['First', 'Second']);
  });
});
