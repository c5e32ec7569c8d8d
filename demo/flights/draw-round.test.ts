import { describe, expect, it } from 'vitest';
import { computeRankAuc } from './compute-rank-auc';
import { drawBalancedRound, drawRound, sampleRows } from './draw-round';
import { monthOfDay } from './flight-table';
import { makeSyntheticFlights } from './synthetic-flights';

const table = makeSyntheticFlights([500, 6_000, 500], 'rounds');
const items = drawRound(table, 2, 4_000, 'seed');

describe('drawRound', () => {
  it('draws exactly the requested number of distinct flights of the month', () => {
    expect(items).toHaveLength(4_000);
    expect(new Set(items.map((item) => item.row)).size).toBe(4_000);
    expect(items.every((item) => monthOfDay(table.day[item.row]!) === 2)).toBe(true);
  });

  it('generates ids of a fixed form, sorted', () => {
    const ids = items.map((item) => item.id);
    expect(ids.every((id) => /^f_[0-9a-f]{10}$/.test(id))).toBe(true);
    expect(ids).toEqual(ids.slice().sort());
  });

  it('generates ids that reveal neither the order in time nor the label', () => {
    const places = items.map((_, place) => place);
    const middle = items.map((item) => item.row).sort((a, b) => a - b)[2_000]!;
    // With ids that carry no information, the standard error of an AUC is about 0.01 here.
    expect(
      Math.abs(
        computeRankAuc(
          places,
          items.map((item) => item.row >= middle),
        ) - 0.5,
      ),
    ).toBeLessThan(0.05);
    expect(
      Math.abs(
        computeRankAuc(
          places,
          items.map((item) => table.isLate[item.row] === 1),
        ) - 0.5,
      ),
    ).toBeLessThan(0.05);
  });

  it('draws the same round for the same seed, and another round for another seed', () => {
    expect(drawRound(table, 2, 4_000, 'seed')).toEqual(items);
    expect(drawRound(table, 2, 4_000, 'other')).not.toEqual(items);
  });

  it('throws when the month has too few flights', () => {
    expect(() => drawRound(table, 3, 501, 'seed')).toThrow('month 3 has 500 flights');
  });
});

describe('drawBalancedRound', () => {
  it('draws distinct flights of the month of which exactly half were late', () => {
    const balanced = drawBalancedRound(table, 2, 400, 'seed');
    expect(new Set(balanced.map(({ row }) => row)).size).toBe(400);
    expect(balanced.every(({ row }) => monthOfDay(table.day[row]!) === 2)).toBe(true);
    expect(balanced.filter(({ row }) => table.isLate[row] === 1)).toHaveLength(200);
  });

  it('throws when the month has too few flights of a class', () => {
    expect(() => drawBalancedRound(table, 3, 500, 'seed')).toThrow('month 3 has too few flights');
  });
});

describe('sampleRows', () => {
  const rows = Uint32Array.from({ length: 1_000 }, (_, i) => 3 * i);

  it('draws distinct rows, the same ones for the same seed and others for another seed', () => {
    const sample = sampleRows(rows, 400, 'a');
    expect(new Set(sample).size).toBe(400);
    expect(sample.every((row) => row % 3 === 0 && row < 3_000)).toBe(true);
    expect(sampleRows(rows, 400, 'a')).toEqual(sample);
    expect(sampleRows(rows, 400, 'b')).not.toEqual(sample);
  });

  it('returns every row when there are fewer, and leaves its argument unchanged', () => {
    expect(sampleRows(rows, 5_000, 'a').slice().sort()).toEqual(rows);
    expect(rows[1]).toBe(3);
  });

  it('draws every row about equally often', () => {
    const small = Uint32Array.from({ length: 10 }, (_, i) => i);
    const timesDrawn = new Array<number>(10).fill(0);
    for (let i = 0; i < 5_000; i++)
      for (const row of sampleRows(small, 3, `seed ${i}`)) timesDrawn[row]! += 1;
    // The count is binomial with mean 1,500 and standard deviation 32; the bounds are six standard deviations to either side.
    for (const times of timesDrawn) expect(Math.abs(times - 1_500)).toBeLessThan(195);
  });
});
