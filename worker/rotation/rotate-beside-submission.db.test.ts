import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { undisclosed } from '@/lib/core/model/disclosure';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { acceptSubmission } from '@/services/submission/accept';
import { requireTeam } from '@/services/team/team';
import { makeBenchmark, sealRoundOf } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setDatabaseClock } from '@/testing/set-database-clock';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runPrepareInputs } from '../sealing/run-prepare-inputs';
import { rotateBenchmark } from './rotate-benchmark';

const start = new Date('2030-01-02T12:00:00Z');

const firstDue = new Date('2030-01-07T09:00:00Z');

const secondDue = new Date('2030-01-14T09:00:00Z');

const schedule = { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC' };

describe('rotation concurrent with a submission', () => {
  const site = provideTestSite();

  beforeAll(async () => {
    await setDatabaseClock(site, start);
  });

  async function openScheduled() {
    const owner = await makePerson(site);
    const slug = await makeBenchmark(owner);
    unwrap(await setSchedule(owner, slug, { schedule }));
    const roundIds = [await sealRoundOf(site, owner, slug), await sealRoundOf(site, owner, slug)];
    for (const roundId of roundIds) await runPrepareInputs(site.scorer, { roundId });
    const benchmark = (await findBenchmarkBySlug(site.web.db, slug))!;
    await setDatabaseClock(site, firstDue);
    await rotateBenchmark(site.scorer, benchmark.benchmarkId);
    return { benchmark, roundId: roundIds[0]! };
  }

  /** Submits the first model of a new team. */
  async function submitFirst({ benchmark, roundId }: Awaited<ReturnType<typeof openScheduled>>) {
    const person = await makePerson(site);
    const team = unwrap(await requireTeam(site.web.db, person, null));
    const submissionId = randomUUID();
    const hash = createHash('sha256').update(submissionId).digest('hex');
    return () =>
      acceptSubmission(site.web.db, {
        submissionId,
        userId: person.userId,
        team,
        benchmark,
        roundId,
        metadata: { kind: 'predictions', model: 'A first model', version: '1', disclosure: undisclosed },
        idempotencyKey: submissionId,
        requestSha256: hash,
        file: { sha256: hash, byteCount: 1 },
        versionId: null,
      });
  }

  const countWaiting = async (what: 'relation' | 'advisory') =>
    (
      await site.superuser`select from pg_locks where not granted and locktype = ${what}
        and database = (select oid from pg_database where datname = current_database())`
    ).length;

  /**
   * Stops both transactions at the point of conflict: the submission has locked the round and is about to
   * insert its model, while `other` has locked the benchmark and waits for the round.
   */
  async function holdUntilBothWait<T>(
    accept: () => ReturnType<typeof acceptSubmission>,
    other: () => Promise<T>,
  ) {
    let both: Promise<[Awaited<ReturnType<typeof acceptSubmission>>, T]> | undefined;
    await site.superuser.begin(async (tx) => {
      await tx`lock table models in share mode`;
      const accepting = accept();
      await waitUntil(async () => (await countWaiting('relation')) > 0);
      await waitUntil(
        async () => (await site.superuser`select where site_clock() > ${secondDue}`).length > 0,
      );
      both = Promise.all([accepting, other()]);
      both.catch(() => {});
      await waitUntil(async () => (await countWaiting('advisory')) > 0);
    });
    return both!;
  }

  it('closes the round after a team’s concurrent first submission, without a deadlock', async () => {
    const open = await openScheduled();
    const accept = await submitFirst(open);
    await setDatabaseClock(site, new Date(secondDue.getTime() - 1_500));
    const [accepted, rotated] = await holdUntilBothWait(accept, () =>
      rotateBenchmark(site.scorer, open.benchmark.benchmarkId),
    );
    expect(accepted).toMatchObject({ ok: true });
    expect(rotated).toEqual({ closed: 1, opened: 1, overdue: 0 });
  });
});
