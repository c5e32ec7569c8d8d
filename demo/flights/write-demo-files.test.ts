import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newDisclosureSchema } from '@/lib/contracts/disclosure';
import type { DemoManifest } from './demo-manifest';
import { DEMO_MODELS } from './demo-models';
import { type FlightTable, monthOfDay } from './flight-table';
import { makeSyntheticFlights } from './synthetic-flights';
import { writeDemoFiles } from './write-demo-files';

const table = makeSyntheticFlights([3_000, 1_500, 1_500, 1_500, 1_500, 1_500], 'demo');
const SIZES = { roundItemCount: 500, attackedItemCount: 200, trainingItemCount: 1_000 };
/** The same flights, with every outcome from April on turned round. */
const turned: FlightTable = {
  ...table,
  isLate: table.isLate.map((isLate, row) => (monthOfDay(table.day[row]!) >= 4 ? 1 - isLate : isLate)),
};

let root: string;
let manifest: DemoManifest;
let files: Map<string, string>;
let filesAgain: Map<string, string>;
let filesTurned: Map<string, string>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidemark-flights-'));
  manifest = await writeDemoFiles(table, join(root, 'first'), undefined, SIZES);
  await writeDemoFiles(table, join(root, 'again'), undefined, SIZES);
  await writeDemoFiles(turned, join(root, 'turned'), undefined, SIZES);
  files = await readTree(join(root, 'first'));
  filesAgain = await readTree(join(root, 'again'));
  filesTurned = await readTree(join(root, 'turned'));
}, 60_000);

afterAll(() => rm(root, { recursive: true, force: true }));

it('writes the same bytes for the same flights', () => {
  expect(filesAgain).toEqual(files);
});

it('predicts a round without the outcomes of its month or any later one', () => {
  for (const { path, roundMonth } of manifest.entries) {
    if (roundMonth <= 4) expect(filesTurned.get(path)).toBe(files.get(path));
  }
});

it('lets frozen models forget nothing and learn nothing, and rebuilt ones learn from months past', () => {
  for (const { path, roundMonth, schedule } of manifest.entries) {
    if (roundMonth === 5) expect(filesTurned.get(path) === files.get(path)).toBe(schedule === 'frozen');
  }
});

it('writes five test sets and entries for all but the last, each file listed in the manifest', () => {
  expect(manifest.rounds.map((round) => round.title)).toEqual([
    'February 2001',
    'March 2001',
    'April 2001',
    'May 2001',
    'June 2001',
  ]);
  expect(manifest.entries).toHaveLength(4 * DEMO_MODELS.length);
  expect(new Set(manifest.entries.map((entry) => entry.roundMonth))).toEqual(new Set([2, 3, 4, 5]));
  const listed = [
    'manifest.json',
    manifest.trainingSetPath,
    ...manifest.rounds.map((round) => round.testSetPath),
    ...manifest.attackedRounds.map((round) => round.testSetPath),
    ...manifest.entries.map((entry) => entry.path),
  ];
  expect([...files.keys()].sort()).toEqual(listed.sort());
  expect(JSON.parse(files.get('manifest.json')!)).toEqual(manifest);
});

it('predicts exactly the items of the round, in their order', () => {
  for (const round of manifest.rounds) {
    const ids = listIds(files.get(round.testSetPath)!);
    expect(ids).toHaveLength(500);
    for (const entry of manifest.entries.filter((other) => other.roundMonth === round.month)) {
      expect(listIds(files.get(entry.path)!)).toEqual(ids);
    }
  }
});

it('gives a frozen model one version and a rebuilt one a version a round, each named by its last month', () => {
  const versionsOf = (slug: string) =>
    manifest.entries.filter((entry) => entry.slug === slug).map((entry) => entry.version);
  expect(versionsOf('naive-bayes')).toEqual(['2001-01', '2001-01', '2001-01', '2001-01']);
  expect(versionsOf('boosted-trees-monthly')).toEqual(['2001-01', '2001-02', '2001-03', '2001-04']);
});

it('discloses the rows a version was trained on', () => {
  const entry = manifest.entries.find(
    (other) => other.slug === 'boosted-trees-monthly' && other.roundMonth === 4,
  )!;
  expect(entry.trainingRows).toBe(6_000);
  expect(entry.disclosure.notes).toContain('6,000 flights of January to March 2001');
  expect(entry.disclosure.training_cutoff).toBe('2001-03');
  expect(newDisclosureSchema.parse(entry.disclosure)).toEqual(entry.disclosure);
});

const listIds = (csv: string): string[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')));

async function readTree(folder: string): Promise<Map<string, string>> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.\w+$/.test(path));
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)),
  );
}
