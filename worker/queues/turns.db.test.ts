import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { addScorerJob, endTurn } from '@/db/queries/job-queries';
import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

describe('queue of long jobs', () => {
  const site = provideTestSite();

  /** Uploads this number of test sets, each of which causes a check job. */
  async function upload(person: Actor, count: number): Promise<void> {
    const slug = await makeBenchmark(person);
    for (let i = 0; i < count; i++)
      unwrap(
        await createRound(
          person,
          slug,
          formRequest({ title: `Set ${i}` }, 'test_set', formatTestSet(makeBinaryItems(10))),
        ),
      );
  }

  /** Runs all checks and returns their requesters, in the order in which the checks ran. */
  async function checkAll(): Promise<string[]> {
    const scorer = await startTestScorer(site);
    const read = () => site.superuser<{ name: string; checkedAt: Date | null }[]>`
      select u.name, r.checked_at as "checkedAt" from rounds r join users u on u.user_id = r.uploaded_by
      order by r.checked_at, r.round_id`;
    const done = await waitUntil(async () => {
      const rows = await read();
      return rows.every(({ checkedAt }) => checkedAt !== null) && rows;
    });
    await scorer.stop();
    await site.superuser`update rounds set uploaded_by = null`;
    return done.map(({ name }) => name.split(' ')[0]!);
  }

  it('makes a person wait for no more than one of another person’s five checks', async () => {
    const [many, one] = [await makePerson(site, 'Many'), await makePerson(site, 'One')];
    await upload(many, 5);
    await upload(one, 1);
    expect(await checkAll()).toEqual(['Many', 'One', 'Many', 'Many', 'Many', 'Many']);
  });

  it('serves people in turn even if jobs of other tasks, whose keys name no round, are waiting', async () => {
    const [some, other] = [await makePerson(site, 'Some'), await makePerson(site, 'Other')];
    await upload(some, 2);
    await upload(other, 1);
    const [{ benchmarkId }] = await site.superuser<[{ benchmarkId: string }]>`
      select benchmark_id as "benchmarkId" from rounds where uploaded_by = ${some.userId} limit 1`;
    await addScorerJob(site.scorer.client.db, 'equate_rounds', { benchmarkId, scope: 'all' });
    // The order must not depend on how the query planner joins tables.
    for (const setting of ['enable_hashjoin', 'enable_nestloop', 'enable_mergejoin'])
      await site.scorer.client.db.transaction(async (tx) => {
        await tx.execute(sql.raw(`set local ${setting} = off`));
        await endTurn(tx, { person: some.userId, favoursLongest: false });
      });
    expect(await checkAll()).toEqual(['Other', 'Some', 'Some']);
  });

  it('alternates between the waiting people, and keeps the order of each person’s jobs', async () => {
    const people = [await makePerson(site, 'A'), await makePerson(site, 'B'), await makePerson(site, 'C')];
    for (const [i, person] of people.entries()) await upload(person, 3 - i);
    expect(await checkAll()).toEqual(['A', 'B', 'C', 'A', 'B', 'A']);
  });
});
