import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ModelInRoundView } from '@/lib/contracts/model';
import { makeLeaderboardEntry } from '@/testing/make-leaderboard';
import {
  type PlacedScore,
  shapeVersionHistory,
  VersionHistoryPlot,
  type VersionHistoryShape,
} from './version-history-plot';

const placed = (version: string): PlacedScore => ({
  ...{ version, evidence: 'prospective' as const, score: 0.6, lower: 0.55, upper: 0.65 },
});

const shapeOf = (beside: readonly PlacedScore[]): VersionHistoryShape => ({
  baseRound: 1,
  ...{ low: 0.5, high: 0.7, ticks: [0.5, 0.6, 0.7] },
  columns: [1, 2, 3].map((round) => ({ round, title: `Round ${round}`, main: placed('2001-01'), beside })),
});

/** The names of versions in the drawing for the narrowest window, which is the last one. */
const namesIn = (shape: VersionHistoryShape): string[] => {
  const page = renderToStaticMarkup(<VersionHistoryPlot shape={shape} metric="roc_auc" direction="higher" />);
  const narrow = page.slice(page.lastIndexOf('<svg'));
  return [...narrow.matchAll(/>(2001-[^<]*)<\/text>/g)].map(([, name]) => name!);
};

test('the plot names a single version in full on the narrowest phone', () => {
  expect(namesIn(shapeOf([]))).toEqual(['2001-01', '2001-01', '2001-01']);
});

test('the plot shortens the names of versions side by side', () => {
  for (const name of namesIn(shapeOf([placed('2001-02')]))) expect(name.length).toBeLessThan(7);
});

const entryOf = (score: number, equated: number | null, version = '1') =>
  makeLeaderboardEntry({
    ...{ version, score },
    interval: { lower: score - 0.02, upper: score + 0.02, level: 0.95, method: 'wilson', seed: null },
    equated:
      equated === null
        ? null
        : {
            ...{ score: equated, standard_error: 0.02, lower: equated - 0.04, upper: equated + 0.04 },
            ...{ base_round: 1, anchors: 5 },
          },
  });

const inRound = (round: number, entry: ReturnType<typeof entryOf>, more: Partial<ModelInRoundView> = {}) => ({
  ...{
    round,
    title: `Round ${round}`,
    state: 'closed' as const,
    split: 'final' as const,
    provisional: false,
  },
  ...{ snapshot_id: '00000000-0000-4000-8000-000000000000', published_at: '2026-03-01T00:00:00Z' },
  ...{ item_count: 100, ranked: 1, sha256: null, entry, reference_entries: [] },
  ...more,
});

test('a version history lists rounds oldest first, with the raw score in the base round', () => {
  const shape = shapeVersionHistory([
    inRound(4, entryOf(0.9, null), { provisional: true, state: 'open' }),
    inRound(3, entryOf(0.6, 0.7), {
      reference_entries: [{ ...entryOf(0.5, 0.65, '0'), against_counting: null }],
    }),
    inRound(2, entryOf(0.5, null)),
    inRound(1, entryOf(0.8, null)),
  ])!;
  expect(shape.columns.map(({ round, main }) => [round, main?.score ?? null])).toEqual([
    [1, 0.8],
    [2, null],
    [3, 0.7],
  ]);
  expect(shape.columns[2]!.beside.map(({ version, score }) => [version, score])).toEqual([['0', 0.65]]);
  expect(shape.low).toBeLessThan(0.61);
  expect(shape.high).toBeGreaterThan(0.82);
});

test('a version history without two rounds on one scale is null', () => {
  expect(shapeVersionHistory([inRound(2, entryOf(0.6, null)), inRound(1, entryOf(0.8, null))])).toBeNull();
  expect(shapeVersionHistory([inRound(3, entryOf(0.6, 0.7))])).toBeNull();
  const struck = inRound(1, entryOf(0.8, null), { state: 'invalidated' });
  expect(shapeVersionHistory([inRound(2, entryOf(0.6, 0.7)), struck])).toBeNull();
});
