import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../files/canonical-json';
import { createRng } from '../../statistics/rng';
import type { Check } from './check';
import { checkColumns } from './check-columns';
import { checkLabelLeak, findLabelLeaks } from './check-label-leak';
import { createColumnSampler, findStrayWords, summariseColumns } from './column-sample';
import { startChecks } from './start-checks';
import { type MadeUpLeak, madeUpLeaks } from './testing/made-up-leaks';
import {
  abc,
  binary,
  collectItems,
  regression,
  rules,
  type SyntheticItem,
  text,
} from './testing/synthetic-set';

const benchmarks = { binary, abc, regression, text };

type TaskName = keyof typeof benchmarks;

const metrics = { binary: 'accuracy', abc: 'accuracy', regression: 'mae', text: 'exact_match' } as const;

const labelsOf = {
  binary: (u: number) => (u < 0.3 ? 'yes' : 'no'),
  abc: (u: number) => (u < 0.2 ? 'a' : u < 0.6 ? 'b' : 'c'),
  regression: (u: number) => String(Math.round(1e6 * u) / 1e3),
  text: (u: number) => `Ended on day ${Math.floor(1e6 * u)}`,
};

/**
 * Draws items with honest columns (noise, and one that equals the label in 30 % of the items) and with the columns that a
 * test adds.
 */
function drawItems(
  task: TaskName,
  columnsOf: (label: string, row: number) => JsonObject,
  itemCount = 400,
): SyntheticItem[] {
  const rng = createRng(`leak ${task}`);
  return Array.from({ length: itemCount }, (_, row) => {
    const label = labelsOf[task](rng.nextUnit());
    const size = String(Math.floor(50 * rng.nextUnit()));
    return {
      label,
      input: { size, near: rng.nextUnit() < 0.3 ? label : size, ...columnsOf(label, row) },
    };
  });
}

const collect = (task: TaskName, items: readonly SyntheticItem[]) => collectItems(items, benchmarks[task]);

function checkItems(task: TaskName, items: readonly SyntheticItem[]): Check {
  const { checks } = startChecks(collect(task, items), { ...rules, metric: metrics[task] }).finish();
  return checks.find(({ name }) => name === 'label_leak')!;
}

const checkLeak = (
  task: TaskName,
  columnsOf: (label: string, row: number) => JsonObject,
  itemCount?: number,
): Check => checkItems(task, drawItems(task, columnsOf, itemCount));

const tasksOf: Readonly<Record<MadeUpLeak['of'], readonly TaskName[]>> = {
  classes: ['binary', 'abc'],
  numbers: ['regression'],
  texts: ['text'],
};

const casesOf = (outcome: MadeUpLeak['outcome']) =>
  madeUpLeaks
    .filter((leak) => leak.outcome === outcome)
    .flatMap((leak) => tasksOf[leak.of].map((task) => [leak.name, task, leak] as const));

function checkMadeUp(task: TaskName, leak: MadeUpLeak): Check {
  const classes: readonly string[] = benchmarks[task].classes;
  return checkLeak(task, (label, row) =>
    leak.columns({ label, row, place: Math.max(0, classes.indexOf(label)), classCount: classes.length }),
  );
}

