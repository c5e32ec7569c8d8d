import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../files/canonical-json';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng } from '../../statistics/rng';
import type { Check } from './check';
import { checkBaseline } from './check-baseline';
import { checkClassBalance } from './check-class-balance';
import { checkDates } from './check-dates';
import { checkDuplicates } from './check-duplicates';
import { checkLabelSchema } from './check-label-schema';
import { checkOrder } from './check-order';
import { checkOverlap } from './check-overlap';
import { checkSize } from './check-size';
import { placeCheck } from './place-check';
import { startChecks } from './start-checks';
import {
  classesOf,
  collectItems,
  labelled,
  numbersOf,
  regression,
  rules,
  text,
} from './testing/synthetic-set';

/** Finds the zone of the scale in which a check's figure is. */
function zoneOf(check: Check, itemCount = 1_000) {
  const { axis } = placeCheck(check, itemCount);
  if (!axis) return 'none';
  return (
    axis.zones.find(({ from, to }) => axis.at >= from && axis.at < to + (to === 1 ? 1 : 0))?.outcome ?? 'pass'
  );
}

const size = (count: number, feedbackShare: number) =>
  checkSize(count, { feedbackShare, metric: 'accuracy' });

const baseline = (value: number) => ({ kind: 'accuracy', value, standardError: 0.001 }) as const;

const day = Date.UTC(2026, 2, 31);

const dates = (...instants: number[]) => checkDates(Float64Array.from(instants), { number: 1, last: day });

const twins = (equal: number, itemCount: number) => {
  const share = { count: equal, share: 0, standardError: 0 };
  const none = { count: 0, share: 0, standardError: 0 };
  const overlap = { equal: share, near: share, sameId: none, earlierItemCount: 1_000 };
  return checkOverlap({ rounds: [{ number: 1, ...overlap }], all: overlap }, itemCount);
};

const copies = (surplus: number) =>
  checkDuplicates(
    {
      itemCount: 100,
      equalTwins: new Uint32Array(100),
      nearTwins: new Uint32Array(100),
      inputOf: Uint32Array.from({ length: 100 }, (_, i) => Math.max(0, i - surplus)),
    },
    classesOf({ a: 100 }),
  );

const last = (counts: Record<string, number>) =>
  ({ number: 1, itemCount: 1_000, labels: { kind: 'classes', counts } }) as const;

const rows = (label: (i: number) => string) =>
  checkOrder(collectItems(Array.from({ length: 400 }, (_, i) => ({ input: i, label: label(i) })))).order;

/** A check of a whole report on 400 items, in which `change` alters each input, beside an earlier round without the change. */
function checkOfReport(
  name: Check['name'],
  change: (input: Record<string, string | number>, label: string, row: number) => JsonValue,
): Check {
  const draw = (seed: string, isChanged: boolean) => {
    const rng = createRng(seed);
    return collectItems(
      Array.from({ length: 400 }, (_, row) => {
        const label = rng.nextUnit() < 0.4 ? 'yes' : 'no';
        const input = { age: Math.floor(60 * rng.nextUnit()), size: rng.nextUnit() };
        return { label, input: isChanged ? change(input, label, row) : input };
      }),
    );
  };
  const run = startChecks(draw('now', true), { ...rules, features: [] });
  run.addRound(1, startChecks(draw('before', false), rules).finish().fingerprints);
  return run.finish().checks.find((check) => check.name === name)!;
}

