import { expect, it } from 'vitest';
import { drawRound } from './draw-round';
import { formatLabelledFlights, formatPredictions } from './format-flight-files';
import { makeSyntheticFlights } from './synthetic-flights';

const table = makeSyntheticFlights([50], 'files');
const items = drawRound(table, 1, 50, 'seed');

it('writes a flight as id, date, hour, distance, airports and label', () => {
  const one = {
    day: Uint8Array.of(31),
    hour: Uint8Array.of(7),
    distance: Uint16Array.of(1_065),
    origin: Uint8Array.of(1),
    destination: Uint8Array.of(0),
    airports: ['EWR', 'FLL'],
    isLate: Uint8Array.of(1),
    delayMinutes: Int16Array.of(20),
  };
  expect(formatLabelledFlights(one, [{ id: 'f_1', row: 0 }])).toBe(
    'id,date,hour,distance,origin,destination,label\nf_1,2001-02-01,7,1065,FLL,EWR,late\n',
  );
});

it('writes probabilities of six decimals that add up to exactly 1, never 0 or 1', () => {
  const values = [0, 1, 1e-9, 1 - 1e-9, 1 / 3, 2 / 3, 0.1234565, 0.5];
  const lines = formatPredictions(table, items, (_, row) => values[row % values.length]!)
    .trim()
    .split('\n')
    .slice(1);
  for (const line of lines) {
    const [, onTime, late] = /^f_[0-9a-f]{10},0\.(\d{6}),0\.(\d{6})$/.exec(line)!;
    expect(Number(onTime) + Number(late)).toBe(1_000_000);
    expect(Math.min(Number(onTime), Number(late))).toBeGreaterThan(0);
  }
});

it.each([Number.NaN, -0.1, 1.1])('throws at a prediction of %d', (value) => {
  expect(() => formatPredictions(table, items, () => value)).toThrow('the model predicts');
});
