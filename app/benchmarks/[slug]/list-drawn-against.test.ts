import { expect, test } from 'vitest';
import { listDrawnAgainst } from './list-drawn-against';

const point = (round: number, version: string) => ({
  ...{ round, version, evidence: 'in-round' as const, score: 0.5, lower: 0.4, upper: 0.6 },
  ...{ rank_lower: 1, rank_upper: 3 },
});
const model = (name: string, points: ReturnType<typeof point>[]) => ({
  ...{ model: name, model_slug: name, team: 'Team', points },
});
const view = (numbers: number[], versions: string[]) => ({
  ...{ benchmark: 'rain', metric: 'accuracy' as const, direction: 'higher' as const, base_round: 1 },
  rounds: numbers.map((round) => ({ round, title: `Round ${round}` })),
  left_out: [],
  models: versions.map((version, i) =>
    model(
      `m${i}`,
      numbers.map((round, at) => point(round, at === 0 ? '1' : version)),
    ),
  ),
});
const listed = (numbers: number[], versions: string[]) =>
  listDrawnAgainst(view(numbers, versions)).map(({ round }) => round);

test('the pictures of rounds with three versions of the round before are listed, newest first', () => {
  expect(listed([1, 2, 3], ['1', '1', '1'])).toEqual([3, 2]);
});

test('two versions in both are none, nor are versions that changed', () => {
  expect(listed([1, 2], ['1', '1', '2'])).toEqual([]);
  expect(listed([1, 2, 3], ['2', '2', '2'])).toEqual([3]);
});

test('a round whose neighbour is not on the scale is drawn against another one', () => {
  expect(listed([1, 3], ['1', '1', '1'])).toEqual([]);
});