describe('scale of a check', () => {
  it.each<[string, Check]>([
    ['many final items', size(4_000, 0.3)],
    ['fewer items than parts want', size(499, 0.3)],
    ['as few as parts want', size(500, 0.3)],
    ['few final items', size(600, 0.7)],
    ['no interval', size(3, 0.7)],
    ['every class', checkLabelSchema(classesOf({ a: 5, b: 5, c: 5 }), 'accuracy', [])],
    ['a class that is missing', checkLabelSchema(classesOf({ a: 5, b: 5 }), 'accuracy', [])],
    ['a stuck number', checkLabelSchema(numbersOf([1, 1, 1, 1, 2, 3]), 'mae', [])],
    ['a number far out', checkLabelSchema(numbersOf([...Array(99).keys(), 90_000]), 'mae', [])],
    [
      'shares that moved',
      checkClassBalance(classesOf({ a: 900, b: 50, c: 50 }), last({ a: 500, b: 250, c: 250 })),
    ],
    ['shares that stayed', checkClassBalance(classesOf({ a: 500, b: 500 }), last({ a: 510, b: 490 }))],
    [
      'a class that is lost',
      checkClassBalance(classesOf({ a: 500, b: 500 }), last({ a: 500, b: 499, c: 1 })),
    ],
    ['no copies', copies(0)],
    ['many copies', copies(20)],
    ['no known items', twins(0, 1_000)],
    ['few known items', twins(5, 1_000)],
    ['too many known items', twins(60, 1_000)],
    ['newer items', dates(day + 1, day + 2)],
    ['some older items', dates(day + 1, day + 2, day - 1)],
    ['mostly older items', dates(day - 2, day + 2, day - 1)],
    ['a baseline as before', checkBaseline('accuracy', baseline(0.62), [baseline(0.6), baseline(0.64)])],
    ['a baseline far above', checkBaseline('accuracy', baseline(0.9), [baseline(0.6)])],
    ['a baseline far below', checkBaseline('accuracy', baseline(0.3), [baseline(0.6)])],
    ['rows in order of their label', rows((i) => (i < 160 ? 'yes' : 'no'))],
    ['rows in no order', rows((i) => ((i * 7919) % 400 < 160 ? 'yes' : 'no'))],
  ])('has the figure in the zone of the check’s outcome: %s', (_, check) => {
    expect(zoneOf(check)).toBe(check.outcome);
  });

  it.each<[string, Check['name'], Parameters<typeof checkOfReport>[1]]>([
    ['columns as before', 'columns', (input) => input],
    ['a renamed column', 'columns', ({ age, size }) => ({ years: age!, size: size! })],
    [
      'two words among numbers',
      'columns',
      (input, _, row) => (row % 200 === 7 ? { ...input, age: 'n/a' } : input),
    ],
    ['a column whose values moved', 'columns', (input) => ({ ...input, age: Number(input.age) + 40 })],
    ['no column near the label', 'label_leak', (input) => input],
    ['a column that copies the label', 'label_leak', (input, label) => ({ ...input, size: label })],
    [
      'a column that nearly copies the label',
      'label_leak',
      (input, label, row) => ({ ...input, size: row % 50 === 0 ? 'maybe' : label }),
    ],
  ])('has the figure in the zone of the outcome in a whole report: %s', (_, name, change) => {
    const check = checkOfReport(name, change);
    expect(zoneOf(check, 400), check.detail).toBe(check.outcome);
  });

  it('has equal inputs with two labels in the zone of warnings above 1 %', () => {
    // `contradicted` pairs of equal inputs among 400 items have two labels.
    const withTwins = (contradicted: number) => {
      const set = collectItems(
        Array.from({ length: 400 }, (_, i) => ({
          input: i % 2 === 1 && i < 2 * contradicted ? i - 1 : i,
          label: i % 2 ? 'yes' : 'no',
        })),
      );
      return startChecks(set, rules)
        .finish()
        .checks.find(({ name }) => name === 'duplicates')!;
    };
    for (const [contradicted, outcome] of [
      [0, 'pass'],
      [4, 'warn'],
    ] as const) {
      const check = withTwins(contradicted);
      expect([check.outcome, zoneOf(check, 400)], check.detail).toEqual([outcome, outcome]);
    }
  });

  it('has the columns of slices in the zone of warnings only if they reveal labels', () => {
    for (const [slice, outcome] of [
      [(i: number) => (i % 5 < 2 ? 'north' : 'south'), 'pass'],
      [(i: number) => (i % 2 ? 'north' : 'south'), 'warn'],
    ] as const) {
      const set = collectItems(
        Array.from({ length: 1_000 }, (_, i) => ({
          input: i,
          label: i % 2 ? 'yes' : 'no',
          slices: { region: slice(i) },
        })),
      );
      const check = startChecks(set, rules)
        .finish()
        .checks.find(({ name }) => name === 'slices')!;
      expect([check.outcome, zoneOf(check)], check.detail).toEqual([outcome, outcome]);
    }
  });

  it('has labels that are mostly one value in the zone of warnings', () => {
    for (const labels of [
      ['a', 'b', 'c', 'd'],
      ['a', 'a', 'a', 'd'],
    ]) {
      const items = labels.map((label, i) => ({ input: i, label }));
      const check = checkLabelSchema(collectItems(items, text).labels, 'exact_match', []);
      expect(zoneOf(check), check.detail).toBe(check.outcome);
    }
  });

  it('has a changed mean or standard deviation of numbers in the zone of the check’s outcome', () => {
    const rng = createRng('placed');
    const draw = (mean: number, sd: number) =>
      collectItems(labelled(Array.from({ length: 400 }, () => mean + sd * drawNormal(rng))), regression)
        .labels;
    const earlier = { number: 1, itemCount: 400, labels: { kind: 'numbers', mean: 10, sd: 2 } } as const;
    for (const labels of [draw(10, 2), draw(11, 2), draw(8, 2), draw(10, 4), draw(10, 1)]) {
      const check = checkClassBalance(labels, earlier);
      expect(zoneOf(check), check.detail).toBe(check.outcome);
    }
  });

  it('shows the bounds that apply to this test set', () => {
    expect(placeCheck(size(4_000, 0.4), 4_000)).toMatchObject({
      figure: '2,400',
      bounds: ['warn under 300 final', 'block under 2'],
    });
    expect(placeCheck(twins(0, 4_000), 4_000).bounds).toEqual(['warn from 1', 'block above 40']);
    expect(placeCheck(checkBaseline('accuracy', baseline(0.62), [baseline(0.6)]), 100)).toMatchObject({
      figure: '62 %',
      bounds: ['warn outside 55–65 %', 'if beyond chance'],
    });
  });

  it('leaves out the scale if there was nothing to compare with', () => {
    expect(placeCheck(dates(Number.NaN), 1)).toEqual({ figure: '–', axis: null, bounds: [] });
    expect(placeCheck(checkClassBalance(classesOf({ a: 3, b: 3 }), null), 6).axis).toBeNull();
    expect(placeCheck(checkBaseline('accuracy', baseline(0.62), []), 100)).toMatchObject({
      figure: '62 %',
      axis: null,
    });
  });

  it('ends with a figure that would be outside at its end', () => {
    for (const check of [size(9_000_000, 0), copies(99), twins(1_000, 1_000)]) {
      const { axis } = placeCheck(check, 1_000);
      expect(axis?.at).toBeGreaterThanOrEqual(0);
      expect(axis?.at).toBeLessThanOrEqual(1);
    }
  });
});
