import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { claimSubmission } from '@/db/queries/submission-scorer-queries';
import type { Actor } from '@/services/access/actor';
import { findSubmission } from '@/services/submission/find';
import { findQuota } from '@/services/submission/find-quota';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitModel } from '@/testing/submit-model';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import type { ScorerPlatform } from '../scorer-platform';
import { sweep } from '../sweep';
import { makeRoundVault } from '../vault/round-vault';
import { runScoreSubmission } from './run-score-submission';

/** Whoever makes the model makes it fail where inputs are as they wonder: each such answer is paid with a slot. */
describe('a question about hidden inputs', () => {
  let site: TestSite;
  let slug: string;
  let asker: Actor;
  let sent: string;
  beforeAll(async () => {
    site = await makeTestSite();
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { ...acceptsTinyModels, inputs: 'hidden' });
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await scorer.stop();
  });
  afterAll(() => site?.drop());
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
  const tryThrice = async (platform: ScorerPlatform) => {
    for (let attempt = 1; attempt <= 3; attempt++)
      await expect(
        runScoreSubmission(platform, makeRoundVault(platform), { submissionId: sent }),
      ).rejects.toThrow('broken');
  };
  const broken = () => Promise.reject(new Error('broken'));

  it('is paid where the platform fails after the run', async () => {
    await tryThrice({ ...site.scorer, objects: { ...site.scorer.objects, put: broken } });
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('stays spent') });
    expect(await used()).toEqual([1, 1]);
  });

  it('is none where the platform fails before the run: its slot is given back', async () => {
    await tryThrice({ ...site.scorer, objects: { ...site.scorer.objects, open: broken } });
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('given back') });
    expect(await used()).toEqual([0, 0]);
  });

  it('is paid where the run’s time is over, and none while it waits', async () => {
    const overdue = () =>
      site.superuser`update submissions set deadline_at = now() - interval '1 second' where submission_id = ${sent}`;
    await claimSubmission(site.scorer.client.db, sent, new Date());
    await overdue();
    await sweep(site.scorer, []);
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('stays spent') });
    expect(await used()).toEqual([1, 1]);

    sent = unwrap(
      await submitModel(asker, slug, softmaxModel(2), { model: `Of ${asker.userId}`, version: '2' }),
    ).id;
    await overdue();
    await sweep(site.scorer, []);
    expect(await read()).toMatchObject({ state: 'failed', message: expect.stringContaining('given back') });
    expect(await used()).toEqual([1, 1]);
  });

  it('is paid where its scorers die of it twenty times', async () => {
    await site.superuser`update submissions set attempt = 20, state = 'scoring' where submission_id = ${sent}`;
    await runScoreSubmission(site.scorer, makeRoundVault(site.scorer), { submissionId: sent });
    expect(await read()).toMatchObject({ state: 'failed', code: 'scorer_failed' });
    expect(await used()).toEqual([1, 1]);
  });

  it('is told a second at the earliest, so that no model tells by hurrying', async () => {
    const startedAt = performance.now();
    await runScoreSubmission(site.scorer, makeRoundVault(site.scorer), { submissionId: sent });
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    expect((await read()).state).toBe('scored');
  });

  it('leaves nothing of a refused model in the object store', async () => {
    const garbage = unwrap(
      await submitModel(asker, slug, Buffer.from('no model'), { model: `Of ${asker.userId}`, version: '3' }),
    );
    const [{ key }] = await site.superuser<[{ key: string }]>`
      select version_id as key from submissions where submission_id = ${garbage.id}`;
    expect(await site.scorer.objects.has(objectKeys.artefact(key))).toBe(true);
    await runScoreSubmission(site.scorer, makeRoundVault(site.scorer), { submissionId: garbage.id });
    expect(await site.scorer.objects.has(objectKeys.artefact(key))).toBe(false);
  });
});
