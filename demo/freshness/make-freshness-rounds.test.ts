import { expect, it } from 'vitest';
import { computeExposureBudget } from '@/lib/core/exposure/exposure';
import { type FlightTable, monthOfDay } from '../flights/flight-table';
import { makeSyntheticFlights } from '../flights/synthetic-flights';
import { answersOfLinkedTeam, answersToTune, feedbackShare, freshnessRounds } from './freshness-benchmark';
import { makeFreshnessRounds } from './make-freshness-rounds';

const plans = freshnessRounds.map(({ month }) => ({ month, itemCount: 600 }));
const table = makeSyntheticFlights([9_000, 3_000, 3_000, 3_000, 3_000, 3_000], 'freshness');
/** The same flights, with every outcome from April on turned round. */
const turned: FlightTable = {
  ...table,
  isLate: table.isLate.map((isLate, row) => (monthOfDay(table.day[row]!) >= 4 ? 1 - isLate : isLate)),
};
const rounds = makeFreshnessRounds(table, plans);
const find = (month: number, from = rounds) => from.find((round) => round.month === month)!;
const nameOf = ({ model, version }: { model: string; version: string }) => `${model} ${version}`;

it('makes the same rounds of the same flights', () => {
  expect(makeFreshnessRounds(table, plans)).toEqual(rounds);
});

it('predicts each round without the outcomes of its month or any later one', () => {
  const [april, again] = [find(4), find(4, makeFreshnessRounds(turned, plans))];
  const filesOf = ({ reference, others }: typeof april) => [...reference, ...others];
  // Other outcomes are drawn into a balanced round: those that are in both are compared.
  const placeOf = new Map(again.items.map(({ row }, place) => [row, place]));
  const shared = april.items.flatMap(({ row }, i) =>
    placeOf.has(row) ? [[i, placeOf.get(row)!] as const] : [],
  );
  expect(shared.length).toBeGreaterThan(50);
  for (const [f, { classes }] of filesOf(april).entries())
    for (const [i, place] of shared) expect(filesOf(again)[f]!.classes[place]).toBe(classes[i]);
});

it('learns something of late flights with every model', () => {
  for (const { items, reference, others } of rounds)
    for (const { classes, model } of [...reference, ...others]) {
      const right = items.filter(({ row }, i) => table.isLate[row] === classes[i]).length;
      expect(right / items.length, model).toBeGreaterThan(0.52);
    }
});

it('has what each state asks for: eight frozen models, and in April some that come again unchanged in May', () => {
  for (const month of [2, 3, 4, 5])
    expect(find(month).reference.map(nameOf)).toEqual(find(2).reference.map(nameOf));
  expect(find(2).reference).toHaveLength(8);
  const [april, may] = [find(4).others.map(nameOf), find(5).others.map(nameOf)];
  expect(april.filter((name) => may.includes(name))).toHaveLength(4);
  expect(april.filter((name) => !may.includes(name))).toHaveLength(2);
});

it('lets four teams tune by the answers in February, and one search under two names in March', () => {
  expect(find(2).blends.map(({ entrants }) => entrants.length)).toEqual([1, 1, 1, 1]);
  expect(find(3).blends.map(({ entrants }) => entrants.length)).toEqual([2]);
  for (const month of [4, 5, 6]) expect(find(month).blends).toEqual([]);
});

it('gives no team alone more answers than a round can give, and the linked two together more', () => {
  const budgetOf = (month: number) =>
    computeExposureBudget(feedbackShare * freshnessRounds.find((round) => round.month === month)!.itemCount);
  expect(answersToTune).toBeLessThanOrEqual(budgetOf(2));
  expect(answersOfLinkedTeam).toBeLessThanOrEqual(budgetOf(3));
  expect(2 * answersOfLinkedTeam).toBeGreaterThan(budgetOf(3));
  for (const { month, reference, others } of rounds) {
    const teams = [...reference, ...others].map(({ team }) => team);
    const most = Math.max(...teams.map((team) => teams.filter((other) => other === team).length));
    expect(most).toBeLessThanOrEqual(budgetOf(month));
  }
});

it('discloses what a model was trained on', () => {
  const [monthly] = find(5).others.filter(({ model }) => model === 'Naive Bayes, monthly');
  expect(monthly!.version).toBe('2001-04');
  expect(monthly!.disclosure).toContain('flights of January to April 2001');
});
