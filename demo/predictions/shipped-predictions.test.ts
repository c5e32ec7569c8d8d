import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import { computeExposureBudget } from '@/lib/core/exposure/exposure';
import { computeRankAuc } from '../flights/compute-rank-auc';
import type { DrawnItem } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';
import { findFlightsFile, readFlights } from '../flights/read-flights';
import { drawLateFlights, flightsBenchmark } from '../flights-benchmark';
import {
  answersOfLinkedTeam,
  answersToTune,
  feedbackShare,
  freshnessBenchmark,
  freshnessRounds,
} from '../freshness/freshness-benchmark';
import { type FreshnessRound, makeFreshnessRounds } from '../freshness/make-freshness-rounds';
import { listShippedModels, locatePredictions, parsePredictions, readPredictions } from './read-predictions';

const lateFlightsMonths = [2, 3, 4, 5];
const shippedRounds = [
  ...lateFlightsMonths.map((month) => ({ benchmark: flightsBenchmark.slug, month })),
  ...freshnessRounds.map(({ month }) => ({ benchmark: freshnessBenchmark.slug, month })),
];

let table: FlightTable;
let rounds: readonly FreshnessRound[];

beforeAll(async () => {
  table = await readFlights(findFlightsFile());
  rounds = makeFreshnessRounds(table);
}, 60_000);

const isLate = (items: readonly DrawnItem[]): boolean[] => items.map(({ row }) => table.isLate[row] === 1);

describe('shipped predictions', () => {
  it('have one file for each round, without a time in its header, and less than 1 MB together', () => {
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

  it.each(freshnessRounds)(
    'cover the items drawn for month $month of the Freshness exhibit in order',
    ({ month, itemCount }) => {
      const { items } = findRound(month);
      expect(items).toHaveLength(itemCount);
      const late = isLate(items);
      for (const { slug, values } of readPredictions(freshnessBenchmark.slug, month, items)) {
        expect(values.every((value) => value === '0' || value === '1')).toBe(true);
        const rightCount = values.filter((value, i) => (value === '1') === late[i]).length;
        expect(rightCount / itemCount, slug).toBeGreaterThan(0.52);
      }
    },
  );

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

  it('gives each model its column', () => {
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

const findRound = (month: number): FreshnessRound => rounds.find((round) => round.month === month)!;
const nameOf = ({ model, version }: { model: string; version: string }) => `${model} ${version}`;

describe('makeFreshnessRounds', () => {
  it('has eight frozen models, and four others of April again in May with the same version', () => {
    for (const month of [2, 3, 4, 5])
      expect(findRound(month).reference.map(nameOf)).toEqual(findRound(2).reference.map(nameOf));
    expect(findRound(2).reference).toHaveLength(8);
    const [april, may] = [findRound(4).others.map(nameOf), findRound(5).others.map(nameOf)];
    expect(april.filter((name) => may.includes(name))).toHaveLength(4);
    expect(april.filter((name) => !may.includes(name))).toHaveLength(2);
  });

  it('lets four teams tune by feedback in February, and one search under two names in March', () => {
    expect(findRound(2).blends.map(({ entrants }) => entrants.length)).toEqual([1, 1, 1, 1]);
    expect(findRound(3).blends.map(({ entrants }) => entrants.length)).toEqual([2]);
    for (const month of [4, 5, 6]) expect(findRound(month).blends).toEqual([]);
  });

  it('exceeds the feedback budget of a round with the two linked teams only, and with neither alone', () => {
    const budgetOf = (month: number) => computeExposureBudget(feedbackShare * findRound(month).items.length);
    expect(answersToTune).toBeLessThanOrEqual(budgetOf(2));
    expect(answersOfLinkedTeam).toBeLessThanOrEqual(budgetOf(3));
    expect(2 * answersOfLinkedTeam).toBeGreaterThan(budgetOf(3));
    for (const { month, reference, others } of rounds) {
      const teams = [...reference, ...others].map(({ team }) => team);
      const most = Math.max(...teams.map((team) => teams.filter((other) => other === team).length));
      expect(most).toBeLessThanOrEqual(budgetOf(month));
    }
  });
});
