import { describe, expect, it } from 'vitest';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { listBenchmarksToRotate } from '@/db/queries/rotation-queries';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { meaninglessId, shuffleRows } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { setSchedule } from '../benchmark/set-schedule';
import { findBenchmark } from '../benchmark/view';
import { findCalendar } from '../publication/find-calendar';
import { closeRound, openRound } from './openings';
import { listRounds } from './view';

/** Items from this index on, so that the test sets of two rounds don't overlap; the check blocks an overlap. */
const formatItemsFrom = (from: number): string =>
  `id,size,label\n${shuffleRows(Array.from({ length: 60 }, (_, i) => `i${meaninglessId(from + i)},${from + i},${i % 2 === 0 ? 'no' : 'yes'}`)).join('\n')}\n`;

const openingsOf = async (slug: string) =>
  unwrap(await listRounds(slug)).map(({ number, planned_opening }) => [number, planned_opening]);

const inDays = (days: number, from = new Date().toISOString()): string =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString();

/** An ISO time in the notation of iCalendar. */
const stampOf = (iso = ''): string => iso.replace(/[-:]|\.\d+/g, '');

describe('public planned openings of sealed rounds', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  it('list the rotation that opens each round, and nothing for a round that a maintainer opens', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const from of [1000, 2000]) await makeSealedRound(maintainer, slug, formatItemsFrom(from));
    expect(await openingsOf(slug)).toEqual([
      [2, null],
      [1, null],
    ]);

    const { next_rotation_at } = unwrap(
      await setSchedule(maintainer, slug, {
        schedule: {
          cadence: { kind: 'days', every: 7, from: '2020-01-01', time: '00:00' },
          time_zone: 'UTC',
        },
      }),
    );
    const [first, second, third] = [0, 7, 14].map((days) =>
      new Date(Date.parse(next_rotation_at ?? '') + days * 86_400_000).toISOString(),
    );
    expect(await openingsOf(slug)).toEqual([
      [2, { opens_at: second, closes_at: third }],
      [1, { opens_at: first, closes_at: second }],
    ]);
  });

  it('use hand-picked dates before the announced close of the open round only after that round was closed early', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const from of [3000, 4000]) await makeSealedRound(maintainer, slug, formatItemsFrom(from));
    unwrap(await openRound(maintainer, slug, 1, { closes_at: inDays(10) }));
    const dates = [inDays(5), inDays(20)];
    const schedule = {
      cadence: { kind: 'dates', dates: dates.map((date) => date.slice(0, 16)) },
      time_zone: 'UTC',
    };
    unwrap(await setSchedule(maintainer, slug, { schedule }));
    const calendar = async () => unwrap(await findCalendar(slug)).match(/DTSTART:.*/g);

    const [dayFive, dayTwenty] = dates.map((date) => `${date.slice(0, 17)}00.000Z`);
    expect(await openingsOf(slug)).toEqual([
      [2, { opens_at: dayTwenty, closes_at: inDays(30, dayTwenty) }],
      [1, null],
    ]);
    expect(await calendar()).not.toContain(`DTSTART:${stampOf(dayFive)}`);
    expect(await calendar()).toContain(`DTSTART:${stampOf(dayTwenty)}`);

    unwrap(await closeRound(maintainer, slug, 1, { reason: 'A label was seen outside' }));
    expect(await openingsOf(slug)).toEqual([
      [2, { opens_at: dayFive, closes_at: dayTwenty }],
      [1, null],
    ]);
    expect(await calendar()).toContain(`DTSTART:${stampOf(dayFive)}`);
  });

  it('list no opening on a last hand-picked date before the announced close, unless an early close makes that date usable', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const from of [5000, 6000]) await makeSealedRound(maintainer, slug, formatItemsFrom(from));
    unwrap(await openRound(maintainer, slug, 1, { closes_at: inDays(10) }));
    const date = inDays(5).slice(0, 16);
    const schedule = { cadence: { kind: 'dates', dates: [date] }, time_zone: 'UTC' };
    const { next_rotation_at } = unwrap(await setSchedule(maintainer, slug, { schedule }));
    expect(next_rotation_at).toBeNull();
    expect(await openingsOf(slug)).toEqual([
      [2, null],
      [1, null],
    ]);
    expect(unwrap(await findCalendar(slug))).not.toContain(`DTSTART:${stampOf(`${date}:00.000Z`)}`);

    unwrap(await closeRound(maintainer, slug, 1, { reason: 'A label was seen outside' }));
    const opensAt = `${date}:00.000Z`;
    expect(unwrap(await findBenchmark(maintainer, slug)).next_rotation_at).toBe(opensAt);
    expect(await openingsOf(slug)).toEqual([
      [2, { opens_at: opensAt, closes_at: inDays(30, opensAt) }],
      [1, null],
    ]);
    const benchmark = await findBenchmarkBySlug(site.web.db, slug);
    expect(await listBenchmarksToRotate(site.web.db, new Date(opensAt))).toContain(benchmark?.benchmarkId);
  });
});
