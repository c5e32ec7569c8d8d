import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { linkAnchors } from '@/lib/core/equating/equating';
import { composeOfficialLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import { asModelComparison } from '@/lib/core/leaderboard/pair-codes';
import { comparePairs } from '@/lib/core/statistics/compare-pairs';
import { computeNormalCdf } from '@/lib/core/statistics/normal-distribution';
import { viewOfRanking } from '@/services/publication/view-of-ranking';
import { ResidualsTable } from './residuals-table';

/** An anchor model whose score falls by about 0.1 probit, and additionally by `off`. */
const anchorOf = (i: number, off: number) => ({
  model: `Anchor ${i}`,
  base: { score: computeNormalCdf(0.4 + 0.1 * i), itemCount: 2000 },
  later: { score: computeNormalCdf(0.3 + 0.1 * i - off + 0.01 * ((i * 3) % 5)), itemCount: 2000 },
});

const mcnemar = { name: 'mcnemar' } as const;

const ranking = {
  snapshotId: 'a-snapshot',
  roundId: 'a-round',
  split: 'final',
  revision: 1,
  publishedAt: new Date('2026-03-01T00:00:00Z'),
  leaderboard: composeOfficialLeaderboard(
    { metric: 'accuracy', direction: 'higher', policy: 'exact', itemCount: { feedback: 0, final: 2000 } },
    [],
    asModelComparison(mcnemar, comparePairs(mcnemar, [])),
  ),
  overfitting: null,
  corrected: null,
} as const;

/** The HTML rows of the table for eight anchor models. */
function listRows(isOff: (i: number) => boolean): string[] {
  const anchors = Array.from({ length: 8 }, (_, i) => anchorOf(i, isOff(i) ? 0.5 : 0));
  const equating = linkAnchors('probit', 1, anchors);
  const view = viewOfRanking('a-benchmark', { number: 2, state: 'closed' }, ranking, { equating });
  const page = renderToStaticMarkup(
    <ResidualsTable metric="accuracy" residuals={view.equating!.residuals} />,
  );
  return page.split('<tr').filter((row) => /Anchor \d/.test(row));
}

describe('the table of anchor models', () => {
  it('strikes through name and numbers of an outlier, and says that the outlier doesn’t count', () => {
    const rows = listRows((i) => i === 3);
    expect(rows).toHaveLength(8);
    const [struck, others] = [
      rows.filter((row) => row.includes('Anchor 3')),
      rows.filter((row) => !row.includes('Anchor 3')),
    ];
    expect(struck).toHaveLength(1);
    expect(struck[0]).toContain('<s>Anchor 3</s>');
    expect(struck[0]!.match(/<s>[+−][\d.]+<\/s>/g)).toHaveLength(2);
    expect(struck[0]).toContain('no, outlier');
    for (const row of others) {
      expect(row).not.toContain('<s>');
      expect(row).toContain('>yes<');
    }
  });

  it('strikes nothing through without an outlier', () => {
    const rows = listRows(() => false);
    expect(rows).toHaveLength(8);
    for (const row of rows) expect(row).not.toContain('<s>');
  });
});
