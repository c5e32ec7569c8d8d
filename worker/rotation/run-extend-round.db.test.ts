import { describe, expect, it } from 'vitest';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { listChangelog } from '@/services/publication/list-changelog';
import { closeRound, extendRound } from '@/services/round/openings';
import { findRound } from '@/services/round/view';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';

const dayMs = 86_400_000;

describe('extending an open round', () => {
  const site = provideSiteWithScorer();

  const nextRotationOf = async (slug: string) => {
    const [row] = await site.superuser<{ at: Date | null }[]>`
      select next_rotation_at as at from benchmarks where slug = ${slug}`;
    return row?.at?.toISOString();
  };

  it('postpones a close and the next rotation, with the reason in the changelog', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const cadence = { kind: 'days', every: 7, from: '2020-01-01', time: '00:00' };
    unwrap(await setSchedule(maintainer, slug, { schedule: { cadence, time_zone: 'UTC' } }));
    const number = await makeOpenRound(maintainer, slug, formatTestSet(makeBinaryItems(20)));
    const before = unwrap(await findRound(slug, number)).closes_at ?? '';
    expect(await nextRotationOf(slug)).toBe(before);
    const later = new Date(Date.parse(before) + dayMs).toISOString();
    const extended = unwrap(
      await extendRound(maintainer, slug, number, { closes_at: later, reason: 'The site was away.' }),
    );
    expect(extended.closes_at).toBe(later);
    expect(await nextRotationOf(slug)).toBe(later);
    const told = unwrap(await listChangelog(slug));
    expect(JSON.stringify(told)).toContain('The site was away.');
    expect(JSON.stringify(told)).toContain('was extended, as a maintainer requested');
  });

  it('requires an open round, a maintainer and a reason, and postpones at most 366 days from now', async () => {
    const maintainer = await makePerson(site);
    const slug = await makeBenchmark(maintainer);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(makeBinaryItems(20)));
    const before = unwrap(await findRound(slug, number)).closes_at ?? '';
    const extend = (days: number, actor = maintainer, reason = 'More time.') =>
      extendRound(actor, slug, number, {
        closes_at: new Date(Date.parse(before) + days * dayMs).toISOString(),
        reason,
      });
    for (const days of [0, -1, 400])
      expect(await extend(days)).toMatchObject({ error: { faults: [{ field: 'closes_at' }] } });
    expect(await extend(1, maintainer, '')).toMatchObject({ error: { faults: [{ field: 'reason' }] } });
    expect(await extend(1, await makePerson(site))).toMatchObject({ error: { kind: 'forbidden' } });
    expect(unwrap(await findRound(slug, number)).closes_at).toBe(before);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'Done.' }));
    expect(await extend(1)).toMatchObject({ error: { kind: 'round_not_open', state: 'closed' } });
  });
});
