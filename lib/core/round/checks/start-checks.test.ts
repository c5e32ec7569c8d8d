import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../statistics/rng';
import { type Check, checkNames } from './check';
import { checkSlices, startChecks } from './start-checks';
import {
  binary,
  collectItems,
  drawItems,
  drawText,
  rules,
  type SyntheticItem,
} from './testing/synthetic-set';

describe('checks of a test set', () => {
  it('include each name of `checkNames` once, in that order', () => {
    const items = drawItems(60, createRng('every check'), (rng) => ({ a: rng.nextUnit() }));
    const sliced = items.map((item, i) => ({ ...item, slices: { region: i % 2 === 0 ? 'north' : 'south' } }));
    const { checks } = startChecks(collectItems(sliced), rules).finish();
    expect(checks.map(({ name }) => name)).toEqual([...checkNames]);
  });

  it('have the same results for any order of the rows, except for the check of the row order', () => {
    const items = drawItems(60, createRng('permuted'), (rng) => ({
      a: Math.floor(8 * rng.nextUnit()),
      b: drawText(rng, 3),
    })).map((item, i) => ({
      ...item,
      id: `id-${i}`,
      date: `2026-01-${String(1 + (i % 28)).padStart(2, '0')}`,
    }));
    const earlier = startChecks(
      collectItems(items.slice(30).map((item) => ({ ...item, date: '2026-01-10' }))),
      rules,
    ).finish();
    const run = (rows: SyntheticItem[]): Check[] => {
      const checks = startChecks(collectItems(rows, binary), rules);
      checks.addRound(1, earlier.fingerprints);
      return checks.finish().checks.map((check) => {
        if (check.name !== 'order') return check;
        return { name: 'order', outcome: 'pass', detail: '', numbers: {} };
      });
    };
    const expected = run(items);
    fc.assert(
      fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (rows) => {
        expect(run(rows)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('report numbers that depend on labels only in whole per cent and hundredths', () => {
    const { checks } = startChecks(
      collectItems(drawItems(777, createRng('coarse'), drawText)),
      rules,
    ).finish();
    const checkNamed = (name: string) => checks.find((check) => check.name === name)!;
    expect(Number.isInteger(checkNamed('baseline').numbers.baseline_percent)).toBe(true);
    for (const name of ['order', 'ids'])
      for (const area of Object.values(checkNamed(name).numbers)) expect(area).toBe(Number(area.toFixed(2)));
    for (const { detail } of checks) expect(detail).not.toContain('set-');
  });
});

describe('slice check', () => {
  const check = (slicesAt: ((i: number) => Record<string, string>) | null) => {
    const items = Array.from({ length: 400 }, (_, i) => ({
      input: i,
      label: i % 2 ? 'no' : 'yes',
      ...(slicesAt && { slices: slicesAt(i) }),
    }));
    const { slices, labels } = collectItems(items);
    return checkSlices(slices, labels, rules.feedbackShare);
  };

  it('isn’t among the results for a test set without slice columns', () => {
    expect(check(null)).toEqual([]);
  });

  it('passes columns of large slices that aren’t associated with the label', () => {
    expect(check((i) => ({ region: `r${Math.floor(i / 100)}` }))).toMatchObject([
      { outcome: 'pass', numbers: { column_count: 1, value_count: 4, small_count: 0, waiting_count: 0 } },
    ]);
  });

  it('warns of slices with few final items and of columns associated with the label, and quotes no value', () => {
    const [found] = check((i) => ({
      region: i < 40 ? 'tiny-value' : 'large-value',
      kind: i % 2 ? 'no-value' : 'yes-value',
    }));
    expect(found).toMatchObject({
      outcome: 'warn',
      numbers: { column_count: 2, value_count: 4, small_count: 1, waiting_count: 1, association: 1 },
    });
    expect(found?.detail).toMatch(/slice_kind wait for the reveal/);
    expect(JSON.stringify(found)).not.toContain('-value');
  });
});
