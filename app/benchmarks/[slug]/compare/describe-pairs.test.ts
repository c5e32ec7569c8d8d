import { describe, expect, it } from 'vitest';
import type { ComparedModelsView, ComparedPair } from '@/lib/contracts/compared-models';
import { describePairs } from './describe-pairs';

const pair = (names: string, difference: number, half: number | null, told_apart: boolean): ComparedPair => ({
  first: names[0] as 'A',
  second: names[1] as 'B',
  difference,
  limits: half === null ? null : { lower: difference - half, upper: difference + half },
  apart_alone: told_apart,
  told_apart,
});

const say = (
  count: number,
  rounds: readonly [title: string, pairs: ComparedPair[] | null][],
  metric: 'accuracy' | 'mae' = 'accuracy',
) => {
  const words = describePairs({
    metric,
    direction: metric === 'mae' ? 'lower' : 'higher',
    models: (['A', 'B', 'C', 'D'] as const)
      .slice(0, count)
      .map((letter) => ({ letter, model: letter, model_slug: letter, team: '', team_slug: '' })),
    rounds: rounds.map(([title, pairs]) => ({
      title,
      pairs,
      models: [],
    })) as unknown as ComparedModelsView['rounds'],
  });
  return words && [words.lead, ...words.rest].join(' ');
};

describe('the sentence over paired differences', () => {
  it('says of two models where they are told apart, by how much, and where not', () => {
    expect(
      say(2, [
        ['March', [pair('AB', 0.012, 0.008, true)]],
        ['February', [pair('AB', 0.002, 0.008, false)]],
      ]),
    ).toBe(
      'A is shown to be better than B in March, by 1.20 points (0.40 to 2.00). The test doesn’t tell them apart in February.',
    );
    expect(
      say(2, [
        ['March', [pair('AB', 0.001, 0.008, false)]],
        ['February', [pair('AB', -0.02, 0.008, true)]],
        ['January', [pair('AB', -0.001, 0.008, false)]],
      ]),
    ).toBe(
      'The test doesn’t tell A and B apart in March and January. B is shown to be better than A in February, by 2.00 points (1.20 to 2.80).',
    );
  });

  it('calls the lower loss better, in the unit of the metric, and leaves limits out that don’t hold', () => {
    expect(say(2, [['March', [pair('AB', 1.5, null, true)]]], 'mae')).toBe(
      'B is shown to be better than A in March, by 1.50.',
    );
  });

  it('leads with the widest of several that are told apart', () => {
    const march = [
      pair('AB', 0.008, 0.01, false),
      pair('AC', 0.03, 0.014, true),
      pair('BC', 0.022, 0.013, true),
    ];
    expect(
      say(3, [
        ['March', march],
        ['February', [pair('AB', 0.001, 0.01, false)]],
      ]),
    ).toBe(
      'A is shown to be better than C in March, by 3.00 points (1.60 to 4.40). There 2 of 3 pairs are told apart, as the table has them. In February no two are.',
    );
    expect(say(4, [['March', [pair('AB', 0.001, 0.01, false)]]])).toBe(
      'The tests tell no two of the four apart in March.',
    );
  });

  it('names three other rounds and counts more, and says nothing without pairs', () => {
    const told = (title: string): [string, ComparedPair[]] => [title, [pair('AB', 0.02, 0.01, true)]];
    expect(say(2, ['May', 'April', 'March', 'February'].map(told))).toMatch(
      /So it is in April, March and February\.$/,
    );
    expect(say(2, ['May', 'April', 'March', 'February', 'January'].map(told))).toMatch(
      /So it is in 4 rounds\.$/,
    );
    expect(say(2, [['March', null]])).toBeNull();
  });
});
