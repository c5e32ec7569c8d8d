import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../files/canonical-json';
import { createRng } from '../../statistics/rng';
import type { Check } from './check';
import { startChecks } from './start-checks';
import { collectItems, rules } from './testing/synthetic-set';

type Input = Record<string, JsonValue>;

/** Draws a round of honest items, and applies `change` to each of them. */
function drawRound(seed: string, change: (input: Input, row: number) => Input = (input) => input) {
  const rng = createRng(`columns ${seed}`);
  const items = Array.from({ length: 600 }, (_, row) => {
    const input = {
      age: 20 + Math.floor(60 * rng.nextUnit()),
      carrier: ['AA', 'DL', 'UA', 'WN'][Math.floor(4 * rng.nextUnit() ** 2)]!,
      delay: rng.nextUnit() < 0.1 ? null : rng.nextUnit() * 100,
    };
    return { label: rng.nextUnit() < 0.4 ? 'yes' : 'no', input: change(input, row) };
  });
  return collectItems(items);
}

function compare(change?: (input: Input, row: number) => Input, features: readonly string[] = []): Check {
  const run = startChecks(drawRound('now', change), { ...rules, features });
  run.addRound(3, startChecks(drawRound('before'), rules).finish().fingerprints);
  return run.finish().checks.find(({ name }) => name === 'columns')!;
}

const without = (input: Input, name: string): Input =>
  Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));

describe('columns check', () => {
  it('passes another draw of the same source', () => {
    expect(compare(undefined, ['age', 'delay'])).toMatchObject({ outcome: 'pass' });
  });

  it('passes a first round, which has no round to compare with', () => {
    const { checks } = startChecks(drawRound('now'), rules).finish();
    expect(checks.find(({ name }) => name === 'columns')).toMatchObject({ outcome: 'pass' });
  });

  it('warns of words among numbers, with the line, and reports blank cells as a share', () => {
    const check = compare((input, row) => (row === 40 || row === 70 ? { ...input, age: 'n/a' } : input));
    expect(check).toMatchObject({ outcome: 'warn', numbers: { stray_count: 1 } });
    expect(check.detail).toBe('"age" holds numbers, but 2 values are none, the first in line 42.');
    const one = compare((input, row) => (row === 40 ? { ...input, age: '-' } : input));
    expect(one.detail).toContain('"age" holds numbers, but one value is none: in line 42.');
    expect(compare().detail).toMatch(/ Blank cells among numbers: "delay" \d+\.\d %\.$/);
  });

  it.each([
    [
      'a renamed column',
      (input: Input) => ({ ...without(input, 'age'), years: input.age! }),
      'has "age" where this test set has "years"',
    ],
    [
      'a missing column',
      (input: Input) => without(input, 'carrier'),
      'Columns of round 3 are missing: "carrier"',
    ],
    ['an added column', (input: Input) => ({ ...input, note: 'x' }), 'round 3 doesn’t have: "note"'],
    [
      'words in place of numbers',
      (input: Input) => ({ ...input, age: `about ${input.age}` }),
      'Numbers in one round and words in the other: "age"',
    ],
    [
      'objects in place of words',
      (input: Input) => ({ ...input, carrier: { code: input.carrier! } }),
      'Lists or objects in one round and single values in the other: "carrier"',
    ],
    [
      'a column whose cells are all blank',
      (input: Input) => ({ ...input, carrier: '' }),
      'Columns of round 3 are missing: "carrier"',
    ],
  ])('blocks %s and names the column', (_, change, detail) => {
    expect(compare(change)).toMatchObject({ outcome: 'block', detail: expect.stringContaining(detail) });
  });

  it('blocks a first round in which a declared feature has no value', () => {
    const set = drawRound('now', (input) => ({ ...input, height: null }));
    const { checks } = startChecks(set, { ...rules, features: ['age', 'height'] }).finish();
    expect(checks.find(({ name }) => name === 'columns')).toMatchObject({
      outcome: 'block',
      detail: expect.stringContaining('"height"'),
    });
  });

  it('passes a wide test set with 784 declared features', () => {
    const features = Array.from({ length: 784 }, (_, k) => `pixel${k}`);
    const items = Array.from({ length: 220 }, (_, row) => ({
      label: row % 2 ? 'yes' : 'no',
      input: Object.fromEntries(features.map((name, k) => [name, (row * 31 + k * 17) % 7])),
    }));
    const { checks } = startChecks(collectItems(items), { ...rules, features }).finish();
    expect(checks.find(({ name }) => name === 'columns')).toMatchObject({ outcome: 'pass' });
  });

  it('blocks a test set without a declared feature', () => {
    expect(compare(undefined, ['age', 'height'])).toMatchObject({
      outcome: 'block',
      detail: expect.stringContaining('"height"'),
    });
  });

  it.each([
    ['a number in another unit', (input: Input) => ({ ...input, age: Number(input.age) * 12 }), 'age'],
    [
      'half of the cells blank',
      (input: Input, row: number) => ({ ...input, delay: row % 2 ? null : input.delay! }),
      'delay',
    ],
    [
      'nearly all cells blank',
      (input: Input, row: number) => ({ ...input, delay: row % 100 ? null : input.delay! }),
      'delay',
    ],
    [
      'a new category',
      (input: Input, row: number) => ({ ...input, carrier: row % 3 ? input.carrier! : 'HA' }),
      'carrier',
    ],
  ])('warns of %s and names only the changed columns', (_, change, name) => {
    expect(compare(change)).toMatchObject({
      outcome: 'warn',
      detail: `Against round 3 the values have changed in "${name}".`,
    });
  });

  it('looks for declared features among the input columns, and for date and group in columns of their own', () => {
    expect(compare(undefined, ['date', 'group', 'age'])).toMatchObject({ outcome: 'pass' });
    expect(compare(undefined, ['date', 'wind'])).toMatchObject({
      outcome: 'block',
      detail: expect.stringContaining('"wind"'),
    });
  });

  it('passes a small shift of values, even a significant one', () => {
    expect(compare((input) => ({ ...input, age: Number(input.age) + 3 }))).toMatchObject({ outcome: 'pass' });
  });

  it('passes JSON Lines that lack a key which was rare in the last round', () => {
    expect(compare((input, row) => (row === 5 ? { ...input, remark: 'late' } : input))).toMatchObject({
      outcome: 'pass',
    });
  });
});
