import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { newBenchmarkSchema } from '@/lib/contracts/benchmark';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput, ModelSignature } from '@/lib/core/onnx/model-summary';
import { type ScoringRules, scoreSplit } from '@/lib/core/scoring/score-split';
import type { Predictions } from '@/lib/core/submission/predictions';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { checkFile, composeRequest, readPredictions } from '@/worker/models/onnx-model';
import { runLimitsDefault } from '@/worker/runner/run-limits';
import { runModel } from '@/worker/runner/run-model';
import type { Runner } from '@/worker/runner/runner';
import { ROUND_MONTHS } from '../flights/demo-calendar';
import type { DrawnItem } from '../flights/draw-round';
import { type FlightTable, listRowsOfMonths } from '../flights/flight-table';
import { lateFlightsModels } from '../flights/late-flights-models';
import { findFlightsFile, readFlights } from '../flights/read-flights';
import {
  composeFlightsBenchmark,
  composeLateFlightsInput,
  describeLateFlight,
  drawLateFlights,
  flightsBenchmark,
} from '../flights-benchmark';
import {
  busiestAirports,
  composeHowLateBenchmark,
  describeFlight,
  drawHowLateRound,
  howLateInput,
} from '../how-late/how-late-benchmark';
import { howLateModels } from '../how-late/play-how-late';
import { pathOf } from '../onnx-model';

/** Golden values from research/demo/onnx/train-models.py: in each round, the scores of scikit-learn's own predictions. */
type Golden = Readonly<Record<string, Readonly<Record<string, Judged>>>>;

type Judged = Partial<Record<MetricName, number>> & {
  readonly first: readonly number[];
  readonly labels?: string;
};

const golden: Golden = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8'));

const facts = await findTestSandbox();

const runner: Runner = facts ? { kind: 'native', facts } : { kind: 'wasm' };

let table: FlightTable;

beforeAll(async () => {
  table = await readFlights(findFlightsFile());
}, 60_000);

/** Predictions of a model for some flights, parsed from the runtime's output as the site does. */
async function run(
  file: string,
  signature: ModelSignature,
  rowCount: number,
  values: Float32Array,
): Promise<Predictions> {
  const model = readFileSync(pathOf({ file }));
  const fit = checkFile(model, signature);
  if (!fit.ok) throw new Error(fit.error.message);
  const inputs = { rowCount, values, sha256: '' };
  const share = { limits: runLimitsDefault, faultsAs: 'texts' } as const;
  const ran = await runModel(composeRequest({ model, signature, fit: fit.value }, inputs, share), runner);
  const predictions = ran.ok ? readPredictions(signature.output, ran.value.outputs) : ran;
  if (!predictions.ok) throw new Error(`${file} gave no predictions`);
  return predictions.value;
}

function feed(input: ModelInput, flights: readonly Record<string, string | number>[]): Float32Array {
  const width = countRowValues(input);
  const write = createFeatureRowWriter(input);
  const values = new Float32Array(flights.length * width);
  const faults = flights.map((flight, i) => write(flight, values.subarray(i * width, (i + 1) * width)));
  expect(faults.filter((fault) => fault !== null)).toEqual([]);
  return values;
}

function rulesOf(said: object): ScoringRules {
  const { task, classes, metric, secondary_metrics, log_loss_clip } = newBenchmarkSchema.parse(said);
  return { task, classes, metric, secondaryMetrics: secondary_metrics, logLossClip: log_loss_clip };
}

/** Compares scores, computed by the scorer's own function on all items, with the golden ones. */
function expectScores(
  { first: _first, labels: _labels, ...wanted }: Judged,
  rules: ScoringRules,
  labels: Int32Array | Float64Array,
  predictions: Predictions,
): void {
  const positions = Uint32Array.from({ length: labels.length }, (_, i) => i);
  const of = { rules, labels, groups: null, positions, predictions };
  const { scores } = scoreSplit({ ...of, seed: 'all items' });
  const scored: Partial<Record<string, number>> = {
    ...scores.secondary,
    [rules.metric]: scores.primary?.score,
  };
  expect(Object.keys(scored).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, value] of Object.entries(wanted)) expect(scored[name]! / value, name).toBeCloseTo(1, 5);
}

it('the folder of ONNX models has every model that the demo submits, each under 150 kB and all together under 1 MB', () => {
  const sent = [...lateFlightsModels, ...howLateModels];
  const folder = dirname(pathOf(sent[0]!));
  expect(readdirSync(folder).sort()).toEqual(sent.map(({ file }) => `${file}.onnx`).sort());
  expect(Object.keys(golden).sort()).toEqual(sent.map(({ file }) => file).sort());
  const sizes = sent.map((model) => statSync(pathOf(model)).size);
  expect(Math.max(...sizes)).toBeLessThan(150_000);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(1_000_000);
});