describe('label leak check', () => {
  it.each(casesOf('block'))('blocks %s (%s)', (_, task, leak) => {
    const check = checkMadeUp(task, leak);
    expect(check.outcome).toBe('block');
    expect(check.detail).toContain('leak');
    expect(check.detail).not.toContain('near');
  });

  it.each(casesOf('warn'))('warns of %s (%s)', (_, task, leak) => {
    const check = checkMadeUp(task, leak);
    expect(check.outcome).toBe('warn');
    expect(check.detail).not.toMatch(/size|near/);
  });

  it('blocks a copy of the label that is missing in the first item', () => {
    expect(checkLeak('binary', (label, row): JsonObject => (row === 0 ? {} : { leak: label })).outcome).toBe(
      'block',
    );
  });

  it('blocks a copy of the label with one null, in a regression of 60 items', () => {
    const copy = (label: string, row: number) => ({ leak: row === 7 ? null : label });
    expect(checkLeak('regression', copy, 60)).toMatchObject({ outcome: 'block' });
  });

  it('blocks a copy of the label with a wrong cell in a hundred', () => {
    const copy = (label: string, row: number) => ({ leak: row % 150 === 1 ? 'a' : label });
    expect(checkLeak('abc', copy).outcome).toBe('block');
  });

  it.each(['group', 'date'] as const)(
    'blocks a %s that follows the label, since it is published with the inputs',
    (name) => {
      const items = drawItems('binary', () => ({})).map((item) => ({
        ...item,
        [name]: item.label === 'yes' ? '2026-03-01' : '2026-04-01',
      }));
      expect(checkItems('binary', items)).toMatchObject({
        outcome: 'block',
        detail: expect.stringContaining(`"${name}"`),
      });
    },
  );

  it('blocks a copy of the label after 700 other columns', () => {
    const wide = (label: string, row: number) => ({
      ...Object.fromEntries(Array.from({ length: 700 }, (_, k) => [`a${k}`, (row * 31 + k * 17) % 7])),
      leak: label,
    });
    expect(checkLeak('abc', wide, 220)).toMatchObject({
      outcome: 'block',
      detail: expect.stringContaining('"leak"'),
    });
  });

  it('warns of a column that predicts 96.7 % of the labels of two equal classes', () => {
    const items = Array.from({ length: 600 }, (_, row) => {
      const label = row % 2 ? 'yes' : 'no';
      return { label, input: { hint: row % 30 === 1 ? 'no' : label, noise: (row * 7919) % 101 } };
    });
    expect(checkItems('binary', items)).toMatchObject({
      outcome: 'warn',
      detail: expect.stringContaining('"hint"'),
    });
  });

  it('warns of a column that predicts two thirds of the label if all other columns predict nothing', () => {
    const partly = (label: string, row: number) => ({
      hint: row % 3 ? label : '',
      hour: (row * 7) % 24,
      place: (row * 31) % 17,
    });
    expect(checkLeak('binary', partly)).toMatchObject({
      outcome: 'warn',
      detail: expect.stringContaining('"hint"'),
    });
  });

  it('warns of a column that predicts the label far better than in the last round', () => {
    const noisy = (share: number) => (label: string, row: number) => ({
      hint: row % 100 < 100 * share ? label : 'none',
    });
    const setOf = (share: number) => collect('binary', drawItems('binary', noisy(share)));
    const before = startChecks(setOf(0.3), rules).finish().fingerprints;
    const compare = (share: number) => {
      const run = startChecks(setOf(share), rules);
      run.addRound(4, before);
      return run.finish().checks.find(({ name }) => name === 'label_leak');
    };
    expect(compare(0.35)).toMatchObject({ outcome: 'pass' });
    expect(compare(0.7)).toMatchObject({
      outcome: 'warn',
      detail: expect.stringMatching(/"hint", more than in round 4/),
    });
  });

  it.each(Object.keys(labelsOf) as TaskName[])(
    'passes an honest %s test set, even with few items and a column that equals 30 % of the labels',
    (task) => {
      for (const itemCount of [8, 40, 400])
        expect(checkLeak(task, () => ({}), itemCount)).toMatchObject({ outcome: 'pass' });
    },
  );

  it('passes a column of distinct values, since a value says nothing about other items', () => {
    expect(checkLeak('abc', (_, row) => ({ serial: `n${row}` })).outcome).toBe('pass');
  });

  it('passes a column with a single value, even if one class is very rare', () => {
    const items = Array.from({ length: 400 }, (_, row) => ({
      label: row % 200 === 3 ? 'yes' : 'no',
      input: { unit: 'kg', noise: (row * 7919) % 101 },
    }));
    expect(checkItems('binary', items).outcome).toBe('pass');
  });
});

type Row = Record<string, string | number | null>;

const readJson = (name: string): Row[] =>
  JSON.parse(readFileSync(`node_modules/vega-datasets/data/${name}.json`, 'utf8'));

function readCsv(name: string): Row[] {
  const [header, ...lines] = readFileSync(`node_modules/vega-datasets/data/${name}.csv`, 'utf8')
    .trim()
    .split('\n');
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])));
}

const flights = readJson('flights-10k')
  .slice(0, 1_500)
  .map(({ delay, ...flight }) => ({ ...flight, label: Number(delay) > 15 ? 'late' : 'on time' }));

const realSets: [name: string, label: string, rows: Row[]][] = [
  ['penguins', 'Species', readJson('penguins')],
  ['weather of Seattle', 'weather', readCsv('seattle-weather')],
  ['cars, by origin', 'Origin', readJson('cars')],
  ['cars, by fuel use', 'Miles_per_Gallon', readJson('cars')],
  ['films, by gross', 'US Gross', readJson('movies').slice(0, 700)],
  ['flights, as in the demo', 'label', flights],
];

describe('input column checks', () => {
  it.each(realSets)('block none of 34 honest rounds of %s', (_, label, rows) => {
    const labelled = rows.filter((row) => row[label] !== null);
    const classes = [...new Set(labelled.map((row) => String(row[label])))];
    const isNumeric = classes.every((name) => Number.isFinite(Number(name)));
    const task = isNumeric ? 'regression' : 'multiclass';
    const rng = createRng(`honest ${label}`);
    const drawRound = () => {
      const sampler = createColumnSampler();
      labelled.forEach(({ [label]: own, ...input }, row) => {
        if (rng.nextUnit() < 0.5)
          sampler.add({
            id: `item ${row}`,
            line: row + 2,
            inputJson: JSON.stringify(input),
            label: String(own),
            group: null,
            date: null,
          });
      });
      const sample = sampler.finish();
      return {
        leaks: findLabelLeaks(task, sample),
        columns: summariseColumns(sample),
        strayWords: findStrayWords(sample),
      };
    };
    let last = drawRound();
    for (let number = 1; number <= 34; number++) {
      const round = drawRound();
      const { strengths } = last.leaks;
      expect([
        checkLabelLeak(round.leaks, { number, strengths }).outcome,
        checkColumns(round, { number, columns: last.columns }, []).outcome,
      ]).not.toContain('block');
      last = round;
    }
  });
});
