import { describe, expect, it } from 'vitest';
import type { ComparedModelsView, ComparedPair } from '@/lib/contracts/compared-models';
import { describePairs } from './describe-pairs';

const pair = (
  names: string,
  difference: number,
  half: number | null,
  is_significant: boolean,
): ComparedPair => ({
  first: names[0] as 'A',
  second: names[1] as 'B',
  difference,
  interval: half === null ? null : { lower: difference - half, upper: difference + half },
  is_significant_alone: is_significant,
  is_significant,
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

describe('the sentence above paired differences', () => {
  it('names the rounds in which two models differ significantly, with the difference, and the rounds in which they don’t', () => {
    expect(
      say(2, [
        ['March', [pair('AB', 0.012, 0.008, true)]],
        ['February', [pair('AB', 0.002, 0.008, false)]],
      ]),
    ).toBe(
      'A is significantly better than B in March, by 1.20 points (0.40 to 2.00). They aren’t significantly different in February.',
    );
    expect(
      say(2, [
        ['March', [pair('AB', 0.001, 0.008, false)]],
        ['February', [pair('AB', -0.02, 0.008, true)]],
        ['January', [pair('AB', -0.001, 0.008, false)]],
      ]),
    ).toBe(
      'A and B aren’t significantly different in March and January. B is significantly better than A in February, by 2.00 points (1.20 to 2.80).',
    );
  });

  it('says that the lower loss is better, in the metric’s unit, and omits a missing interval', () => {
    expect(say(2, [['March', [pair('AB', 1.5, null, true)]]], 'mae')).toBe(
      'B is significantly better than A in March, by 1.50.',
    );
  });

  it('begins with the largest significant difference of several models', () => {
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
      'A is significantly better than C in March, by 3.00 points (1.60 to 4.40). There 2 of 3 pairs are significantly different. In February: none of 1.',
    );
    expect(say(4, [['March', [pair('AB', 0.001, 0.01, false)]]])).toBe(
      'No two of the four are significantly different in March.',
    );
  });

  it('names up to three further rounds, only counts them if there are more, and is null without pairs', () => {
    const significantIn = (title: string): [string, ComparedPair[]] => [
      title,
      [pair('AB', 0.02, 0.01, true)],
    ];
    expect(say(2, ['May', 'April', 'March', 'February'].map(significantIn))).toMatch(
      /The same holds in April, March and February\.$/,
    );
    expect(say(2, ['May', 'April', 'March', 'February', 'January'].map(significantIn))).toMatch(
      /The same holds in 4 rounds\.$/,
    );
    expect(say(2, [['March', null]])).toBeNull();
  });
});
