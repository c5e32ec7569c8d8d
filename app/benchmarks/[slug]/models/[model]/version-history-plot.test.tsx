import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { VersionHistoryPlot } from './version-history-plot';
import type { PlacedScore, VersionHistoryShape } from './version-history-shape';

const placed = (version: string): PlacedScore => ({
  ...{ version, evidence: 'prospective' as const, score: 0.6, lower: 0.55, upper: 0.65 },
});
const shapeOf = (beside: readonly PlacedScore[]): VersionHistoryShape => ({
  baseRound: 1,
  ...{ low: 0.5, high: 0.7, ticks: [0.5, 0.6, 0.7] },
  columns: [1, 2, 3].map((round) => ({ round, title: `Round ${round}`, main: placed('2001-01'), beside })),
});
/** The names of the versions in the drawing for the narrowest window, which stands last. */
const namesIn = (shape: VersionHistoryShape): string[] => {
  const page = renderToStaticMarkup(<VersionHistoryPlot shape={shape} metric="roc_auc" direction="higher" />);
  const narrow = page.slice(page.lastIndexOf('<svg'));
  return [...narrow.matchAll(/>(2001-[^<]*)<\/text>/g)].map(([, name]) => name!);
};

test('a version that stands alone in its round is named in full on the narrowest phone', () => {
  expect(namesIn(shapeOf([]))).toEqual(['2001-01', '2001-01', '2001-01']);
});

test('versions beside each other share the room', () => {
  for (const name of namesIn(shapeOf([placed('2001-02')]))) expect(name.length).toBeLessThan(7);
});
