import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { addressOfQuery, fieldsOfQuery, parseRankingQuery } from './ranking-query';
import { rowsPerPage, selectRows } from './select-rows';

type Row = Partial<LeaderboardView['entries'][number]> & { model: string };

/** A ranking with these rows, best first. */
const makeBoard = (rows: readonly Row[], direction: 'higher' | 'lower' = 'higher'): LeaderboardView =>
  makeLeaderboard(
    rows.map((row, i) => ({ score: 1 - i / 1000, ...row })),
    { direction },
  );

const select = (board: LeaderboardView, params: Parameters<typeof parseRankingQuery>[0]) =>
  selectRows(board, parseRankingQuery(params)).rows.map(({ model }) => model);

describe('a search in a ranking', () => {
  const board = makeBoard([
    { model: 'Deep Trees', team: 'North' },
    { model: 'Shallow trees', team: 'South', kind: 'host', rank: null },
    { model: 'Mean', team: 'North', version: '2001-03' },
  ]);

  it.each([
    ['trees', ['Deep Trees', 'Shallow trees']],
    ['  TREES   north ', ['Deep Trees']],
    ['2001-03', ['Mean']],
    ['.*', []],
    ['', ['Deep Trees', 'Shallow trees', 'Mean']],
  ])('by %j finds the rows with all words of the search in model, version or team', (q, models) => {
    expect(select(board, { q })).toEqual(models);
  });

  it('finds one team by its slug, and no other team whose slug begins with that slug', () => {
    const teams = makeBoard([
      { model: 'a', team: 'North', team_slug: 'north' },
      { model: 'b', team: 'North by East', team_slug: 'north-by-east' },
    ]);
    expect(select(teams, { team: 'north' })).toEqual(['a']);
    expect(select(teams, { team: 'North' })).toEqual(['a', 'b']);
  });

  it('filters by kind, and keeps ranks', () => {
    expect(select(board, { kind: 'host' })).toEqual(['Shallow trees']);
    expect(selectRows(board, parseRankingQuery({ q: 'mean' })).rows[0]!.rank).toBe(3);
  });

  it('finds any of 2,000 rows, and has pages of 100 rows', () => {
    const long = makeBoard(Array.from({ length: 2000 }, (_, i) => ({ model: `Model ${i}` })));
    expect(select(long, { q: 'model 1999' })).toEqual(['Model 1999']);
    const { shown, pageCount, page } = selectRows(long, parseRankingQuery({ page: '3' }));
    expect([shown.length, shown[0]!.model, pageCount, page]).toEqual([rowsPerPage, 'Model 200', 20, 3]);
    expect(selectRows(long, parseRankingQuery({ page: '99' })).page).toBe(20);
  });
});

const gapOf = (estimate: number) =>
  ({ unit: 'points', estimate, lower: estimate - 0.02, upper: estimate + 0.02, shown: false }) as const;

describe('the order of a ranking', () => {
  const rows = [
    { model: 'b', gap: gapOf(0.01), submissions_used: 3, secondary: { log_loss: 0.5 } },
    { model: 'a', gap: null, submissions_used: 1, secondary: { log_loss: 0.4 } },
    { model: 'c10', gap: gapOf(0.03), submissions_used: 2 },
    { model: 'c9', gap: gapOf(-0.02), submissions_used: 2 },
  ];

  it.each([
    ['rank', ['b', 'a', 'c10', 'c9']],
    ['-rank', ['c9', 'c10', 'a', 'b']],
    ['model', ['a', 'b', 'c9', 'c10']],
    ['gap', ['c10', 'b', 'c9', 'a']],
    ['-gap', ['c9', 'b', 'c10', 'a']],
    ['used', ['a', 'c10', 'c9', 'b']],
    ['log_loss', ['a', 'b', 'c10', 'c9']],
    ['no such column', ['b', 'a', 'c10', 'c9']],
  ])('puts the best or most suspicious value first by %s, and missing values last', (sort, models) => {
    expect(select(makeBoard(rows), { sort })).toEqual(models);
  });

  it('has the largest overfitting first when sorted by gap, even for a metric where lower is better', () => {
    expect(select(makeBoard(rows, 'lower'), { sort: 'gap' })).toEqual(['c10', 'b', 'c9', 'a']);
  });
});

describe('the query of a ranking', () => {
  it.each([
    '',
    '?compare=1',
    '?q=trees&sort=-gap&page=2&evidence=prospective&open=code,weights',
    '?kind=baseline&columns=gap,log_loss',
    '?q=trees&team=demo-team-north',
    '?columns=none',
    '?columns=none&model=a-b',
  ])('keeps %j after parsing and writing', (text) => {
    const params = Object.fromEntries(new URLSearchParams(text));
    expect(addressOfQuery('/p', parseRankingQuery(params))).toBe(`/p${text}`);
  });

  it('ignores invalid values', () => {
    const query = parseRankingQuery({
      ...{ ranking: 'closed', q: ['', 'second'], kind: 'guest', sort: '-', page: '-1', evidence: 'x' },
      open: 'everything',
    });
    expect(fieldsOfQuery(query)).toEqual([]);
    expect(parseRankingQuery({ page: '1e99', columns: '<script>' })).toMatchObject({ page: 1, columns: [] });
    expect(parseRankingQuery({ q: 'x'.repeat(5000) }).search).toHaveLength(100);
  });
});
