import { describe, expect, it } from 'vitest';
import { formSlices } from './form-slices';

/** Makes a slice column from runs of equal values, in the order of the items. */
function column(name: string, runs: readonly (readonly [string, number])[]) {
  const values = [...new Set(runs.map(([value]) => value))];
  return {
    name,
    values,
    indices: Uint8Array.from(
      runs.flatMap(([value, count]) => Array.from({ length: count }, () => values.indexOf(value))),
    ),
  };
}
const alternate = (count: number, classCount: number) =>
  Int32Array.from({ length: count }, (_, i) => i % classCount);

describe('formation of slices', () => {
  const form = (
    columns: Parameters<typeof formSlices>[0],
    {
      count,
      labels,
      classCount = 2,
      isRevealed = false,
    }: { count: number; labels?: Int32Array; classCount?: number; isRevealed?: boolean },
  ) =>
    formSlices(columns, {
      positions: Uint32Array.from({ length: count }, (_, i) => i),
      labels: labels ?? alternate(count, 2),
      classCount,
      isRevealed,
    }).map(({ value, state, places }) => [value, state, places.length]);

  it('merges values of fewer than 30 final items as “other”, and publishes “other” if it has 30 items or more', () => {
    const runs = [
      ['b', 60],
      ['small', 29],
      ['a', 30],
      ['tiny', 1],
    ] as const;
    expect(form([column('x', runs)], { count: 120 })).toEqual([
      ['a', 'shown', 30],
      ['b', 'shown', 60],
      ['other', 'shown', 30],
    ]);
    expect(
      form(
        [
          column('x', [
            ['b', 60],
            ['a', 60],
            ['tiny', 5],
          ]),
        ],
        { count: 125 },
      ).at(-1),
    ).toEqual(['other', 'too_few', 5]);
  });

  it('merges a value named “other” with the values of few items', () => {
    expect(
      form(
        [
          column('x', [
            ['other', 40],
            ['b', 60],
            ['tiny', 10],
          ]),
        ],
        { count: 110 },
      ),
    ).toEqual([
      ['b', 'shown', 60],
      ['other', 'shown', 50],
    ]);
  });

  it('gives no score to a slice with fewer than 10 items of some class', () => {
    const labels = Int32Array.from({ length: 200 }, (_, i) => (i % 20 === 0 || i >= 100 ? 1 : 0));
    labels.fill(0, 150);
    // Numbers of items of the second class: five in the first 100 items, fifty in the next 50, none in the last 50.
    const columns = [
      column('x', [
        ['a', 100],
        ['b', 50],
        ['c', 50],
      ]),
    ];
    expect(form(columns, { count: 200, labels }).map(([value, state]) => [value, state])).toEqual([
      ['a', 'too_few'],
      ['b', 'too_few'],
      ['c', 'too_few'],
    ]);
    labels.fill(1, 0, 10);
    labels.fill(0, 20, 100);
    expect(form(columns, { count: 200, labels })[0]).toEqual(['a', 'shown', 100]);
    expect(form(columns, { count: 200, labels, classCount: 0 }).every(([, state]) => state === 'shown')).toBe(
      true,
    );
  });

  it('withholds a slice if all other items together have fewer than 10 items of a class', () => {
    const columns = [
      column('x', [
        ['a', 500],
        ['b', 40],
      ]),
    ];
    const withPositives = (count: number) =>
      Int32Array.from({ length: 540 }, (_, i) => (i < 500 ? i % 2 : Number(i < 500 + count)));
    expect(form(columns, { count: 540, labels: withPositives(3) })).toEqual([
      ['a', 'withheld', 500],
      ['b', 'too_few', 40],
    ]);
    expect(form(columns, { count: 540, labels: withPositives(3), isRevealed: true })[0]).toEqual([
      'a',
      'shown',
      500,
    ]);
    expect(form(columns, { count: 540, labels: withPositives(10) }).map(([, state]) => state)).toEqual([
      'shown',
      'shown',
    ]);
  });

  it('withholds slices until the reveal if their scores and other scores together would reveal the score of a few items', () => {
    const columns = [
      column('x', [
        ['a', 100],
        ['b', 100],
      ]),
      column('y', [
        ['c', 90],
        ['d', 110],
      ]),
    ];
    expect(form(columns, { count: 200 })).toEqual([
      // From the scores of the whole set and of slice d, the score of a or b would reveal the score of the ten items that
      // are in both a and d.
      ['a', 'withheld', 100],
      ['b', 'withheld', 100],
      ['c', 'shown', 90],
      ['d', 'shown', 110],
    ]);
    expect(form(columns, { count: 200, isRevealed: true }).every(([, state]) => state === 'shown')).toBe(
      true,
    );
  });

  it('counts only the final split, and sorts values by the numbers in them', () => {
    const { indices, ...rest } = column('x', [
      ['10–13 h', 50],
      ['5–9 h', 50],
    ]);
    const slices = formSlices([{ ...rest, indices }], {
      positions: Uint32Array.from({ length: 80 }, (_, i) => i + 20),
      labels: alternate(100, 2),
      classCount: 2,
      isRevealed: false,
    });
    expect(slices.map(({ value, places }) => [value, places[0], places.length])).toEqual([
      ['5–9 h', 30, 50],
      ['10–13 h', 0, 30],
    ]);
  });
});
