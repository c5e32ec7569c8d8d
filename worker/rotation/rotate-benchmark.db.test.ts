import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from '@/db/client';
import type { Actor } from '@/services/access/caller';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { findBenchmark } from '@/services/benchmark/view';
import { findRound } from '@/services/round/view';
import { makeBenchmark, sealRoundOf } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setDatabaseClock } from '@/testing/set-database-clock';
import { repetitions } from '@/testing/stress';
import { unwrap } from '@/testing/unwrap';
import { runPrepareInputs } from '../sealing/run-prepare-inputs';
import { runPublishSnapshot } from '../snapshot/run-publish-snapshot';
import { makeRoundVault } from '../vault/round-vault';
import { rotateBenchmark, runSchedules } from './rotate-benchmark';
import { runExtendRound } from './run-extend-round';

/** Number of rotations for each of which several scorers race. */
const raceCount = repetitions(8, 26);

const weekMs = 7 * 86_400_000;

const start = new Date('2030-01-02T12:00:00Z');

/** The first scheduled rotation: the Monday after `start`. */
const firstDue = new Date('2030-01-07T09:00:00Z');

const dueAt = (week: number) => new Date(firstDue.getTime() + week * weekMs);

const weekly = { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC' };

type Recorded = { dueAt: Date; closed: number | null; opened: number | null };

describe('rotation', () => {
  const site = provideTestSite();
  let maintainer: Actor;
  let schedulers: Client[];

  beforeAll(async () => {
    // Moves the clock before the first connection, so that all connections have the moved time.
    await setDatabaseClock(site, start);
    maintainer = await makePerson(site);
    schedulers = Array.from({ length: 12 }, () => connect(site.urls.scorer, { max: 2 }));
  });
  afterAll(() => Promise.all(schedulers?.map((client) => client.close()) ?? []));
  beforeEach(() => setDatabaseClock(site, start));

  async function sealAndPrepare(slug: string, metadata?: object): Promise<string> {
    const roundId = await sealRoundOf(site, maintainer, slug, metadata);
    await runPrepareInputs(site.scorer, { roundId });
    return roundId;
  }

  async function makeScheduled(roundCount: number, schedule: object = weekly): Promise<string> {
    const slug = await makeBenchmark(maintainer);
    unwrap(await setSchedule(maintainer, slug, { schedule }));
    for (let i = 0; i < roundCount; i++) await sealAndPrepare(slug);
    return slug;
  }

  async function listRecorded(slug: string): Promise<Recorded[]> {
    return site.superuser<Recorded[]>`
      select due_at as "dueAt", c.number as closed, o.number as opened
      from rotations join benchmarks using (benchmark_id)
      left join rounds c on c.round_id = closed_round_id left join rounds o on o.round_id = opened_round_id
      where slug = ${slug} order by due_at`;
  }

  async function stateOf(slug: string) {
    return site.superuser<{ number: number; state: string; opened: Date; closed: Date }[]>`
      select number, state, opened_at as opened, closed_at as closed from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} order by number`;
  }

  it('closes a round before the planned gap, queues its reveal once its ranking is official, and opens the next round after the gap', async () => {
    const slug = await makeBenchmark(maintainer);
    const schedule = { ...weekly, gap_hours: 48 };
    unwrap(await setSchedule(maintainer, slug, { schedule, reveals_after_rounds: 0 }));
    const first = await sealAndPrepare(slug);
    await sealAndPrepare(slug);
    await setDatabaseClock(site, dueAt(0));
    await runSchedules(site.scorer);
    const gapBegins = new Date(dueAt(1).getTime() - 48 * 3_600_000);
    await setDatabaseClock(site, gapBegins);
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([
      { state: 'closed', opened: dueAt(0), closed: gapBegins },
      { state: 'sealed' },
    ]);
    const listReveals = () => site.superuser`
      select from graphile_worker.jobs where key = ${`reveal:${first}`}`;
    expect(await listReveals()).toHaveLength(0);
    await runPublishSnapshot(site.scorer, makeRoundVault(site.scorer), { roundId: first });
    await runSchedules(site.scorer);
    expect(await listReveals()).toHaveLength(1);
    await setDatabaseClock(site, new Date(dueAt(1).getTime() - 1_000));
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([{ state: 'closed' }, { state: 'sealed' }]);
    await setDatabaseClock(site, dueAt(1));
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([{ state: 'closed' }, { state: 'open', opened: dueAt(1) }]);
  });

  it('happens exactly once under twelve concurrent schedulers over many rotations: no gap, no duplicate', async () => {
    const slug = await makeScheduled(raceCount);
    const unmoved = { ...site.scorer };
    for (let week = 0; week < raceCount; week++) {
      await setDatabaseClock(site, new Date(dueAt(week).getTime() + 40));
      const looked = await Promise.allSettled(
        schedulers.map((client) => runSchedules({ ...unmoved, client })),
      );
      expect(looked.map(({ status }) => status)).toEqual(schedulers.map(() => 'fulfilled'));
    }
    expect(await listRecorded(slug)).toEqual(
      Array.from({ length: raceCount }, (_, week) => ({
        dueAt: dueAt(week),
        closed: week === 0 ? null : week,
        opened: week + 1,
      })),
    );
    expect(await stateOf(slug)).toEqual(
      Array.from({ length: raceCount }, (_, i) => ({
        number: i + 1,
        state: i === raceCount - 1 ? 'open' : 'closed',
        opened: dueAt(i),
        closed: i === raceCount - 1 ? null : dueAt(i + 1),
      })),
    );
    const [acts] = await site.superuser`
      select count(*) filter (where act = 'round_opened')::int as opened, count(*) filter (where act = 'round_closed')::int as closed
      from audit_events join benchmarks using (benchmark_id) where slug = ${slug}`;
    expect(acts).toEqual({ opened: raceCount, closed: raceCount - 1 });
  });

  it('catches up after a downtime: dates the opening at its due time, uses no test set for a missed period, and leaves no gap in the record', async () => {
    const slug = await makeScheduled(3);
    await setDatabaseClock(site, dueAt(0));
    await runSchedules(site.scorer);
    await setDatabaseClock(site, new Date(dueAt(3).getTime() + 3 * 3_600_000));
    await runSchedules(site.scorer);
    expect(await listRecorded(slug)).toEqual([
      { dueAt: dueAt(0), closed: null, opened: 1 },
      { dueAt: dueAt(1), closed: 1, opened: null },
      { dueAt: dueAt(2), closed: null, opened: null },
      { dueAt: dueAt(3), closed: null, opened: 2 },
    ]);
    expect(await stateOf(slug)).toMatchObject([
      { state: 'closed', opened: dueAt(0), closed: dueAt(1) },
      { state: 'open', opened: dueAt(3) },
      { state: 'sealed' },
    ]);
    expect(unwrap(await findRound(slug, 2)).closes_at).toBe(dueAt(4).toISOString());
  });

  it('closes the open round even if no sealed one waits, marks the refresh as overdue, mails once, and recovers when a round is sealed', async () => {
    const slug = await makeScheduled(1);
    for (const week of [0, 1]) {
      await setDatabaseClock(site, dueAt(week));
      await Promise.all(schedulers.map((client) => runSchedules({ ...site.scorer, client })));
    }
    const overdue = unwrap(await findBenchmark(null, slug));
    expect(overdue).toMatchObject({ overdue_since: dueAt(1).toISOString(), open_round: null });
    expect(overdue.next_rotation_at).toBe(dueAt(2).toISOString());
    const notices = () => site.superuser`
      select kind, count(*)::int as count from notices join benchmarks using (benchmark_id) where slug = ${slug} group by kind order by kind`;
    expect(await notices()).toEqual([
      { kind: 'round_opened', count: 1 },
      // Announced a week before this refresh, and a week before the next one.
      { kind: 'refresh_due', count: 2 },
      { kind: 'refresh_overdue', count: 1 },
    ]);
    await sealAndPrepare(slug);
    await setDatabaseClock(site, dueAt(2));
    await runSchedules(site.scorer);
    expect(unwrap(await findBenchmark(null, slug))).toMatchObject({
      overdue_since: null,
      open_round: { number: 2 },
    });
  });

  it('opens a round with public inputs only after its input files are written, and dates the opening at the due time', async () => {
    const slug = await makeBenchmark(maintainer);
    unwrap(await setSchedule(maintainer, slug, { schedule: weekly }));
    const roundId = await sealRoundOf(site, maintainer, slug);
    await setDatabaseClock(site, new Date(dueAt(0).getTime() + 60_000));
    expect(await runSchedules(site.scorer)).toMatchObject({ opened: 0 });
    expect(await listRecorded(slug)).toEqual([]);
    await runPrepareInputs(site.scorer, { roundId });
    expect(await runSchedules(site.scorer)).toMatchObject({ opened: 1 });
    expect(await stateOf(slug)).toMatchObject([{ state: 'open', opened: dueAt(0) }]);
  });

  it('opens a planned round by itself without a cadence, and announces a close a day before, once', async () => {
    const slug = await makeBenchmark(maintainer);
    const opensAt = new Date('2030-02-01T00:00:00Z');
    const closesAt = new Date('2030-02-11T00:00:00Z');
    const roundId = await sealAndPrepare(slug, {
      opens_at: opensAt.toISOString(),
      closes_at: closesAt.toISOString(),
    });
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([{ state: 'sealed' }]);
    await setDatabaseClock(site, new Date(opensAt.getTime() + 5_000));
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([{ state: 'open', opened: opensAt }]);
    const announced = () =>
      site.superuser`select 1 from notices where round_id = ${roundId} and kind = 'closing_soon'`;
    await runSchedules(site.scorer);
    expect(await announced()).toHaveLength(0);
    await setDatabaseClock(site, new Date(closesAt.getTime() - 86_000_000));
    for (let time = 0; time < 3; time++) await runSchedules(site.scorer);
    expect(await announced()).toHaveLength(1);
    await setDatabaseClock(site, closesAt);
    await runSchedules(site.scorer);
    expect(await stateOf(slug)).toMatchObject([{ state: 'closed', closed: closesAt }]);
  });

  it('announces the new close of an extended round, once, although the old one was announced', async () => {
    const slug = await makeBenchmark(maintainer);
    const [opensAt, closesAt] = [new Date('2030-02-01T00:00:00Z'), new Date('2030-02-11T00:00:00Z')];
    const plan = { opens_at: opensAt.toISOString(), closes_at: closesAt.toISOString() };
    const roundId = await sealAndPrepare(slug, plan);
    await setDatabaseClock(site, new Date(opensAt.getTime() + 5_000));
    await runSchedules(site.scorer);
    const announced = () => site.superuser<{ of: string }[]>`
      select detail ->> 'closes_at' as of from notices where round_id = ${roundId} and kind = 'closing_soon' order by 1`;
    // Moves the clock so that the scorer announces late, as after a sleep.
    await setDatabaseClock(site, new Date(closesAt.getTime() - 36_000_000));
    await runSchedules(site.scorer);
    const later = new Date(closesAt.getTime() + 3_600_000);
    const payload = { roundId, closesAt: later.toISOString(), extendedBy: maintainer.userId };
    await runExtendRound(site.scorer, payload);
    for (let time = 0; time < 3; time++) await runSchedules(site.scorer);
    expect((await announced()).map((one) => one.of)).toEqual([closesAt, later].map((at) => at.toISOString()));
  });

  it('does nothing when it runs again, or while the clock is behind the last recorded rotation', async () => {
    const slug = await makeScheduled(2);
    const [row] = await site.superuser`select benchmark_id as id from benchmarks where slug = ${slug}`;
    await setDatabaseClock(site, dueAt(1));
    expect(await rotateBenchmark(site.scorer, row?.id)).toEqual({ closed: 0, opened: 1, overdue: 0 });
    const before = await listRecorded(slug);
    expect(await rotateBenchmark(site.scorer, row?.id)).toEqual({ closed: 0, opened: 0, overdue: 0 });
    await setDatabaseClock(site, start);
    expect(await rotateBenchmark(site.scorer, row?.id)).toEqual({ closed: 0, opened: 0, overdue: 0 });
    expect(await listRecorded(slug)).toEqual(before);
  });
});
