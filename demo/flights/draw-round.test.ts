import { expect, it } from 'vitest';
import { computeRankAuc } from './compute-rank-auc';
import { drawRound } from './draw-round';
import { monthOfDay } from './flight-table';
import { makeSyntheticFlights } from './synthetic-flights';

const table = makeSyntheticFlights([500, 6_000, 500], 'rounds');
const items = drawRound(table, 2, 4_000, 'seed');

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
  // The standard error of an AUC with no information is about 0.01 here.
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

it('draws the same round for the same seed and another for another', () => {
  expect(drawRound(table, 2, 4_000, 'seed')).toEqual(items);
  expect(drawRound(table, 2, 4_000, 'other')).not.toEqual(items);
});

it('throws when the month has too few flights', () => {
  expect(() => drawRound(table, 3, 501, 'seed')).toThrow('month 3 has 500 flights');
});
