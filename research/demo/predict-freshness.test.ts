import { describe, expect, it } from 'vitest';
import { type FlightTable, monthOfDay } from '@/demo/flights/flight-table';
import { makeSyntheticFlights } from '@/demo/flights/synthetic-flights';
import { freshnessRounds } from '@/demo/freshness/freshness-benchmark';
import { predictFreshness } from './predict-freshness';

const plans = freshnessRounds.map(({ month }) => ({ month, itemCount: 600 }));
const table = makeSyntheticFlights([9_000, 3_000, 3_000, 3_000, 3_000, 3_000], 'freshness');
/** The same flights, with every outcome from April on inverted. */
const inverted: FlightTable = {
  ...table,
  isLate: table.isLate.map((isLate, row) => (monthOfDay(table.day[row]!) >= 4 ? 1 - isLate : isLate)),
};
const rounds = predictFreshness(table, plans);
const find = (month: number, from = rounds) => from.find((round) => round.month === month)!;

describe('predictFreshness', () => {
  it('makes the same predictions from the same flights', () => {
    expect(predictFreshness(table, plans)).toEqual(rounds);
  });

  it('predicts each round without the outcomes of its month or any later one', () => {
    const [april, again] = [find(4), find(4, predictFreshness(inverted, plans))];
    // A balanced round is drawn by outcomes, so only the items that are in both can be compared.
    const placeOf = new Map(again.items.map(({ row }, place) => [row, place]));
    const shared = april.items.flatMap(({ row }, i) =>
      placeOf.has(row) ? [[i, placeOf.get(row)!] as const] : [],
    );
    expect(shared.length).toBeGreaterThan(50);
    for (const [m, { values }] of april.models.entries())
      for (const [i, place] of shared) expect(again.models[m]!.values[place]).toBe(values[i]);
  });

  it('predicts late flights better than chance with every model', () => {
    for (const { items, models } of rounds)
      for (const { values, model } of models) {
        const right = items.filter(({ row }, i) => String(table.isLate[row]) === values[i]).length;
        expect(right / items.length, model).toBeGreaterThan(0.52);
      }
  });

  it('discloses the months and flights that a model learnt from', () => {
    const monthly = find(5).models.find(({ model }) => model === 'Naive Bayes, monthly');
    expect(monthly?.version).toBe('2001-04');
    expect(monthly?.disclosure.notes).toContain('flights of January to April 2001');
  });
});
