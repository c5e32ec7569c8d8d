import { describe, expect, it } from 'vitest';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { chooseRankingColumns, computeWidthMin, type RankingColumn } from './ranking-columns';

const widening = { hasLongRanks: false, hasScoreAfter: false };
const always: RankingColumn[] = ['pick', 'rank', 'model', 'score', 'plot'];

describe('the columns of a ranking', () => {
  it('add up to the minimum width of the table', () => {
    expect(computeWidthMin(always, widening)).toBe(34 + 92 + 292 + 124 + 150);
    expect(computeWidthMin([...always, 'evidence', 'secondary', 'secondary'], widening)).toBe(
      692 + 176 + 2 * 92,
    );
  });

  it('get wider for ranks of three digits and for corrected scores', () => {
    expect(computeWidthMin(always, { hasLongRanks: true, hasScoreAfter: true })).toBe(
      692 + (116 - 92) + (156 - 124),
    );
  });

  it('include one optional column by default, and the chosen ones otherwise', () => {
    const board = makeLeaderboard([{ secondary: { recall: 0.5 } }, { secondary: { recall: 0.4 } }]);
    const usual = chooseRankingColumns(board, ['recall']);
    expect(usual.shown).toEqual(['evidence']);
    expect(usual.available).toContain('recall');
    expect(chooseRankingColumns(board, ['recall'], { chosen: ['recall', 'used'] }).shown).toEqual([
      'recall',
      'used',
    ]);
    expect(chooseRankingColumns(board, ['recall'], { chosen: [] }).shown).toEqual([]);
  });

  it('include the submissions used in a provisional table, and not when a version was frozen', () => {
    const board = makeLeaderboard([{}, {}], { provisional: true });
    const columns = chooseRankingColumns(board, []);
    expect(columns.shown).toEqual(['used']);
    expect(columns.available).not.toContain('evidence');
    expect(columns.canPick).toBe(false);
  });
});
