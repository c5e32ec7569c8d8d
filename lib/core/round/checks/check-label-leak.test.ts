import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../files/json-value';
import { createRng } from '../../statistics/rng';
import { startChecks } from './start-checks';
import { abc, binary, collectItems, regression, rules, text } from './testing/synthetic-set';

const benchmarks = { binary, abc, regression, text };
const labelsOf = {
  binary: (u: number) => (u < 0.3 ? 'yes' : 'no'),
  abc: (u: number) => (u < 0.2 ? 'a' : u < 0.6 ? 'b' : 'c'),
  regression: (u: number) => String(Math.round(1e6 * u) / 1e3),
  text: (u: number) => `Ended on day ${Math.floor(1e6 * u)}`,
};

/** A test set whose honest columns are noise and a noisy copy, and whose column `leak` is made of the label. */
function checkLeak(task: keyof typeof labelsOf, leakOf: (label: string) => JsonObject, itemCount = 400) {
  const rng = createRng(`leak ${task}`);
  const items = Array.from({ length: itemCount }, () => {
    const label = labelsOf[task](rng.nextUnit());
    const size = String(Math.floor(50 * rng.nextUnit()));
    return { label, input: { size, near: rng.nextUnit() < 0.95 ? label : size, ...leakOf(label) } };
  });
  const metric = task === 'text' ? 'exact_match' : task === 'regression' ? 'mae' : 'accuracy';
  const { checks } = startChecks(collectItems(items, benchmarks[task]), { ...rules, metric }).finish();
  return checks.find(({ name }) => name === 'label_leak')!;
}

const hash = (label: string) => [...label].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7);

describe('the label leak check', () => {
  it.each([
    ['a copy', 'binary', (label: string) => label],
    ['the classes negated', 'binary', (label: string) => (label === 'yes' ? 'no' : 'yes')],
    ['a hash of the class', 'abc', (label: string) => String(hash(label))],
    ['other words for the classes', 'abc', (label: string) => ({ a: 'low', b: 'mid', c: 'high' })[label]!],
    ['a copy of the number', 'regression', (label: string) => label],
    ['the negated number', 'regression', (label: string) => String(-Number(label))],
    ['the number in another unit', 'regression', (label: string) => Number(label) * 0.45359237],
    ['its logarithm', 'regression', (label: string) => Math.log(1 + Number(label))],
    ['a copy of the text in capitals', 'text', (label: string) => label.toUpperCase()],
  ] as const)('blocks %s', (_, task, leakOf) => {
    const check = checkLeak(task, (label) => ({ leak: leakOf(label) }));
    expect(check.outcome).toBe('block');
    expect(check.detail).toContain('"leak"');
    expect(check.detail).not.toContain('near');
  });

  it('warns of a number whose threshold is the class, with other values for each item', () => {
    const rng = createRng('threshold');
    const leakOf = (label: string) => ({
      leak: label === 'yes' ? 15 + 99 * rng.nextUnit() : 14 * rng.nextUnit(),
    });
    expect(checkLeak('binary', leakOf).outcome).toBe('warn');
  });

  it.each(Object.keys(labelsOf) as (keyof typeof labelsOf)[])(
    'passes an honest %s test set, a copy with 5 % errors and few items included',
    (task) => {
      for (const itemCount of [8, 40, 400])
        expect(checkLeak(task, () => ({}), itemCount)).toMatchObject({ outcome: 'pass' });
    },
  );

  it('passes a column of distinct values, which fixes the label of no other item', () => {
    let row = 0;
    expect(checkLeak('abc', () => ({ serial: `n${row++}` })).outcome).toBe('pass');
  });
});
