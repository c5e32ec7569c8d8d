import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { meaninglessId, shuffleRows } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { setSchedule } from '../benchmark/set-schedule';
import { findRoundPage } from '../page/find-round-page';

/** Test sets without an overlap, which the check would block. */
const formatItemsFrom = (from: number): string =>
  `id,size,label\n${shuffleRows(Array.from({ length: 60 }, (_, i) => `i${meaninglessId(from + i)},${from + i},${i % 2 === 0 ? 'no' : 'yes'}`)).join('\n')}\n`;

const openingsOf = async (slug: string) => unwrap(await findRoundPage(null, slug, 1)).openings;

describe('public planned openings of sealed rounds', () => {
  let site: TestSite;
  let maintainer: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    await startTestScorer(site);
    maintainer = await makePerson(site);
  });
  afterAll(async () => {
    await site?.drop();
  });

  it('list the rotation that opens each round, and nothing where a maintainer opens it', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const from of [1000, 2000]) await makeSealedRound(maintainer, slug, formatItemsFrom(from));
    expect((await openingsOf(slug)).size).toBe(0);

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
    expect([...(await openingsOf(slug))]).toEqual([
      [1, { opensAt: first, closesAt: second }],
      [2, { opensAt: second, closesAt: third }],
    ]);
  });
});
