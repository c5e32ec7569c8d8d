import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawRound } from '@/demo/flights/draw-round';
import { formatLabelledFlights } from '@/demo/flights/format-flight-files';
import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';
import type { Task } from '@/lib/core/benchmark';
import type { JsonObject } from '@/lib/core/files/canonical-json';
import type { CheckOutcome } from '@/lib/core/round/checks/check';
import { checkLabelLeak, findLabelLeaks, type LabelLeaks } from '@/lib/core/round/checks/check-label-leak';
import { createColumnSampler } from '@/lib/core/round/checks/column-sample';
import { madeUpLeaks } from '@/lib/core/round/checks/testing/made-up-leaks';
import { createRng, type Rng } from '@/lib/core/statistics/rng';

/**
 * The check `label_leak` on real data: five data sets of scikit-learn and the demo's flights, honest and with each made-up leak, and
 * its duration. Promised: no honest round is blocked, each leak is blocked or warned of, and 100,000 items with 64 columns take at
 * most 10 s of a processor. `npm run bench:leaks -- [rounds of each data set]`; needs Debian's python3-sklearn, and PYTHON names another python.
 */
const roundCount = Number(process.argv[2] ?? '40');
const timeMaxSeconds = 10;

type Item = { readonly label: string; readonly input: JsonObject };
type DataSet = { readonly name: string; readonly task: Task; readonly items: readonly Item[] };

let failed = false;

function report(what: string, isKept: boolean): void {
  console.log(`${isKept ? 'kept  ' : 'FAILED'} ${what}`);
  if (!isKept) failed = true;
}

function parseCsv(text: string): Item[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell]));
    const { id: _, label = '', ...input } = cells;
    return { label, input };
  });
}

function readBundled(): DataSet[] {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-leaks-'));
  try {
    const program = fileURLToPath(new URL('leaks/export-sets.py', import.meta.url));
    execFileSync(process.env.PYTHON ?? '/usr/bin/python3', [program, folder]);
    return ['iris', 'wine', 'breast_cancer', 'digits', 'diabetes'].map((name) => ({
      name,
      task: name === 'diabetes' ? 'regression' : name === 'breast_cancer' ? 'binary' : 'multiclass',
      items: parseCsv(readFileSync(join(folder, `${name}.csv`), 'utf8')),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readDemoFlights(): Promise<DataSet> {
  const table = await readFlights(findFlightsFile());
  const items = parseCsv(formatLabelledFlights(table, drawRound(table, 2, 4_000, 'leaks')));
  return { name: 'flights', task: 'binary', items };
}

function findLeaks(task: Task, items: Iterable<Item>): LabelLeaks {
  const sampler = createColumnSampler();
  let line = 2;
  for (const { label, input } of items) {
    const inputJson = JSON.stringify(input);
    sampler.add({ id: `item ${line}`, line, inputJson, label, group: null, date: null });
    line++;
  }
  return findLabelLeaks(task, sampler.finish());
}

const drawHalf = (items: readonly Item[], rng: Rng): Item[] => items.filter(() => rng.nextUnit() < 0.5);

/** Each round is compared with the one before, whose items it shares by half. */
function countHonest({ name, task, items }: DataSet): void {
  const rng = createRng(`honest ${name}`);
  const counts: Record<CheckOutcome, number> = { pass: 0, warn: 0, block: 0 };
  let strongest = 0;
  let first: CheckOutcome | null = null;
  let last: LabelLeaks | null = null;
  for (let number = 1; number <= roundCount; number++) {
    const leaks = findLeaks(task, drawHalf(items, rng));
    const check = checkLabelLeak(leaks, last && { number: number - 1, strengths: last.strengths });
    first ??= check.outcome;
    counts[check.outcome]++;
    strongest = Math.max(strongest, ...Object.values(leaks.strengths?.ofColumn ?? {}));
    last = leaks;
  }
  report(
    `${name}: ${counts.block} of ${roundCount} honest rounds blocked, ${counts.warn} warned of (first round: ${first}), strongest column ${Math.round(100 * strongest)} %`,
    counts.block === 0,
  );
}

function plantLeaks({ name, task, items }: DataSet): void {
  const classes = task === 'regression' ? [] : [...new Set(items.map(({ label }) => label))].sort();
  const suitable = madeUpLeaks.filter((leak) => leak.of === (task === 'regression' ? 'numbers' : 'classes'));
  const missed: string[] = [];
  let blocked = 0;
  for (const leak of suitable) {
    const planted = items.map(({ label, input }, row) => ({
      label,
      input: {
        ...input,
        ...leak.columns({
          label,
          row,
          place: Math.max(0, classes.indexOf(label)),
          classCount: classes.length,
        }),
      },
    }));
    const { outcome } = checkLabelLeak(findLeaks(task, planted), null);
    if (outcome === 'pass' || (leak.outcome === 'block' && outcome !== 'block'))
      missed.push(`${leak.name} (${outcome})`);
    if (outcome === 'block') blocked++;
  }
  report(
    `${name}: of ${suitable.length} made-up leaks ${blocked} blocked, ${suitable.length - blocked - missed.length} warned of${missed.map((text) => `; missed ${text}`).join('')}`,
    missed.length === 0,
  );
}

function* drawWide(itemCount: number, columnCount: number, labelOf: (u: number) => string): Generator<Item> {
  const rng = createRng('wide');
  for (let row = 0; row < itemCount; row++) {
    const cells = Array.from({ length: columnCount }, (_, k) => {
      const u = rng.nextUnit();
      return [`column${k}`, k % 4 === 3 ? `value ${Math.floor(30 * u)}` : String(Math.round(1e6 * u) / 1e3)];
    });
    yield { label: labelOf(rng.nextUnit()), input: Object.fromEntries(cells) };
  }
}

function measureTime(): void {
  const labels: [Task, string, (u: number) => string][] = [
    ['binary', 'two classes', (u) => (u < 0.3 ? 'yes' : 'no')],
    ['multiclass', '100 classes', (u) => `class ${Math.floor(100 * u)}`],
    ['regression', 'numbers', (u) => String(u)],
  ];
  for (const [task, name, labelOf] of labels) {
    const items = [...drawWide(100_000, 64, labelOf)];
    const inputs = items.map(({ label, input }, i) => ({
      ...{ id: `item ${i}`, line: i + 2, label, inputJson: JSON.stringify(input), group: null, date: null },
    }));
    items.length = 0;
    const start = performance.now();
    const startCpu = process.cpuUsage();
    const sampler = createColumnSampler();
    for (const item of inputs) sampler.add(item);
    findLabelLeaks(task, sampler.finish());
    const { user, system } = process.cpuUsage(startCpu);
    const [seconds, cpuSeconds] = [(performance.now() - start) / 1e3, (user + system) / 1e6];
    report(
      `100,000 items with 64 columns, ${name}: ${seconds.toFixed(1)} s, processor ${cpuSeconds.toFixed(1)} s`,
      cpuSeconds <= timeMaxSeconds,
    );
  }
}

const dataSets = [...readBundled(), await readDemoFlights()];
for (const dataSet of dataSets) countHonest(dataSet);
for (const dataSet of dataSets) plantLeaks(dataSet);
measureTime();
process.exitCode = failed ? 1 : 0;
