import { expect, it } from 'vitest';
import { monthOfDay } from '@/demo/flights/flight-table';
import { makeSyntheticFlights } from '@/demo/flights/synthetic-flights';
import { selectBalancedRows } from './select-balanced-rows';

const table = makeSyntheticFlights([3_000, 3_000, 3_000], 'balanced rows');

it('takes flights of the months asked for, each once, of which every other one was late', () => {
  const rows = selectBalancedRows(table, 2, 400, 'seed');
  expect(new Set(rows).size).toBe(400);
  expect(new Set(rows.map((row) => monthOfDay(table.day[row]!)))).toEqual(new Set([1, 2]));
  expect([...rows].every((row, i) => table.isLate[row] === i % 2)).toBe(true);
});

it('takes no more of one class than there are of the other', () => {
  const lateCount = table.isLate.reduce(
    (sum, isLate, row) => sum + (monthOfDay(table.day[row]!) === 1 ? isLate : 0),
    0,
  );
  const rows = selectBalancedRows(table, 1, 1_000_000, 'seed');
  expect(rows).toHaveLength(2 * Math.min(lateCount, 3_000 - lateCount));
});
