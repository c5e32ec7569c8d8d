import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { undisclosed } from '@/lib/core/model/disclosure';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import {
  formatLeaderboardCsv,
  type LeaderboardView,
  type leaderboardEntrySchema,
  leaderboardSchema,
} from './leaderboard';

describe('leaderboard row schema', () => {
  it('has exactly the fields of a stored row', () => {
    expectTypeOf<keyof z.output<typeof leaderboardEntrySchema>>().toEqualTypeOf<keyof LeaderboardEntry>();
  });

  it('accepts a complete row and returns it unchanged', () => {
    const { notes: _, ...disclosure } = undisclosed;
    const board = makeLeaderboard([
      {
        ...{
          rank_lower: 1,
          rank_upper: 3,
          feedback_score: 0.72,
          gap: null,
          secondary: { recall: 0.5 },
          disclosure,
        },
        ...{ best_of: { k: 3, optimism: 0.01 }, after_erratum: { score: 0.4, rank: 2 } },
        interval: { lower: 0.4, upper: 0.6, level: 0.95, method: 'wilson', seed: null },
        equated: { score: 0.5, standard_error: 0.1, lower: 0.3, upper: 0.7, base_round: 1, anchors: 5 },
        last_round: {
          ...{ round: 2, version: '1', rank: 4, rank_lower: 3, rank_upper: 5, rank_moved: null },
          on_this_scale: { score: 0.5, standard_error: 0.1, lower: 0.3, upper: 0.7 },
        },
      },
    ]);
    expect(leaderboardSchema.parse(board)).toEqual(board);
  });
});

const board = (model: string, team: string): LeaderboardView =>
  makeLeaderboard(
    [
      {
        ...{ model, team, score: -0.5, submitted_at: '2026-03-01T00:00:00.000Z' },
        interval: { lower: -1, upper: 0, level: 0.95, method: 'wilson', seed: null },
      },
    ],
    { metric: 'mae', direction: 'lower' },
  );

describe('ranking as CSV', () => {
  it('escapes formulas for spreadsheets and leaves negative numbers unchanged', () => {
    const [, row = ''] = formatLeaderboardCsv(board('=HYPERLINK("http://x")', '@team')).split('\r\n');
    expect(row).toBe(
      `1,"'=HYPERLINK(""http://x"")",1,'@team,-0.5,-1,0,wilson,in-round,1,2026-03-01T00:00:00.000Z,,,,,,,,,,,true,,,,,,,,entry,false,,,,,,,,,,,,,,,,,`,
    );
  });

  it('escapes formulas after semicolons, and formulas with full-width signs', () => {
    const [, row = ''] = formatLeaderboardCsv(board('a; =1+1;b;-2', '＝1+1')).split('\r\n');
    expect(row).toMatch(/^1,a; '=1\+1;b;'-2,1,'＝1\+1,/);
  });

  it('contains scores but no ranks in an invalidated round', () => {
    const [, row = ''] = formatLeaderboardCsv({ ...board('a', 'b'), invalidated: true }).split('\r\n');
    expect(row).toBe(
      ',a,1,b,-0.5,-1,0,wilson,in-round,1,2026-03-01T00:00:00.000Z,,,,,,,,,,,,,,,,,,,entry,false,,,,,,,,,,,,,,,,,',
    );
  });

  it('contains no ranks in a provisional table, whose scores are on the feedback split', () => {
    const provisional = formatLeaderboardCsv({ ...board('a', 'b'), provisional: true }).split('\r\n');
    const columns = provisional[0]!.split(',');
    const cells = provisional[1]!.split(',');
    for (const column of ['rank', 'rank_lower', 'rank_upper', 'tied_with_leader', 'rank_after_erratum'])
      expect(cells[columns.indexOf(column)], column).toBe('');
    expect(cells[columns.indexOf('score')]).toBe('-0.5');
  });

  it('contains the reason for an unreliable interval and the share of the largest errors, and empty bounds without an interval', () => {
    const plain = board('a', 'b');
    const rowOf = (interval: LeaderboardView['entries'][number]['interval']) =>
      formatLeaderboardCsv({ ...plain, entries: [{ ...plain.entries[0]!, interval }] }).split('\r\n')[1];
    const interval = { lower: -1, upper: 0, level: 0.95, method: 'log-t', seed: 's' } as const;
    expect(rowOf({ ...interval, unreliable: 'few_groups' })).toMatch(/,-1,0,log-t,.*,false,few_groups,{16}$/);
    expect(rowOf({ ...interval, unreliable: null, tail_share: 0.25 })).toMatch(/,false,,0\.25,{15}$/);
    expect(rowOf(null)).toMatch(/^1,a,1,b,-0\.5,,,,in-round,.*,entry,false,,{16}$/);
  });

  it('contains a team’s disclosures, with an empty cell for each undisclosed item', () => {
    const plain = board('a', 'b');
    const disclosure = {
      training_cutoff: '2026-02',
      external_data: '=1+1, and more',
      parameters: 7,
      licence: null,
      links: [
        { kind: 'paper', url: 'https://example.org/a' },
        { kind: 'code', url: 'https://example.org/b' },
      ],
      openness: { code: 'open', weights: 'on-request', training_data: null },
    } as const;
    const [head, row] = formatLeaderboardCsv({
      ...plain,
      entries: [{ ...plain.entries[0]!, disclosure }],
    }).split('\r\n');
    expect(head).toMatch(
      /,training_cutoff,external_data,parameters,licence,open_code,open_weights,open_training_data,links,last_round,/,
    );
    expect(row).toMatch(
      /,2026-02,"'=1\+1, and more",7,,open,on-request,,https:\/\/example\.org\/a https:\/\/example\.org\/b,{7}$/,
    );
  });

  it('contains each model’s rank in the previous ranked round in the last columns', () => {
    const plain = board('a', 'b');
    const last_round = {
      ...{ round: 3, version: '1', rank: 4, rank_lower: 2, rank_upper: 5 },
      rank_moved: 'better' as const,
      on_this_scale: { score: 0.5, standard_error: 0.1, lower: 0.3, upper: 0.7 },
    } as const;
    const [head, row] = formatLeaderboardCsv({
      ...plain,
      entries: [{ ...plain.entries[0]!, last_round }],
    }).split('\r\n');
    expect(head).toMatch(
      /,last_round,last_rank_lower,last_rank_upper,rank_moved,last_score_on_this_scale,last_score_lower,last_score_upper$/,
    );
    expect(row).toMatch(/,3,2,5,better,0\.5,0\.3,0\.7$/);
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(formatLeaderboardCsv(board('a,b', 'c\nd'))).toContain('1,"a,b",1,"c\nd",');
  });
});
