import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Disclosure, undisclosed } from '@/lib/core/model/disclosure';
import {
  ATTACKED_MONTHS,
  ENTERED_MONTHS,
  formatMonth,
  formatMonthSpan,
  formatMonthTitle,
  ROUND_MONTHS,
} from './demo-calendar';
import type { DemoEntry, DemoManifest, DemoRound } from './demo-manifest';
import { DEMO_MODELS, type DemoModel } from './demo-models';
import { drawBalancedRound } from './draw-balanced-round';
import { type DrawnItem, drawRound } from './draw-round';
import type { FlightTable } from './flight-table';
import { formatLabelledFlights, formatPredictions } from './format-flight-files';
import type { FlightModel } from './models/flight-model';
import { computeLastTrainingMonth, selectTrainingRows } from './select-training-rows';

/** How many flights go into each test set, each one of the attack exhibit, and into the public training set. */
export type DemoSizes = {
  readonly roundItemCount: number;
  readonly attackedItemCount: number;
  readonly trainingItemCount: number;
};

export const DEMO_SIZES: DemoSizes = {
  roundItemCount: 4_000,
  attackedItemCount: 4_000,
  trainingItemCount: 20_000,
};

/** Of the rounds of "Late flights 2001" and the models in them. */
export const FLIGHTS_SEED = 'late-flights-2001';
const ATTACK_SEED = 'attack-exhibit';

type TrainedVersion = {
  readonly version: string;
  readonly trainingRows: number;
  readonly model: FlightModel;
};

/**
 * Draws the rounds, trains every model on months before its round, and writes test sets, predictions, the public
 * January training set and, last, `manifest.json` into `outDir`, which is made if missing.
 *
 * The same table gives the same bytes.
 */
export async function writeDemoFiles(
  table: FlightTable,
  outDir: string,
  onProgress: (line: string) => void = () => {},
  { roundItemCount, attackedItemCount, trainingItemCount }: DemoSizes = DEMO_SIZES,
): Promise<DemoManifest> {
  const write = (path: string, content: string) => writeFile(join(outDir, path), content);
  for (const folder of [
    'test-sets',
    'attacked',
    ...ENTERED_MONTHS.map((month) => `predictions/${formatMonth(month)}`),
  ]) {
    await mkdir(join(outDir, folder), { recursive: true });
  }

  const trainingSetPath = 'january-training.csv';
  await write(
    trainingSetPath,
    formatLabelledFlights(table, drawRound(table, 1, trainingItemCount, FLIGHTS_SEED)),
  );

  const itemsByMonth = new Map<number, readonly DrawnItem[]>();
  const writeRound = async (folder: string, month: number, items: readonly DrawnItem[]) => {
    const testSetPath = `${folder}/${formatMonth(month)}.csv`;
    await write(testSetPath, formatLabelledFlights(table, items));
    return { month, title: formatMonthTitle(month), testSetPath, itemCount: items.length };
  };
  const rounds: DemoRound[] = [];
  for (const month of ROUND_MONTHS) {
    const items = drawRound(table, month, roundItemCount, FLIGHTS_SEED);
    itemsByMonth.set(month, items);
    rounds.push(await writeRound('test-sets', month, items));
  }
  const attackedRounds: DemoRound[] = [];
  for (const month of ATTACKED_MONTHS) {
    const items = drawBalancedRound(table, month, attackedItemCount, ATTACK_SEED);
    attackedRounds.push(await writeRound('attacked', month, items));
  }
  onProgress(`drew ${rounds.length} rounds of ${roundItemCount} flights`);

  const entries: DemoEntry[] = [];
  for (const demoModel of DEMO_MODELS) {
    const versions = new Map<number, TrainedVersion>();
    for (const roundMonth of ENTERED_MONTHS) {
      const lastMonth = computeLastTrainingMonth(demoModel.schedule, roundMonth);
      const trained = versions.get(lastMonth) ?? trainVersion(table, demoModel, lastMonth);
      versions.set(lastMonth, trained);
      const path = `predictions/${formatMonth(roundMonth)}/${demoModel.slug}.csv`;
      await write(path, formatPredictions(table, itemsByMonth.get(roundMonth)!, trained.model));
      entries.push(composeEntry(demoModel, trained, { lastMonth, roundMonth, path }));
    }
    onProgress(`trained ${demoModel.model}, ${versions.size} version${versions.size === 1 ? '' : 's'}`);
  }

  const manifest = { trainingSetPath, trainingItemCount, rounds, attackedRounds, entries };
  await write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function trainVersion(table: FlightTable, demoModel: DemoModel, lastMonth: number): TrainedVersion {
  const rows = selectTrainingRows(
    table,
    lastMonth,
    demoModel.trainingRowsMax,
    `${FLIGHTS_SEED}:${demoModel.slug}`,
  );
  return {
    version: formatMonth(lastMonth),
    trainingRows: rows.length,
    model: demoModel.train(table, rows),
  };
}

function composeEntry(
  demoModel: DemoModel,
  { version, trainingRows }: TrainedVersion,
  { lastMonth, roundMonth, path }: { lastMonth: number; roundMonth: number; path: string },
): DemoEntry {
  const { team, model, slug, schedule } = demoModel;
  const disclosure = composeDisclosure(demoModel, lastMonth, trainingRows);
  return { team, model, slug, version, schedule, trainingRows, disclosure, roundMonth, path };
}

/** The code is this repository's, and the flights are public; the fitted models are thrown away once they have predicted. */
const composeDisclosure = (demoModel: DemoModel, lastMonth: number, trainingRows: number): Disclosure => ({
  ...undisclosed,
  training_cutoff: formatMonth(lastMonth),
  external_data: 'none',
  licence: 'Apache-2.0',
  links: [{ kind: 'data', url: 'https://github.com/vega/vega-datasets' }],
  openness: { code: 'open', weights: 'closed', training_data: 'open' },
  notes: composeNotes(demoModel, lastMonth, trainingRows),
});

function composeNotes(demoModel: DemoModel, lastMonth: number, trainingRows: number): string {
  const data = `${trainingRows.toLocaleString('en-US')} flights of ${formatMonthSpan(lastMonth)}`;
  return demoModel.schedule === 'frozen'
    ? `${demoModel.what}; trained once on ${data}, the same version in every round.`
    : `${demoModel.what}; rebuilt for this round on ${data}, all of them months past when it opened.`;
}
