import { describe, expect, it } from 'vitest';
import { type FlightTable, monthOfDay } from '@/demo/flights/flight-table';
import { makeSyntheticFlights } from '@/demo/flights/synthetic-flights';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { lateFlightsLearners } from './late-flights-learners';
import { formatProbability, predictLateFlights } from './predict-late-flights';

const table = makeSyntheticFlights([3_000, 1_500, 1_500, 1_500, 1_500, 1_500], 'demo');
/** The same flights, with every outcome from April on inverted. */
const inverted: FlightTable = {
  ...table,
  isLate: table.isLate.map((isLate, row) => (monthOfDay(table.day[row]!) >= 4 ? 1 - isLate : isLate)),
};
const rounds = predictLateFlights(table, 500);
const roundsInverted = predictLateFlights(inverted, 500);
const find = (month: number, from = rounds) => from.find((round) => round.month === month)!;

describe('predictLateFlights', () => {
  it('makes the same predictions from the same flights', () => {
    expect(predictLateFlights(table, 500)).toEqual(rounds);
  });

  it('predicts each item of February to May with every learner', () => {
    expect(rounds.map(({ month }) => month)).toEqual([2, 3, 4, 5]);
    for (const { items, models } of rounds) {
      expect(models.map(({ slug }) => slug)).toEqual(lateFlightsLearners.map(({ slug }) => slug));
      expect(items).toHaveLength(500);
      for (const { values } of models) expect(values).toHaveLength(500);
    }
  });

  it('predicts a round without the outcomes of its month or any later one', () => {
    for (const month of [2, 3, 4]) expect(find(month, roundsInverted)).toEqual(find(month));
  });

  it('trains frozen models once and rebuilt ones on every month before the round', () => {
    for (const [m, { isAnchor, values }] of find(5).models.entries()) {
      const valuesInverted = find(5, roundsInverted).models[m]!.values;
      if (isAnchor) expect(valuesInverted).toEqual(values);
      else expect(valuesInverted).not.toEqual(values);
    }
  });

  it('names a version by the last month of its training data', () => {
    const versionsOf = (slug: string) =>
      rounds.map(({ models }) => models.find((model) => model.slug === slug)?.version);
    expect(versionsOf('naive-bayes')).toEqual(['2001-01', '2001-01', '2001-01', '2001-01']);
    expect(versionsOf('boosted-trees-monthly')).toEqual(['2001-01', '2001-02', '2001-03', '2001-04']);
  });

  it('discloses the months and flights of a version’s training data', () => {
    const { disclosure } = find(4).models.find(({ slug }) => slug === 'boosted-trees-monthly')!;
    const parsed = newDisclosureSchema.parse(disclosure);
    expect(parsed).toEqual(disclosure);
    expect(parsed.notes).toContain('6,000 flights of January to March 2001');
    expect(parsed.training_cutoff).toBe('2001-03');
  });
});

describe('formatProbability', () => {
  it('writes six decimals and never 0 or 1', () => {
    expect([0, 1e-9, 1 / 3, 0.1234565, 0.5, 1 - 1e-9, 1].map(formatProbability)).toEqual([
      '0.000001',
      '0.000001',
      '0.333333',
      '0.123457',
      '0.500000',
      '0.999999',
      '0.999999',
    ]);
  });

  it.each([Number.NaN, -0.1, 1.1])('throws at a prediction of %d', (value) => {
    expect(() => formatProbability(value)).toThrow('a model predicts');
  });
});
