import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { connect } from '@/db/client';
import {
  findBaselineBefore,
  listSubmissionsInOrder,
  listTeamsOfGroup,
  listTeamsToDecide,
  lockTallies,
  tallyOf,
  updateTally,
} from '@/db/queries/feedback-queries';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { plantSubmissions } from '@/testing/plant-submissions';
import { startTestScorer } from '@/testing/start-test-scorer';
import { scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';

const items = makeBinaryItems(200);

describe('a decision on feedback', () => {
  const site = provideTestSite();

  it('reads as few rows and calls as few functions in a round with 10,000 submissions as in a round with one', async () => {
    const scorer = await startTestScorer(site);
    const [maintainer, researcher] = [await makePerson(site), await makePerson(site)];
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'guarded-ladder' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    const { id } = await scorePredictions(researcher, slug, formatPredictions(items.ids, 'no'));
    await scorer.stop();
    const [row] = await site.superuser<{ roundId: string; teamId: string }[]>`
      select round_id as "roundId", team_id as "teamId" from submissions where submission_id = ${id}`;
    const { roundId, teamId } = row!;

    const alone = await countReads(roundId, teamId, id);
    await plantSubmissions(site.superuser, roundId, 10_000);
    const amongMany = await countReads(roundId, teamId, id);
    expect(alone.calls).toBeGreaterThan(0);
    // Tolerance: for a large table, PostgreSQL may read an index instead of the whole table.
    expect(amongMany.rows).toBeLessThan(alone.rows + 20);
    expect(amongMany.calls).toBe(alone.calls);
  });

  /** Counts the rows that one decision's statements read, and the functions that they call. */
  async function countReads(roundId: string, teamId: string, submissionId: string) {
    const { db, close } = connect(site.urls.superuser, { max: 1 });
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(sql`set local track_functions = 'all'`);
        await listTeamsToDecide(tx, roundId);
        const teamIds = await listTeamsOfGroup(tx, roundId, teamId);
        expect(teamIds).toEqual([teamId]);
        const [own] = await lockTallies(tx, roundId, teamIds);
        const tally = { ...tallyOf(own!), refusals: own!.refusalCount + 1 };
        await listSubmissionsInOrder(tx, roundId, teamIds);
        await findBaselineBefore(tx, roundId, submissionId);
        await updateTally(tx, { roundId, teamId, tally, alone: tally, incumbentSubmissionId: null });
        const [counts] = await tx.execute<{ rows: number; calls: number }>(sql`
          select (select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int from pg_stat_xact_user_tables) as rows,
            (select sum(calls)::int from pg_stat_xact_user_functions) as calls`);
        return counts!;
      });
    } finally {
      await close();
    }
  }
});
