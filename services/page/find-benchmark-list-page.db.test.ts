import { describe, expect, it } from 'vitest';
import {
  allBenchmarks,
  type BenchmarkSearch,
  listedStates,
  parseBenchmarkSearch,
} from '@/lib/contracts/benchmark-search';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { benchmarkFreshnessStates } from '@/lib/core/freshness/freshness';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank, scorePredictions } from '@/testing/submit-predictions';
import {
  formatPredictions,
  meaninglessId,
  type SyntheticItems,
  shuffleRows,
} from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { changeBenchmark } from '../benchmark/change';
import { findBenchmark } from '../benchmark/view';
import { findLeaderboard, findNewestRanking } from '../publication/find-leaderboard';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { openRound, revealRound } from '../round/openings';
import { findRound, listRounds } from '../round/view';
import { type BenchmarkListRow, findBenchmarkListPage } from './find-benchmark-list-page';
import { findBenchmarkPage } from './find-benchmark-page';

/** Each round needs items of its own; so few items that no difference between models is significant. */
const itemsOf = (round: number): SyntheticItems => ({
  ids: Array.from({ length: 10 }, (_, i) => `item-${meaninglessId(100 * round + i)}`),
  labels: Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'no' : 'yes')),
});

const formatItems = (round: number): string => {
  const { ids, labels } = itemsOf(round);
  return `id,size,label\n${shuffleRows(ids.map((id, i) => `${id},${100 * round + i},${labels[i]}`)).join('\n')}\n`;
};

