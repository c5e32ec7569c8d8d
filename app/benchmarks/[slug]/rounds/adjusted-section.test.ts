import { describe, expect, it } from 'vitest';
import { listDrawnAgainst } from './adjusted-section';

const point = (round: number, version: string) => ({
  ...{ round, version, evidence: 'in-round' as const, score: 0.5, lower: 0.4, upper: 0.6 },
  ...{ rank_lower: 1, rank_upper: 3 },
});

const model = (name: string, points: ReturnType<typeof point>[]) => ({
  ...{ model: name, model_slug: name, team: 'Team', points },
});

/** @param numbers numbers of the rounds on the scale, oldest first @param versions version of each model after the first round */
const view = (numbers: number[], versions: string[]) => ({
  rounds: numbers.map((round) => ({ round, title: `Round ${round}` })),
  models: versions.map((version, i) =>
    model(
      `m${i}`,
      numbers.map((round, at) => point(round, at === 0 ? '1' : version)),
    ),
  ),
});

const listed = (numbers: number[], versions: string[], all: number[] = numbers) =>
  listDrawnAgainst(
    view(numbers, versions),
    all.map((number) => ({ number, state: 'closed' as const })).toReversed(),
  ).map(({ round }) => round);

const same = ['1', '1', '1'];

describe('links to plots of a round against the one before', () => {
  it('include rounds with three versions scored in both, newest first', () => {
    expect(listed([1, 2, 3], same)).toEqual([3, 2]);
  });

  it('omit rounds with only two unchanged versions', () => {
    expect(listed([1, 2], ['1', '1', '2'])).toEqual([]);
    expect(listed([1, 2, 3], ['2', '2', '2'])).toEqual([3]);
  });

  it('omit a round if the round before it isn’t on the scale', () => {
    expect(listed([1, 3], same, [1, 2, 3])).toEqual([]);
  });

  it('follow the order of openings instead of the order of numbers', () => {
    expect(listed([1, 3, 2], same)).toEqual([2, 3]);
    expect(listed([1, 3], same, [1, 3, 2])).toEqual([3]);
  });

  it('skip a round without an official ranking', () => {
    const all = [3, 2, 1].map((number) => ({
      number,
      state: number === 2 ? ('invalidated' as const) : ('closed' as const),
    }));
    expect(listDrawnAgainst(view([1, 3], same), all).map(({ round }) => round)).toEqual([3]);
  });
});
