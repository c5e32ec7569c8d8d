import { beforeAll, describe, expect, it } from 'vitest';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { findReadiness } from '@/services/publication/find-readiness';
import { findSubmission } from '@/services/submission/view';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { makeTaskList, OtherScorerVersion } from './make-task-list';
import { makeRoundVault } from './vault/round-vault';

const items = makeBinaryItems(20);

const predictions = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'no' : 'yes'));

const otherVersion = 'other';

describe('round that was sealed with another scorer version', () => {
  const site = provideTestSite();
  const researcher = providePerson(site);
  /**
   * Two benchmarks: the open round of one was sealed with another scorer version, that of the other with this
   * code's version.
   */
  let mine: string;
  let others: string;
  /** A submission to the round of this code's version, which the scorer of the other version must skip. */
  let leftId: string;

  beforeAll(async () => {
    const maintainer = await makePerson(site);
    await startTestScorer({ ...site, scorer: { ...site.scorer, scorerVersion: otherVersion } });
    mine = await makeBenchmark(maintainer);
    others = await makeBenchmark(maintainer);
    for (const slug of [mine, others]) await makeOpenRound(maintainer, slug, formatTestSet(items));
    await site.withoutTriggers`update rounds set scorer_version = ${otherVersion}
        where benchmark_id = (select benchmark_id from benchmarks where slug = ${mine})`;
  });

  it('waits while a scorer of another version scores rounds of its own version, and the site names the missing version', async () => {
    const left = await submitPredictions(researcher, others, predictions);
    leftId = left.id;
    const taken = await submitPredictions(researcher, mine, predictions);
    expect((await awaitFinal(researcher, taken.id)).state).toBe('scored');
    expect(unwrap(await findSubmission(researcher, left.id)).state).toBe('queued');
    const [job] = await site.superuser`
      select attempts, flags from graphile_worker.jobs where key = ${`score:${left.id}`}`;
    expect(job).toMatchObject({ attempts: 0, flags: { [`scorer version ${scorerVersion}`]: true } });
    expect(await findReadiness()).toMatchObject({ versions_without_scorer: [scorerVersion] });
  });

  it('waits even if its job lacks the flag of its version', async () => {
    const other = { ...site.scorer, scorerVersion: otherVersion };
    const tasks = makeTaskList(other, makeRoundVault(other));
    await expect(tasks.score_submission({ submissionId: leftId })).rejects.toThrow(OtherScorerVersion);
  });

  it('gets its scores once there is a scorer of its version', async () => {
    const newer = await startTestScorer(site);
    try {
      expect((await awaitFinal(researcher, leftId)).state).toBe('scored');
      expect(await findReadiness()).toMatchObject({ versions_without_scorer: [] });
    } finally {
      await newer.stop();
    }
  });

  it('has its scorer version in its evaluations', async () => {
    const rows = await site.superuser`
      select slug, e.scorer_version as version from hidden.evaluations e join submissions using (submission_id)
        join rounds on rounds.round_id = submissions.round_id join benchmarks using (benchmark_id) order by version`;
    expect(rows).toEqual([
      { slug: others, version: scorerVersion },
      { slug: mine, version: otherVersion },
    ]);
  });
});