describe('list of benchmarks', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site, 'Rachel');

  const search = (wishes: Partial<BenchmarkSearch>) => findBenchmarkListPage({ ...allBenchmarks, ...wishes });
  const slugsOf = async (wishes: Partial<BenchmarkSearch>) =>
    (await search(wishes)).rows.map(({ benchmark }) => benchmark.slug);
  const findRow = async (slug: string): Promise<BenchmarkListRow> => {
    const row = (await search({})).rows.find(({ benchmark }) => benchmark.slug === slug);
    if (!row) throw new Error(`${slug} is not in the list`);
    return row;
  };

  /** Each team has its own model, since a model's name may belong to one team only. */
  const researchers = new Map<string, Actor>();
  async function findResearcher(slug: string, model: string): Promise<Actor> {
    const key = `${slug} ${model}`;
    const known = researchers.get(key) ?? (await makePerson(site, `Team of ${model}`));
    researchers.set(key, known);
    return known;
  }

  async function playRound(slug: string, round: number): Promise<number> {
    const number = await makeOpenRound(owner, slug, formatItems(round));
    await enterRound(slug, round);
    return number;
  }

  /** Two models of two teams enter the open round. */
  async function enterRound(slug: string, round: number): Promise<void> {
    const items = itemsOf(round);
    for (const [model, answer] of [
      ['Wattenmeer', (i: number) => items.labels[i]!],
      ['Always no', () => 'no'],
    ] as const) {
      const researcher = await findResearcher(slug, model);
      await scorePredictions(researcher, slug, formatPredictions(items.ids, answer), { model });
    }
  }

  async function rank(slug: string, number: number): Promise<void> {
    await closeAndRank(owner, slug, number);
    await waitUntil(async () => unwrap(await findBenchmark(null, slug)).freshness !== null);
  }

  /**
   * Asserts that each filter finds exactly the benchmarks whose row has the wanted value, and that rows agree with the
   * benchmarks' own pages.
   */
  async function expectFiltersToFollow(): Promise<void> {
    const { rows, counts } = await search({});
    const stateOf = ({
      benchmark: { open_round: open, frozen_round: frozen, newest_closed_round: closed },
    }: BenchmarkListRow) => {
      if (open) return 'open';
      return frozen && (frozen.opens_at ?? '') > (closed?.opens_at ?? '')
        ? 'frozen'
        : (closed?.state ?? null);
    };
    const where = (isWanted: (row: BenchmarkListRow) => boolean) =>
      rows.filter(isWanted).map(({ benchmark }) => benchmark.slug);
    for (const state of listedStates) {
      const expected = where((row) => stateOf(row) === state);
      expect(await slugsOf({ state }), state).toEqual(expected);
      expect(counts[state], state).toBe(expected.length);
    }
    for (const freshness of benchmarkFreshnessStates)
      expect(await slugsOf({ freshness }), freshness).toEqual(
        where(({ benchmark }) => benchmark.freshness?.state === freshness),
      );
    for (const { benchmark } of rows) {
      const own = unwrap(await findBenchmark(null, benchmark.slug));
      expect(benchmark.freshness?.state).toBe(own.freshness?.state);
      expect(benchmark.freshness?.round).toBe(own.freshness?.round);
      for (const round of ['open_round', 'newest_closed_round', 'frozen_round'] as const)
        expect(benchmark[round]?.number, `${benchmark.slug} ${round}`).toBe(own[round]?.number);
    }
  }

  it('follows a benchmark through its life: state, freshness, top score with its metric, and ties', async () => {
    const slug = await makeBenchmark(owner, { title: 'Tides' });
    expect(await findRow(slug)).toMatchObject({
      benchmark: { freshness: null, open_round: null, newest_closed_round: null },
      lead: null,
    });
    const number = await playRound(slug, 1);
    expect(await findRow(slug)).toMatchObject({
      benchmark: { open_round: { number } },
      lead: null,
    });
    await expectFiltersToFollow();

    await rank(slug, number);
    expect(await findRow(slug)).toMatchObject({
      benchmark: { open_round: null, newest_closed_round: { number, state: 'closed' } },
      lead: { metric: 'accuracy', tiedCount: 2, rankedCount: 2, leader: { model: 'Wattenmeer', score: 1 } },
    });
    await expectFiltersToFollow();

    const setDue = async (due: string, stale: string) => {
      await site.superuser`
        update due_dates set due_at = now() + ${due}::interval, stale_at = now() + ${stale}::interval
        where round_id in (select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug})`;
      await site.superuser`select refresh_benchmark_listing(benchmark_id) from benchmarks where slug = ${slug}`;
    };
    for (const [due, stale, state] of [
      ['-1 day', '1 day', 'aging'],
      ['-2 days', '-1 day', 'stale'],
    ] as const) {
      await setDue(due, stale);
      expect((await findRow(slug)).benchmark.freshness).toMatchObject({ state });
      await expectFiltersToFollow();
    }

    unwrap(await revealRound(owner, slug, number));
    expect(await findRow(slug)).toMatchObject({
      benchmark: { newest_closed_round: { state: 'revealed' }, freshness: { state: 'retired' } },
    });
    await expectFiltersToFollow();
    await setDue('1 day', '2 days');
    expect((await findRow(slug)).benchmark.freshness).toMatchObject({ state: 'fresh' });
    await expectFiltersToFollow();
  });

  it('shows a frozen round, and the ranking that still counts', async () => {
    const slug = await makeBenchmark(owner, { title: 'Ice' });
    await rank(slug, await playRound(slug, 3));
    const second = await playRound(slug, 4);
    unwrap(await freezeRound(owner, slug, second, { reason: 'Under suspicion.' }));
    expect(await findRow(slug)).toMatchObject({
      benchmark: { frozen_round: { number: second }, newest_closed_round: { number: 1 } },
      lead: { leader: { model: 'Wattenmeer' } },
    });
    expect(await slugsOf({ state: 'frozen' })).toEqual([slug]);
    await expectFiltersToFollow();
  });

  it('shows the round that opened last, even where a round with a larger number opened before', async () => {
    const slug = await makeBenchmark(owner, { title: 'Out of order' });
    const first = await makeSealedRound(owner, slug, formatItems(7));
    const second = await makeSealedRound(owner, slug, formatItems(8));
    for (const [number, round] of [
      [second, 8],
      [first, 7],
    ] as const) {
      unwrap(await openRound(owner, slug, number));
      await enterRound(slug, round);
      await rank(slug, number);
    }
    const row = () => findRow(slug);
    expect((await row()).benchmark).toMatchObject({
      freshness: { state: 'fresh', round: first },
      newest_closed_round: { number: first },
    });
    expect(unwrap(await findRound(slug, first)).freshness).toMatchObject({ state: 'fresh' });
    expect(unwrap(await findRound(slug, second)).freshness).toMatchObject({ state: 'superseded' });
    expect(unwrap(await listRounds(slug)).map(({ number }) => number)).toEqual([first, second]);
    expect(unwrap(await findNewestRanking(slug)).official?.round.number).toBe(first);
    const lastRoundOf = (board: Pick<LeaderboardView, 'entries'> | undefined) =>
      board?.entries[0]?.last_round?.round;
    expect(lastRoundOf(unwrap(await findLeaderboard(slug, first)))).toBe(second);
    expect(lastRoundOf(unwrap(await findLeaderboard(slug, second)))).toBeUndefined();
    const page = unwrap(await findBenchmarkPage(null, slug));
    expect([lastRoundOf(page.boards.get(first)), lastRoundOf(page.boards.get(second))]).toEqual([
      second,
      undefined,
    ]);
    await expectFiltersToFollow();

    // A frozen round that opened earlier isn't shown instead of the ranking that counts, whatever its number.
    unwrap(await freezeRound(owner, slug, second, { reason: 'Under suspicion.' }));
    expect((await row()).benchmark).toMatchObject({ freshness: { state: 'fresh', round: first } });
    expect(unwrap(await findNewestRanking(slug)).frozen).toBeNull();
    await expectFiltersToFollow();
    unwrap(await unfreezeRound(owner, slug, second));
    unwrap(await freezeRound(owner, slug, first, { reason: 'Under suspicion.' }));
    expect((await row()).benchmark).toMatchObject({ freshness: { state: 'fresh', round: second } });
    expect(unwrap(await findNewestRanking(slug)).frozen).not.toBeNull();
    await expectFiltersToFollow();
  });

  it('finds words and their stems in titles, summaries, and the models and teams of official rankings', async () => {
    const slug = await makeBenchmark(owner, {
      title: 'Radiology of the knee',
      description: 'Which ligaments are torn? From **scans**.',
    });
    for (const words of ['ligament', 'RADIOLOGY knees', '"radiology of the knee"', 'of the', slug])
      expect(await slugsOf({ words }), words).toContain(slug);
    for (const words of ['mango', 'knee -radiology'])
      expect(await slugsOf({ words }), words).not.toContain(slug);
    // A model can't be found before the first official ranking that contains it is published.
    const number = await playRound(slug, 5);
    expect(await slugsOf({ words: 'wattenmeer' })).not.toContain(slug);
    await rank(slug, number);
    expect(await slugsOf({ words: 'wattenmeer' })).toContain(slug);
    expect(await slugsOf({ words: '"team of wattenmeer"' })).toContain(slug);
  });

  it('finds a part of a word and a misspelt word, below exact matches', async () => {
    const exact = await makeBenchmark(owner, { title: 'Cardiolgy of the misspelt' });
    const near = await makeBenchmark(owner, { title: 'Cardiology' });
    expect(await slugsOf({ words: 'cardiol' })).toEqual(expect.arrayContaining([exact, near]));
    expect(await slugsOf({ words: 'cardiolgy' })).toEqual([exact, near]);
  });

  it('shows a changed title at once, and no unlisted benchmark', async () => {
    const slug = await makeBenchmark(owner, { title: 'Before the change' });
    const { counts } = await search({});
    const hidden = await makeBenchmark(owner, { title: 'Unlisted estuary', visibility: 'unlisted' });
    expect(await slugsOf({ words: 'estuary' })).toEqual([]);
    expect((await search({})).counts).toEqual(counts);
    unwrap(await changeBenchmark(owner, slug, { title: 'Afterwards an estuary' }));
    expect(await slugsOf({ words: 'estuary' })).toEqual([slug]);
    await site.superuser`update benchmarks set visibility = 'public' where slug = ${hidden}`;
    expect(await slugsOf({ words: 'estuary' })).toEqual(expect.arrayContaining([slug, hidden]));
  });

  it('sorts by title, by the number of ranked models, by the last change and by the next close', async () => {
    const all = (await search({ sort: 'title' })).rows;
    const titles = all.map(({ benchmark }) => benchmark.title);
    expect(titles).toEqual([...titles].sort(new Intl.Collator('en').compare));
    const models = (await search({ sort: 'models' })).rows.map(({ lead }) => lead?.rankedCount ?? 0);
    expect(models).toEqual([...models].sort((a, b) => b - a));
    expect(models[0]).toBe(2);
    const changes = await site.superuser`
      select slug from benchmark_listings where is_listed order by changed_at desc nulls last, slug`;
    expect(await slugsOf({ sort: 'change' })).toEqual(changes.map((row) => row.slug));
    const slug = await makeBenchmark(owner, { title: 'Zuiderzee' });
    await makeOpenRound(owner, slug, formatItems(6));
    const closes = (await search({})).rows.map(({ benchmark }) => benchmark.open_round?.closes_at ?? '9');
    expect(closes).toEqual([...closes].sort());
    expect(await slugsOf({ state: 'open' })).toContain(slug);
  });

  it('filters by a tag, lists the existing tags, and shows a change of them', async () => {
    const slug = await makeBenchmark(owner, { title: 'Tagged', tags: ['speech', 'low-resource'] });
    const other = await makeBenchmark(owner, { title: 'Tagged too', tags: ['speech'] });
    await makeBenchmark(owner, { title: 'Nobody sees it', tags: ['secret'], visibility: 'unlisted' });
    expect(await slugsOf({ tag: 'speech' })).toEqual([slug, other]);
    expect(await slugsOf({ tag: 'secret' })).toEqual([]);
    expect((await search({})).tags).toEqual(['speech', 'low-resource']);
    unwrap(await changeBenchmark(owner, slug, { tags: ['sound'] }));
    expect(await slugsOf({ tag: 'speech' })).toEqual([other]);
    expect(await slugsOf({ tag: 'sound' })).toEqual([slug]);
    expect((await search({})).tags).toEqual(['sound', 'speech']);
  });

  it.each([
    "'; drop table benchmarks; --",
    '%',
    '_',
    '\\',
    '"unbalanced',
    ':* & | ! <-> ( ',
    '-',
    '🌊'.repeat(200),
    '\u202eright to left',
    '\u0000\u0001',
    'a',
    'x'.repeat(5000),
  ])('responds to any search: %j', async (q) => {
    const { rows, total } = await findBenchmarkListPage(parseBenchmarkSearch({ q }).search);
    expect(rows.length).toBe(Math.min(total, 50));
  });

  it('treats SQL wildcards in a search as ordinary characters', async () => {
    const slug = await makeBenchmark(owner, { title: 'Within 100% of her' });
    expect(await slugsOf({ words: '100% of' })).toEqual([slug]);
    expect(await slugsOf({ words: 'h%r' })).toEqual([]);
  });

  it('still counts all benchmarks where the requested page is beyond the last', async () => {
    const { rows, total, pageCount } = await search({ page: 99_999 });
    expect(rows).toEqual([]);
    expect(total).toBeGreaterThan(3);
    expect(pageCount).toBe(1);
  });

  it('refuses writes to its search table by the web role, since only triggers maintain that table', async () => {
    await expect(site.web.db.execute('update benchmark_listings set title = title')).rejects.toThrow();
  });
});
