import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { computeRankAuc } from '../flights/compute-rank-auc';
import type { DrawnItem } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';
import { findFlightsFile, readFlights } from '../flights/read-flights';
import { drawLateFlights, flightsBenchmark } from '../flights-benchmark';
import { listShippedModels, locatePredictions, parsePredictions, readPredictions } from './read-predictions';

const lateFlightsMonths = [2, 3, 4, 5];
const shippedRounds = lateFlightsMonths.map((month) => ({ benchmark: flightsBenchmark.slug, month }));

let table: FlightTable;

beforeAll(async () => {
  table = await readFlights(findFlightsFile());
}, 60_000);

const isLate = (items: readonly DrawnItem[]): boolean[] => items.map(({ row }) => table.isLate[row] === 1);

describe('shipped predictions', () => {
  it('have one file for each round, without a timestamp in its gzip header, and less than 1 MB together', () => {
    const folder = new URL('.', import.meta.url);
    const files = shippedRounds.map(({ benchmark, month }) => locatePredictions(benchmark, month));
    expect(readdirSync(folder).filter((name) => name.endsWith('.gz'))).toEqual(
      files.map(({ href }) => href.slice(folder.href.length)).sort(),
    );
    const contents = files.map((file) => readFileSync(file));
    for (const content of contents) expect(content.readUInt32LE(4)).toBe(0);
    expect(contents.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_000_000);
  });

  it.each(lateFlightsMonths)('cover the items drawn for month %d of Late flights 2001 in order', (month) => {
    const items = drawLateFlights(table, month);
    const predictions = readPredictions(flightsBenchmark.slug, month, items);
    expect(predictions).toHaveLength(6);
    for (const { slug, values } of predictions) {
      expect(values.every((value) => /^0\.\d{6}$/.test(value) && Number(value) > 0)).toBe(true);
      const auc = computeRankAuc(values.map(Number), isLate(items));
      if (slug === 'base-rate') expect(auc).toBe(0.5);
      else expect(auc, slug).toBeGreaterThan(0.55);
    }
  });

  it.each(shippedRounds)(
    'have valid disclosures and distinct names in month $month of $benchmark',
    ({ benchmark, month }) => {
      const models = listShippedModels(benchmark, month);
      expect(new Set(models.map(({ slug }) => slug)).size).toBe(models.length);
      expect(new Set(models.map(({ model }) => model)).size).toBe(models.length);
      for (const { disclosure } of models) expect(newDisclosureSchema.parse(disclosure).notes).toBeTruthy();
    },
  );
});

describe('parsePredictions', () => {
  const model = { team: 'Team', version: '2001-01', isAnchor: true, disclosure: { notes: 'None.' } };
  const models = [
    { ...model, slug: 'a', model: 'A' },
    { ...model, slug: 'b', model: 'B' },
  ];
  const items = [
    { id: 'f_1', row: 0 },
    { id: 'f_2', row: 1 },
  ];

  it('returns each model’s column', () => {
    const predictions = parsePredictions('id,a,b\nf_1,0.1,0.2\nf_2,0.3,0.4\n', models, items);
    expect(predictions.map(({ values }) => values)).toEqual([
      ['0.1', '0.3'],
      ['0.2', '0.4'],
    ]);
  });

  it.each([
    ['a missing item', 'id,a,b\nf_1,0,1\n', 'expected 2 items, found 1'],
    ['a stray item', 'id,a,b\nf_1,0,1\nf_2,0,1\nf_3,0,1\n', 'expected 2 items, found 3'],
    ['another item', 'id,a,b\nf_1,0,1\nf_3,0,1\n', 'line 3: expected f_2, found f_3'],
    ['items in another order', 'id,a,b\nf_2,0,1\nf_1,0,1\n', 'line 2: expected f_1, found f_2'],
    ['a column of another model', 'id,a,c\nf_1,0,1\nf_2,0,1\n', 'expected id,a,b, found id,a,c'],
    ['a missing value', 'id,a,b\nf_1,0,1\nf_2,0\n', 'line 3: expected 2 values'],
    ['an empty value', 'id,a,b\nf_1,0,1\nf_2,0,\n', 'line 3: expected 2 values'],
  ])('rejects %s', (_, csv, message) => {
    expect(() => parsePredictions(csv, models, items)).toThrow(message);
  });
});
