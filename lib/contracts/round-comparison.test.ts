import { describe, expect, it } from 'vitest';
import { makeComparison } from '@/testing/make-leaderboard';
import { formatComparisonCsv } from './round-comparison';

describe('comparison of two rounds as CSV', () => {
  it('has one line per version, and no cell that a spreadsheet would run as a formula', () => {
    const lines = formatComparisonCsv(
      makeComparison(
        [
          [0.9, 0.8],
          [0.8, 0.75],
          [0.7, 0.65],
        ],
        { name: '=1+1' },
      ),
    ).split('\r\n');
    expect(lines).toHaveLength(5);
    const [header, first] = lines.map((line) => line.split(','));
    expect(first).toHaveLength(header!.length);
    const row = Object.fromEntries(header!.map((name, i) => [name, first![i]]));
    expect(row).toMatchObject({
      model: "'=1+1 0",
      earlier_round: '1',
      earlier_score: '0.9',
      earlier_rank_lower: '1',
      later_score: '0.8',
      later_evidence: 'prospective',
    });
    expect(Number(row.fitted_lower)).toBeLessThan(Number(row.fitted));
  });
});
