import { expect, it } from 'vitest';
import { drawBalancedRound } from './draw-balanced-round';
import { monthOfDay } from './flight-table';
import { makeSyntheticFlights } from './synthetic-flights';

const table = makeSyntheticFlights([500, 6_000, 500], 'rounds');

it('draws distinct flights of the month of which exactly half were late', () => {
  const items = drawBalancedRound(table, 2, 400, 'seed');
  expect(new Set(items.map(({ row }) => row)).size).toBe(400);
  expect(items.every(({ row }) => monthOfDay(table.day[row]!) === 2)).toBe(true);
  expect(items.filter(({ row }) => table.isLate[row] === 1)).toHaveLength(200);
});

it('throws when the month has too few flights of a class', () => {
  expect(() => drawBalancedRound(table, 3, 500, 'seed')).toThrow('month 3 has too few flights');
});
