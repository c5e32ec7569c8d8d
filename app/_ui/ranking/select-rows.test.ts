import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { addressOfQuery, fieldsOfQuery, parseRankingQuery } from './ranking-query';
import { rowsPerPage, selectRows } from './select-rows';

type Row = Partial<LeaderboardView['entries'][number]> & { model: string };

/** A ranking with these rows, best first, each at the rank of its place unless it says otherwise. */
const makeBoard = (rows: readonly Row[], direction: 'higher' | 'lower' = 'higher'): LeaderboardView =>
  makeLeaderboard(
    rows.map((row, i) => ({ score: 1 - i / 1000, ...row })),
    { direction },
  );

const select = (board: LeaderboardView, asked: Parameters<typeof parseRankingQuery>[0]) =>
  selectRows(board, parseRankingQuery(asked)).rows.map(({ model }) => model);

describe('a ranking that is searched', () => {
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
  ])('for %j has the rows with all its words in names, version or team', (q, models) => {
    expect(select(board, { q })).toEqual(models);
  });

  it('has one team’s rows by its address, whatever its name is part of', () => {
    const teams = makeBoard([
      { model: 'a', team: 'North', team_slug: 'north' },
      { model: 'b', team: 'North by East', team_slug: 'north-by-east' },
    ]);
    expect(select(teams, { team: 'north' })).toEqual(['a']);
    expect(select(teams, { team: 'North' })).toEqual(['a', 'b']);
  });

  it('keeps ranks, and leaves other kinds out', () => {
    expect(select(board, { kind: 'host' })).toEqual(['Shallow trees']);
    expect(selectRows(board, parseRankingQuery({ q: 'mean' })).rows[0]!.rank).toBe(3);
  });

  it('finds any row of 2,000, and shows them by hundreds', () => {
    const long = makeBoard(Array.from({ length: 2000 }, (_, i) => ({ model: `Model ${i}` })));
    expect(select(long, { q: 'model 1999' })).toEqual(['Model 1999']);
    const { shown, pageCount, page } = selectRows(long, parseRankingQuery({ page: '3' }));
    expect([shown.length, shown[0]!.model, pageCount, page]).toEqual([rowsPerPage, 'Model 200', 20, 3]);
    expect(selectRows(long, parseRankingQuery({ page: '99' })).page).toBe(20);
  });
});

const gapOf = (estimate: number) =>
  ({ unit: 'points', estimate, lower: estimate - 0.02, upper: estimate + 0.02, shown: false }) as const;

describe('a ranking that is sorted', () => {
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
  ])('by %s has what warns or is best on top, and what has no value below', (sort, models) => {
    expect(select(makeBoard(rows), { sort })).toEqual(models);
  });

  it('by gap has what flatters on top where lower is better too', () => {
    expect(select(makeBoard(rows, 'lower'), { sort: 'gap' })).toEqual(['c10', 'b', 'c9', 'a']);
  });
});

describe('what an address asks of a ranking', () => {
  it.each([
    '',
    '?compare=1',
    '?q=trees&sort=-gap&page=2&evidence=prospective&open=code,weights',
    '?kind=baseline&columns=gap,log_loss',
    '?q=trees&team=demo-team-north',
    '?columns=none',
    '?columns=none&model=a-b',
  ])('%j is written as it is read', (text) => {
    const asked = Object.fromEntries(new URLSearchParams(text));
    expect(addressOfQuery('/p', parseRankingQuery(asked))).toBe(`/p${text}`);
  });

  it('of nonsense is nothing', () => {
    const query = parseRankingQuery({
      ...{ ranking: 'closed', q: ['', 'second'], kind: 'guest', sort: '-', page: '-1', evidence: 'x' },
      open: 'everything',
    });
    expect(fieldsOfQuery(query)).toEqual([]);
    expect(parseRankingQuery({ page: '1e99', columns: '<script>' })).toMatchObject({ page: 1, columns: [] });
    expect(parseRankingQuery({ q: 'x'.repeat(5000) }).search).toHaveLength(100);
  });
});
