import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addJob } from '@/db/queries/job-queries';
import { claimSubmission, finishSubmission } from '@/db/queries/submission-scorer-queries';
import type { Actor } from '@/services/access/caller';
import { findQuota } from '@/services/submission/find-quota';
import { findSubmission } from '@/services/submission/view';
import { type HeldJob, holdJob } from '@/testing/hold-job';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { deadAfterMs, sweep } from './run-scorer';

const items = makeBinaryItems(10);

const predictions = formatPredictions(items.ids, 'no');

describe('sweep', () => {
  const site = provideTestSite();
  let slug: string;
  let researcher: Actor;

  beforeAll(async () => {
    const maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer);
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
  });
  beforeEach(async () => {
    researcher = await makePerson(site);
  });

  it('fails submissions past their deadline, queued or being scored, returns their slots, and keeps other submissions', async () => {
    const queued = await submitPredictions(researcher, slug, predictions);
    const scoring = await submitPredictions(researcher, slug, predictions);
    const inTime = await submitPredictions(researcher, slug, predictions);
    const claimed = await site.scorer.client.db.transaction((tx) =>
      claimSubmission(tx, scoring.id, new Date(Date.now() + 60_000)),
    );
    await site.superuser`
      update submissions set deadline_at = now() - interval '1 second' where submission_id in (${queued.id}, ${scoring.id})`;
    expect((await sweep(site.scorer, [])).overdue).toBe(2);
    for (const { id } of [queued, scoring])
      expect(unwrap(await findSubmission(researcher, id))).toMatchObject({
        state: 'failed',
        code: 'deadline_passed',
      });
    expect(unwrap(await findSubmission(researcher, inTime.id)).state).toBe('queued');
    expect(unwrap(await findQuota(researcher, slug))).toMatchObject({ round: { used: 1 }, day: { used: 1 } });
    // A late result of the scorer can't change the ending.
    expect(
      await finishSubmission(
        site.scorer.client.db,
        { submissionId: scoring.id, attempt: claimed!.attempt, finishedAt: new Date() },
        { state: 'failed', code: 'x', message: 'x', line: null, column: null },
      ),
    ).toBe(false);
    expect((await sweep(site.scorer, [])).overdue).toBe(0);
  });

  it('frees the jobs of a scorer whose heartbeat has stopped, and leaves other scorers’ jobs locked', async () => {
    const lock = async (worker: string, agoMs: number) => {
      const roundId = randomUUID();
      await addJob(site.web.db, 'publish_snapshot', { roundId });
      const since = new Date(Date.now() - agoMs);
      return holdJob(site, { worker, key: `snapshot:${roundId}`, since });
    };
    const lockedBy = async (job: HeldJob | undefined) => {
      const [row] =
        await site.superuser`select locked_by from graphile_worker.jobs where id = ${job?.id ?? null}`;
      return row?.locked_by;
    };
    const late = deadAfterMs + 5_000;
    await sweep(site.scorer, ['alive', 'silent']);
    await site.superuser`
      update scorer_heartbeats set beat_at = ${new Date(Date.now() - late)} where worker_id = 'silent'`;
    const [ofAlive, ofSilent, ofUnknown, fresh] = await Promise.all([
      lock('alive', 10 * late),
      lock('silent', late),
      lock('never heard of', late),
      lock('just begun', 0),
    ]);
    expect((await sweep(site.scorer, ['alive'])).unlocked).toBe(2);
    expect(await Promise.all([ofAlive, ofSilent, ofUnknown, fresh].map(lockedBy))).toEqual([
      'alive',
      null,
      null,
      'just begun',
    ]);
  });
});