it('the list of busiest airports has the thirty airports with most flights of January', () => {
  const flights = new Map<string, number>();
  for (const row of listRowsOfMonths(table, 1, 1))
    for (const code of [table.origin[row]!, table.destination[row]!]) {
      const name = table.airports[code]!;
      flights.set(name, (flights.get(name) ?? 0) + 1);
    }
  const busiest = [...flights].sort(([, a], [, b]) => b - a).slice(0, 30);
  expect(busiest.map(([name]) => name).sort()).toEqual([...busiestAirports]);
});

/** The flights of one round, as rows of the table and as model inputs, which are the same for every model of a benchmark. */
type Round = { readonly month: number; readonly rows: readonly number[]; readonly values: Float32Array };

function composeRounds(
  draw: (month: number) => readonly DrawnItem[],
  input: ModelInput,
  describeRow: (row: number) => Record<string, string | number>,
): Round[] {
  return ROUND_MONTHS.map((month) => {
    const rows = draw(month).map(({ row }) => row);
    return { month, rows, values: feed(input, rows.map(describeRow)) };
  });
}

/** Runs a model once on the flights of all rounds, and calls back with the predictions for each round. */
async function runOnRounds(
  file: string,
  signature: ModelSignature,
  rounds: readonly Round[],
): Promise<{ wanted: Judged; rows: readonly number[]; said: Predictions }[]> {
  const rowCount = rounds.reduce((sum, { rows }) => sum + rows.length, 0);
  const values = new Float32Array(rounds.reduce((sum, round) => sum + round.values.length, 0));
  let place = 0;
  for (const round of rounds) {
    values.set(round.values, place);
    place += round.values.length;
  }
  const all = await run(file, signature, rowCount, values);
  let from = 0;
  return rounds.map(({ month, rows }) => {
    const wanted = golden[file]![month]!;
    const said = cutPredictions(all, from, rows.length);
    from += rows.length;
    return { wanted, rows, said };
  });
}

function cutPredictions(all: Predictions, from: number, count: number): Predictions {
  if (all.kind === 'numbers') return { ...all, predicted: all.predicted.subarray(from, from + count) };
  if (all.kind !== 'probabilities') throw new Error(`a model of the demo that predicts ${all.kind}`);
  return {
    ...all,
    predicted: all.predicted.subarray(from, from + count),
    probabilities: all.probabilities.subarray(2 * from, 2 * (from + count)),
  };
}

describe('late flights models', () => {
  let signature: ModelSignature;
  let rules: ScoringRules;
  let rounds: readonly Round[];

  beforeAll(() => {
    const input = composeLateFlightsInput(table);
    signature = { input, output: { kind: 'probabilities', classes: flightsBenchmark.classes } };
    rules = rulesOf(composeFlightsBenchmark(table));
    rounds = composeRounds(
      (month) => drawLateFlights(table, month),
      input,
      (row) => describeLateFlight(table, row),
    );
  }, 60_000);

  it.each(lateFlightsModels)(
    '$file has scikit-learn’s own labels and scores in every round',
    async ({ file }) => {
      for (const { wanted, rows, said } of await runOnRounds(file, signature, rounds)) {
        if (said.kind !== 'probabilities') throw new Error('no probabilities');
        expect(createHash('sha256').update(said.predicted.join('')).digest('hex')).toBe(wanted.labels);
        for (const [i, late] of wanted.first.entries())
          expect(said.probabilities[2 * i + 1]).toBeCloseTo(late, 5);
        const labels = Int32Array.from(rows, (row) => table.isLate[row]!);
        expectScores(wanted, rules, labels, said);
      }
    },
  );
});

describe('delay regression models', () => {
  const signature: ModelSignature = { input: howLateInput, output: { kind: 'number' } };
  let rules: ScoringRules;
  let rounds: readonly Round[];

  beforeAll(() => {
    rules = rulesOf(composeHowLateBenchmark(table));
    rounds = composeRounds(
      (month) => drawHowLateRound(table, month),
      howLateInput,
      (row) => ({ ...describeFlight(table, row) }),
    );
  }, 60_000);

  it.each(howLateModels)(
    '$file has scikit-learn’s own scores in every round after its training months',
    async ({ file, lastMonth }) => {
      const after = rounds.filter(({ month }) => month > lastMonth);
      for (const { wanted, rows, said } of await runOnRounds(file, signature, after)) {
        if (said.kind !== 'numbers') throw new Error('no numbers');
        for (const [i, minutes] of wanted.first.entries()) expect(said.predicted[i]).toBeCloseTo(minutes, 3);
        const labels = Float64Array.from(rows, (row) => table.delayMinutes[row]!);
        expectScores(wanted, rules, labels, said);
      }
    },
  );
});
