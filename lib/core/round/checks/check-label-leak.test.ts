import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../files/canonical-json';
import { createRng } from '../../statistics/rng';
import type { Check } from './check';
import { checkColumns } from './check-columns';
import { checkLabelLeak, findLabelLeaks } from './check-label-leak';
import { createColumnSampler, findStrayWords, summariseColumns } from './column-sample';
import { startChecks } from './start-checks';
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

/** Share of items whose column `near` equals the label. A text that contains its own label is worth a warning in any case. */
const nearShares = { binary: 0.95, abc: 0.95, regression: 0.95, text: 0.5 } as const;

/** Items with honest columns (noise, and a copy of the label with 5 % errors) and with columns derived from the label. */
function drawItems(task: TaskName, leakOf: (label: string, row: number) => JsonObject, itemCount = 400) {
  const rng = createRng(`leak ${task}`);
  return Array.from({ length: itemCount }, (_, row) => {
    const label = labelsOf[task](rng.nextUnit());
    const size = String(Math.floor(50 * rng.nextUnit()));
    return {
      label,
      input: { size, near: rng.nextUnit() < nearShares[task] ? label : size, ...leakOf(label, row) },
    };
  });
}

const collect = (task: TaskName, items: readonly SyntheticItem[]) => collectItems(items, benchmarks[task]);

function checkLeak(
  task: TaskName,
  leakOf: (label: string, row: number) => JsonObject,
  itemCount = 400,
): Check {
  const set = collect(task, drawItems(task, leakOf, itemCount));
  const { checks } = startChecks(set, { ...rules, metric: metrics[task] }).finish();
  return checks.find(({ name }) => name === 'label_leak')!;
}

const hash = (label: string) => [...label].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7);

const filler = (row: number) => `mail ${row} of the thread`;

describe('label leak check', () => {
  it.each([
    ['a copy', 'binary', (label: string): JsonValue => label],
    ['the classes negated', 'binary', (label: string) => (label === 'yes' ? 'no' : 'yes')],
    ['a one-hot column', 'binary', (label: string) => Number(label === 'yes')],
    ['a truth value', 'binary', (label: string) => label === 'yes'],
    ['a hash of the class', 'abc', (label: string) => String(hash(label))],
    ['other words for the classes', 'abc', (label: string) => ({ a: 'low', b: 'mid', c: 'high' })[label]!],
    [
      'the class as a word of a text',
      'binary',
      (label: string, row: number) => `${filler(row)}; spam: ${label}.`,
    ],
    ['a copy with a blank cell', 'binary', (label: string, row: number) => (row === 7 ? null : label)],
    [
      'a copy with a wrong cell in a hundred',
      'abc',
      (label: string, row: number) => (row % 150 === 1 ? 'a' : label),
    ],
    ['a copy of the number', 'regression', (label: string) => label],
    ['the negated number', 'regression', (label: string) => String(-Number(label))],
    ['the number in another unit', 'regression', (label: string) => Number(label) * 0.45359237],
    ['its logarithm', 'regression', (label: string) => Math.log(1 + Number(label))],
    [
      'a copy of the number with a blank cell',
      'regression',
      (label: string, row: number) => (row === 7 ? null : label),
    ],
    ['a copy of the text in capitals', 'text', (label: string) => label.toUpperCase()],
  ] as const)('blocks %s', (_, task, leakOf) => {
    const check = checkLeak(task, (label, row) => ({ leak: leakOf(label, row) }));
    expect(check.outcome).toBe('block');
    expect(check.detail).toContain('"leak"');
    expect(check.detail).not.toContain('near');
  });

  it('blocks a copy of the label that is missing in the first item', () => {
    expect(checkLeak('binary', (label, row): JsonObject => (row === 0 ? {} : { leak: label })).outcome).toBe(
      'block',
    );
  });

  it.each([
    [
      'a number whose threshold is the class',
      'binary',
      (label: string, row: number) => ({ leak: label === 'yes' ? 15 + (row % 97) : (row * 7) % 15 }),
    ],
    [
      'three one-hot columns, by two of them',
      'abc',
      (label: string) => ({
        isA: Number(label === 'a'),
        isB: Number(label === 'b'),
        isC: Number(label === 'c'),
      }),
    ],
    [
      'two columns that predict the label only together',
      'binary',
      (label: string, row: number) => ({
        key: (row * 13) % 2,
        sealed: ((row * 13) % 2) ^ Number(label === 'yes'),
      }),
    ],
    [
      'a number with a little noise',
      'regression',
      (label: string, row: number) => ({ leak: Number(label) + (row % 11) }),
    ],
    [
      'a text that quotes its label',
      'text',
      (label: string, row: number) => ({ story: `${filler(row)} ${label}, late` }),
    ],
  ] as const)('warns of %s', (_, task, leakOf) => {
    expect(checkLeak(task, leakOf)).toMatchObject({ outcome: 'warn' });
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
    'passes an honest %s test set, a copy with 5 % errors and few items included',
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
    const { checks } = startChecks(collect('binary', items), rules).finish();
    expect(checks.find(({ name }) => name === 'label_leak')!.outcome).toBe('pass');
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

const realSets: [name: string, label: string, rows: Row[]][] = [
  ['penguins', 'Species', readJson('penguins')],
  ['weather of Seattle', 'weather', readCsv('seattle-weather')],
  ['cars, by origin', 'Origin', readJson('cars')],
  ['cars, by fuel use', 'Miles_per_Gallon', readJson('cars')],
  ['films, by gross', 'US Gross', readJson('movies').slice(0, 1_500)],
];

describe('input column checks', () => {
  it.each(realSets)('block none of 40 honest rounds of %s', (_, label, rows) => {
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
    for (let number = 1; number <= 40; number++) {
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
