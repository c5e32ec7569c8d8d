import { expect, it } from 'vitest';
import { formatDay, listRowsOfMonths, monthOfDay, weekdayOfDay } from './flight-table';
import { makeSyntheticFlights } from './synthetic-flights';

it('the flight table’s date functions give month, weekday and date of every day from January to July 1st', () => {
  for (let day = 0; day <= 181; day++) {
    const date = new Date(Date.UTC(2001, 0, 1 + day));
    expect(monthOfDay(day)).toBe(date.getUTCMonth() + 1);
    expect(weekdayOfDay(day)).toBe((date.getUTCDay() + 6) % 7);
    expect(formatDay(day)).toBe(date.toISOString().slice(0, 10));
  }
});

it('listRowsOfMonths lists the rows of the given months and no others', () => {
  const table = makeSyntheticFlights([10, 20, 30, 40, 50, 60], 'months');
  const rows = listRowsOfMonths(table, 2, 4);
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([90, 10, 99]);
});
