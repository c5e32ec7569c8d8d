import { describe, expect, it } from 'vitest';
import { findNeighbours } from './practice';

const entries = [
  { model: 'A', rank: 1, score: 0.7 },
  { model: 'B', rank: 2, score: 0.6 },
  { model: 'baseline', rank: null, score: 0.65 },
];

describe('neighbours of a practice score', () => {
  it('include ranked models only, and count an equal score as at least as good', () => {
    expect(findNeighbours(entries, 0.66, 'higher')).toMatchObject({
      above: { model: 'A' },
      below: { model: 'B' },
    });
    expect(findNeighbours(entries, 0.6, 'higher')).toMatchObject({ above: { model: 'B' }, below: null });
  });

  it('follow the direction of the metric', () => {
    expect(findNeighbours(entries, 0.5, 'lower')).toMatchObject({ above: null, below: { model: 'B' } });
    expect(findNeighbours(entries, 0.65, 'lower')).toMatchObject({
      above: { model: 'B' },
      below: { model: 'A' },
    });
  });

  it('don’t exist without a ranking', () => expect(findNeighbours([], 0.5, 'higher')).toBeNull());
});
