import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROUND_MONTHS } from '@/demo/flights/demo-calendar';
import type { FlightTable } from '@/demo/flights/flight-table';
import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';
import { composeLateFlightsInput, describeLateFlight, drawLateFlights } from '@/demo/flights-benchmark';
import { describeFlight, drawHowLateRound, howLateInput } from '@/demo/how-late/how-late-benchmark';
import { onnxTrainingRows } from '@/demo/onnx-model';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput } from '@/lib/core/onnx/model-summary';
import { selectTrainingRows } from '../select-training-rows';

// Run by `node --import tsx research/demo/onnx/write-training-files.ts <outDir>`: the flights that train-models.py reads, as the site feeds
// them to models, with the outcome last.

type Kind = {
  readonly name: string;
  readonly input: ModelInput;
  readonly inputsOf: (row: number) => Record<string, string | number>;
  readonly outcome: (row: number) => number;
  readonly lastMonths: readonly number[];
  readonly rowsOf: (month: number) => ArrayLike<number>;
};

const listKinds = (table: FlightTable): readonly Kind[] => [
  {
    name: 'how-late',
    input: howLateInput,
    inputsOf: (row) => describeFlight(table, row),
    outcome: (row) => table.delayMinutes[row]!,
    lastMonths: [1, 2, 3, 4],
    rowsOf: (month) => drawHowLateRound(table, month).map(({ row }) => row),
  },
  {
    name: 'late-flights',
    input: composeLateFlightsInput(table),
    inputsOf: (row) => describeLateFlight(table, row),
    outcome: (row) => table.isLate[row]!,
    lastMonths: [1, 2, 3, 4],
    rowsOf: (month) => drawLateFlights(table, month).map(({ row }) => row),
  },
];

function formatRows({ input, inputsOf, outcome }: Kind, rows: ArrayLike<number>): string {
  const write = createFeatureRowWriter(input);
  const values = new Float32Array(countRowValues(input));
  const lines = Array.from(rows, (row) => {
    const fault = write(inputsOf(row), values);
    if (fault) throw new Error(`${fault.feature}: ${fault.kind}`);
    return [...values, outcome(row)].join(',');
  });
  return `${lines.join('\n')}\n`;
}

const outDir = process.argv[2];

if (outDir === undefined)
  throw new Error('usage: node --import tsx research/demo/onnx/write-training-files.ts <outDir>');

await mkdir(outDir, { recursive: true });

const table = await readFlights(findFlightsFile());

for (const kind of listKinds(table)) {
  const write = (name: string, rows: ArrayLike<number>) =>
    writeFile(join(outDir, `${kind.name}-${name}.csv`), formatRows(kind, rows));
  for (const lastMonth of kind.lastMonths)
    await write(`train-${lastMonth}`, selectTrainingRows(table, lastMonth, onnxTrainingRows, kind.name));
  for (const month of ROUND_MONTHS) await write(`round-${month}`, kind.rowsOf(month));
}
