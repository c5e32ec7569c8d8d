import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LadderPlot } from './ladder-plot';
import type { LadderShape, LadderStep } from './ladder-shape';

/** As Chromium sets the plot’s small type, and some air. */
const letterWidth = 6.7;

test('no outcome of the ladder runs into the one beside it', () => {
  const alike = ['improved', 'no_improvement', 'no_improvement', 'withheld', 'no_improvement'] as const;
  for (const freeCount of [0, 1, 3, 6]) {
    const markup = renderToStaticMarkup(
      <LadderPlot shape={shapeOf(alike, freeCount)} metric="accuracy" direction="higher" />,
    );
    for (const svg of markup.split('<svg').slice(1)) {
      const words = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">(\w+)</g)].map(
        ([, x, y, word = '']) => ({ x: Number(x), y, half: (word.length * letterWidth) / 2 }),
      );
      for (const one of words)
        for (const other of words)
          if (one !== other && one.y === other.y)
            expect(Math.abs(one.x - other.x)).toBeGreaterThan(one.half + other.half);
      expect(words.length > 0).toBe(svg.includes('width="560"') && freeCount <= 1);
    }
  }
});

function shapeOf(outcomes: readonly LadderStep['outcome'][], freeCount: number): LadderShape {
  const told = { score: 0.7, lower: 0.68, upper: 0.72 };
  return {
    steps: outcomes.map((outcome, i) => ({
      ...{ id: String(i), number: i + 1, outcome, level: 0.7 },
      told: outcome === 'improved' ? told : null,
    })),
    ...{ freeCount, freeFrom: outcomes.length + 1, level: 0.7 },
    ...{ low: 0.65, high: 0.75, ticks: [0.65, 0.7, 0.75] },
  };
}
