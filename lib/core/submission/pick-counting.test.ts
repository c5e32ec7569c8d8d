import { describe, expect, it } from 'vitest';
import { type CountingCandidate, pickCounting } from './pick-counting';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute));
const candidate = (id: string, facts: Partial<CountingCandidate>): CountingCandidate => ({
  id,
  isChosen: false,
  reportedScore: null,
  isAutomatic: false,
  receivedAt: at(0),
  ...facts,
});

const first = candidate('first', { receivedAt: at(1), reportedScore: 0.8 });
const refused = candidate('refused', { receivedAt: at(2) });
const last = candidate('last', { receivedAt: at(3), reportedScore: 0.7 });

/** In every order of the candidates. */
function idOf(candidates: readonly CountingCandidate[], direction: 'higher' | 'lower' = 'higher') {
  const ids = candidates.flatMap((_, i) =>
    pickCounting([...candidates.slice(i), ...candidates.slice(0, i)], direction, () => 'a model').map(
      ({ id }) => id,
    ),
  );
  expect(new Set(ids).size).toBeLessThanOrEqual(1);
  return ids[0];
}

describe('pickCounting', () => {
  it('picks the best reported score over a newer refused version, by the direction of the metric', () => {
    expect(idOf([first, refused, last])).toBe('first');
    expect(idOf([first, refused, last], 'lower')).toBe('last');
  });

  it('picks the chosen version over any reported score', () => {
    expect(idOf([first, { ...refused, isChosen: true }, last])).toBe('refused');
  });

  it('picks the earlier of equal reported scores, of one instant by id', () => {
    expect(idOf([first, { ...last, reportedScore: 0.8 }])).toBe('first');
    expect(idOf([first, { ...last, reportedScore: 0.8, receivedAt: first.receivedAt }])).toBe('first');
  });

  it('picks the newest in-round version where no score was reported', () => {
    const automatic = candidate('automatic', { receivedAt: at(9), isAutomatic: true });
    expect(idOf([refused, { ...last, reportedScore: null }, automatic])).toBe('last');
  });

  it('picks the automatic evaluation received last where the team submitted nothing', () => {
    const automatic = (id: string, minute: number) =>
      candidate(id, { receivedAt: at(minute), isAutomatic: true });
    expect(idOf([automatic('older', 1), automatic('newer', 2)])).toBe('newer');
  });

  it('picks one submission of each model, and none of an empty list', () => {
    expect(pickCounting([first, refused, last], 'higher', ({ id }) => id)).toHaveLength(3);
    expect(pickCounting([], 'higher', () => 'a model')).toEqual([]);
  });
});
