import { expect, it } from 'vitest';
import { ROUND_MONTHS } from '@/demo/flights/demo-calendar';
import { drawRound } from '@/demo/flights/draw-round';
import { monthOfDay } from '@/demo/flights/flight-table';
import { makeSyntheticFlights } from '@/demo/flights/synthetic-flights';
import { computeLastTrainingMonth, selectTrainingRows } from './select-training-rows';

const table = makeSyntheticFlights([900, 800, 700, 800, 900, 800], 'training');

it.each(['frozen', 'rebuilt'] as const)('takes no row of the round month or later: %s', (schedule) => {
  for (const roundMonth of ROUND_MONTHS) {
    const rows = selectTrainingRows(table, computeLastTrainingMonth(schedule, roundMonth), 10_000, 'seed');
    expect(Math.max(...Array.from(rows, (row) => monthOfDay(table.day[row]!)))).toBeLessThan(roundMonth);
  }
});

it.each(['frozen', 'rebuilt'] as const)('takes no test item of this round or a later one: %s', (schedule) => {
  for (const roundMonth of ROUND_MONTHS) {
    const rows = new Set(
      selectTrainingRows(table, computeLastTrainingMonth(schedule, roundMonth), 10_000, 'seed'),
    );
    for (const month of ROUND_MONTHS.filter((other) => other >= roundMonth)) {
      expect(drawRound(table, month, 500, 'seed').some((item) => rows.has(item.row))).toBe(false);
    }
  }
});

it('trains a frozen model on January in every round, a rebuilt one on all months before', () => {
  expect(ROUND_MONTHS.map((month) => computeLastTrainingMonth('frozen', month))).toEqual([1, 1, 1, 1, 1]);
  expect(ROUND_MONTHS.map((month) => computeLastTrainingMonth('rebuilt', month))).toEqual([1, 2, 3, 4, 5]);
  expect(() => computeLastTrainingMonth('frozen', 1)).toThrow();
});
