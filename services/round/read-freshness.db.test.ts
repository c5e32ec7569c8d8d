import { describe, expect, it } from 'vitest';
import type { FreshnessState } from '@/lib/core/freshness/freshness';
import { consentOf } from '@/testing/consent-of';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank, scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { setFeedbackPolicy } from '../benchmark/change';
import { setSchedule } from '../benchmark/set-schedule';
import { findBenchmark } from '../benchmark/view';
import { freezeRound, unfreezeRound } from './freeze';
import { invalidateRound } from './invalidate';
import { reportLeak } from './leak-reports';
import { extendRound, openRound, revealRound } from './openings';
import { findRound } from './view';

const items = makeBinaryItems(10);

const reason = 'Under review.';

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

describe('freshness', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site);
  const colleague = providePerson(site);
  const researcher = providePerson(site);

  async function enter(slug: string): Promise<void> {
    const file = formatPredictions(items.ids, (i) => items.labels[i]!);
    await scorePredictions(researcher, slug, file, { model: 'The best' });
  }

  async function close(slug: string, number: number): Promise<void> {
    await closeAndRank(owner, slug, number);
  }

  async function playRound(slug: string): Promise<number> {
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    await enter(slug);
    await close(slug, number);
    return number;
  }

  const stateOf = async (slug: string): Promise<[number, FreshnessState] | null> => {
    const { freshness } = unwrap(await findBenchmark(null, slug));
    return freshness && [freshness.round, freshness.state];
  };
  const dueOf = async (slug: string, number: number) => {
    const [row] = await site.superuser<{ announced: Date; due: Date; stale: Date }[]>`
      select announced_closes_at as announced, due_at as due, stale_at as stale
      from due_dates join rounds using (round_id) join benchmarks using (benchmark_id)
      where slug = ${slug} and number = ${number}`;
    return row!;
  };
  const setDue = async (slug: string, due: Date, stale: Date) => {
    await site.superuser`
      update due_dates set due_at = ${due}, stale_at = ${stale}
      where round_id in (select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug})`;
  };

  it('changes with time from fresh to aging to stale, and is retired once the labels are public', async () => {
    const slug = await makeBenchmark(owner);
    expect(await stateOf(slug)).toBeNull();
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    await enter(slug);
    expect(await stateOf(slug)).toEqual([number, 'provisional']);
    await close(slug, number);
    expect(await stateOf(slug)).toEqual([number, 'fresh']);
    await setDue(slug, inDays(-3), inDays(4));
    const { freshness, ranking_facts: facts } = unwrap(await findRound(slug, number));
    expect(freshness).toMatchObject({ state: 'aging', round: number });
    expect(freshness!.fact).toMatch(/^A newer ranking was due by .* and is 3 days late\.$/);
    expect(facts).toMatchObject({ teams_ranked: 1, extensions: 0, next_test_set_sealed: false });
    await setDue(slug, inDays(-30), inDays(-1));
    expect(await stateOf(slug)).toEqual([number, 'stale']);
    unwrap(await revealRound(owner, slug, number));
    await waitUntil(async () => unwrap(await findRound(slug, number)).state === 'revealed');
    expect(await stateOf(slug)).toEqual([number, 'retired']);
    await setDue(slug, inDays(3), inDays(4));
    expect(await stateOf(slug)).toEqual([number, 'fresh']);
  });

  it('changes by no other events than a freeze, an invalidation, an overdue reveal and a newer ranking', async () => {
    const slug = await makeBenchmark(owner, { feedback_policy: 'exact', feedback_share: 0.5 });
    await giveRole(site, slug, colleague, 'maintainer');
    const first = await playRound(slug);
    const fresh = [first, 'fresh'] as const;
    const due = await dueOf(slug, first);
    const acts: readonly [string, () => Promise<unknown>][] = [
      [
        'a new schedule',
        async () =>
          unwrap(
            await setSchedule(owner, slug, {
              schedule: { cadence: { kind: 'weekly', weekday: 1, time: '09:00' }, time_zone: 'UTC' },
            }),
          ),
      ],
      [
        'another feedback policy',
        async () =>
          unwrap(
            await setFeedbackPolicy(owner, slug, { feedback_policy: 'guarded-ladder', feedback_share: 0.5 }),
          ),
      ],
      [
        'a report of a leak',
        async () =>
          unwrap(
            await reportLeak(researcher, slug, first, {
              text: 'I saw the labels in a forum of another benchmark.',
            }),
          ),
      ],
      ['a sealed test set', () => makeSealedRound(owner, slug, formatTestSet(items))],
    ];
    for (const [act, take] of acts) {
      await take();
      expect(await stateOf(slug), act).toEqual(fresh);
    }

    const second = first + 1;
    unwrap(await openRound(owner, slug, second));
    expect(await stateOf(slug), 'an open round').toEqual(fresh);
    await enter(slug);
    expect(await stateOf(slug), 'feedback in the open round').toEqual(fresh);
    const dueBefore = await dueOf(slug, second);
    unwrap(await extendRound(owner, slug, second, { closes_at: inDays(40).toISOString(), reason }));
    expect(await dueOf(slug, second), 'an extension').toEqual(dueBefore);
    unwrap(await freezeRound(owner, slug, second, { reason }));
    expect(await stateOf(slug), 'a frozen newer round without a ranking').toEqual(fresh);
    unwrap(await unfreezeRound(owner, slug, second));
    await close(slug, second);
    expect(await dueOf(slug, second), 'an early close').toEqual(dueBefore);
    expect(await dueOf(slug, first)).toEqual(due);

    expect(await stateOf(slug), 'a newer ranking').toEqual([second, 'fresh']);
    expect(unwrap(await findRound(slug, first)).freshness?.state).toBe('superseded');
    unwrap(await freezeRound(owner, slug, second, { reason }));
    expect(await stateOf(slug), 'a freeze of the newest ranking').toEqual(fresh);
    expect(unwrap(await findRound(slug, second)).freshness?.state).toBe('stale');
    unwrap(await invalidateRound(owner, slug, second, { reason }));
    unwrap(await invalidateRound(colleague, slug, second, await consentOf(site, slug, second)));
    expect(await stateOf(slug), 'an invalidation of the newest ranking').toEqual(fresh);
    unwrap(await freezeRound(owner, slug, first, { reason }));
    expect(await stateOf(slug), 'no ranking that counts').toEqual([second, 'stale']);
    unwrap(await unfreezeRound(owner, slug, first));
    unwrap(await revealRound(owner, slug, first));
    await waitUntil(async () => unwrap(await findRound(slug, first)).state === 'revealed');
    expect(await stateOf(slug), 'a reveal before the due date').toEqual(fresh);
  });

  it('can’t be changed by either database role through due dates or measured overfitting', async () => {
    for (const url of [site.urls.web, site.urls.scorer])
      for (const table of ['due_dates', 'overfitting_measurements']) {
        const [row] = await site.superuser<{ can: boolean }[]>`
          select has_table_privilege(${new URL(url).username}, ${`public.${table}`}, 'update')
            or has_table_privilege(${new URL(url).username}, ${`public.${table}`}, 'delete') as can`;
        expect(row?.can, table).toBe(false);
      }
  });
});
