import { expect, it } from 'vitest';
import { computeRankAuc } from '@/demo/flights/compute-rank-auc';
import { listRowsOfMonths } from '@/demo/flights/flight-table';
import { makeSyntheticFlights } from '@/demo/flights/synthetic-flights';
import { lateFlightsLearners } from './late-flights-learners';
import { selectTrainingRows } from './select-training-rows';

const table = makeSyntheticFlights([8_000, 4_000], 'models');
const rows = selectTrainingRows(table, 1, 8_000, 'seed');
const february = Array.from(listRowsOfMonths(table, 2, 2));
const isLate = february.map((row) => table.isLate[row] === 1);

it.each(lateFlightsLearners)(
  '$model learns the signal of made-up flights, and has a calibrated mean',
  ({ slug, train }) => {
    const model = train(table, rows);
    const probabilities = february.map((row) => model(table, row));
    const auc = computeRankAuc(probabilities, isLate);
    if (slug === 'base-rate') expect(auc).toBe(0.5);
    else expect(auc).toBeGreaterThan(0.55);
    const mean = probabilities.reduce((sum, p) => sum + p, 0) / probabilities.length;
    expect(Math.abs(mean - isLate.filter(Boolean).length / isLate.length)).toBeLessThan(0.04);
  },
);

it.each(lateFlightsLearners)('$model predicts the same after the same training', ({ train }) => {
  const first = train(table, rows);
  const second = train(table, rows);
  for (const row of february) expect(second(table, row)).toBe(first(table, row));
});

it.each(lateFlightsLearners)(
  '$model gives a probability for an airport and hour without training data',
  ({ train }) => {
    const seen = rows.filter((row) => table.origin[row] !== 7 && table.hour[row] !== 3);
    const unseen = february.filter((row) => table.origin[row] === 7 && table.hour[row] === 3);
    const model = train(table, seen);
    expect(unseen.length).toBeGreaterThan(0);
    for (const row of unseen) {
      const probability = model(table, row);
      expect(probability > 0 && probability < 1).toBe(true);
    }
  },
);

it('every model has a unique slug', () => {
  expect(new Set(lateFlightsLearners.map((model) => model.slug)).size).toBe(lateFlightsLearners.length);
});
