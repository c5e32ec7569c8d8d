import { createReadStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { slugOf } from '@/lib/core/submission/slug';
import type { Actor } from '@/services/access/actor';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/find';
import { designateMark } from '@/services/mark/designate';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { seedAttackExhibit } from './attack/seed-attack-exhibit';
import { ensureSchedule } from './ensure-schedule';
import type { DemoManifest } from './flights/demo-manifest';
import type { FlightTable } from './flights/flight-table';
import { lateFlightsModels } from './flights/late-flights-models';
import { makeDemoFiles } from './flights/make-demo-files';
import {
  composeFlightsBenchmark,
  demoMaintainer,
  firstMonth,
  flightsBenchmark,
  openMonth,
  policyOfMonth,
} from './flights-benchmark';
import { seedFreshnessExhibit } from './freshness/seed-freshness-exhibit';
import { ensureHowLate, playHowLate } from './how-late/play-how-late';
import { versionOf } from './onnx-model';
import {
  accepted,
  type DemoBenchmark,
  ensureDemoPerson,
  ensurePolicy,
  listDemoRounds,
  playRound,
  submitFile,
  until,
} from './play';
import { awaitStanding, isFrozen, sendModel } from './stand';

const { slug } = flightsBenchmark;

type Tell = (line: string) => void;

/**
 * Plays a few months of four benchmarks' lives through the use cases that the site's own pages call: nothing is written past
 * them. Can be run again after an interruption; what is there already is kept.
 */
export async function seedDemo(tell: Tell): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-demo-'));
  try {
    const { table, manifest } = await makeDemoFiles(folder, tell);
    await publishTrainingSet(join(folder, manifest.trainingSetPath));
    const maintainer = await ensureDemoPerson(demoMaintainer);
    await seedFlights({ maintainer, slug }, { table, folder, manifest }, tell);
    const seedRest = () => seedExhibits(maintainer, { table, folder, manifest }, tell);
    if (!(await areModelsRun())) return await seedRest();
    await ensureHowLate(maintainer, table);
    // Runs of models mostly wait for a process to start.
    await Promise.all([playHowLate(maintainer, table, tell), seedRest()]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type MadeFlights = {
  readonly table: FlightTable;
  readonly folder: string;
  readonly manifest: DemoManifest;
};

async function seedExhibits(
  maintainer: Actor,
  { table, folder, manifest }: MadeFlights,
  tell: Tell,
): Promise<void> {
  await seedAttackExhibit(maintainer, folder, manifest, tell);
  await seedFreshnessExhibit(maintainer, table, tell);
}

async function seedFlights(
  demo: DemoBenchmark,
  { table, folder, manifest }: MadeFlights,
  tell: Tell,
): Promise<void> {
  const { maintainer } = demo;
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, composeFlightsBenchmark(table)));
  await ensureSchedule(demo);
  for (const { title, month, testSetPath } of manifest.rounds) {
    const lastState = month > openMonth ? 'sealed' : month === openMonth ? 'open' : 'closed';
    await ensurePolicy(demo, policyOfMonth[month]!);
    await playRound(demo, {
      title,
      testSet: await openAsBlob(join(folder, testSetPath)),
      until: lastState,
      onOpen: async (number) => {
        await submitEntries(folder, manifest, month);
        if (month !== firstMonth) return awaitStanding(slug, number, lateFlightsModels);
        if (!(await sendModels()))
          tell('this machine can’t run models safely (/readyz says why): the demo goes without them');
      },
    });
    tell(`${title}: ${lastState}`);
    if (month === firstMonth) await vouchForFrozen(demo, manifest);
  }
  // The schedule reveals each round once the next has closed.
  const revealedCount = manifest.rounds.filter(({ month }) => month < openMonth - 1).length;
  await until(async () => {
    const rounds = await listDemoRounds(demo);
    return rounds.filter(({ state }) => state === 'revealed').length === revealedCount ? true : undefined;
  });
  tell('the rounds before the newest closed one: revealed');
}

/** @returns whether this machine runs models; where it doesn't, none is sent after the first */
async function sendModels(): Promise<boolean> {
  for (const model of lateFlightsModels) if (!(await sendModel(slug, model))) return false;
  return true;
}

/** What became of the models of *Late flights 2001* tells it, also to a demo that goes on where another one was interrupted. */
const areModelsRun = (): Promise<boolean> => isFrozen(slug, lateFlightsModels[0]!);

/** Models that were trained once, on January, link the rounds: by a maintainer's word, since February can't prove it. */
async function vouchForFrozen({ maintainer }: DemoBenchmark, manifest: DemoManifest): Promise<void> {
  // Only what an official ranking shows can be vouched for.
  await until(async () => ((await findLeaderboard(slug, 1)).ok ? true : undefined));
  const frozen: { model: string; version: string }[] = manifest.entries.filter(
    ({ roundMonth, schedule }) => roundMonth === firstMonth && schedule === 'frozen',
  );
  if (await areModelsRun())
    frozen.push(...lateFlightsModels.map((one) => ({ model: one.model, version: versionOf(one) })));
  for (const { model, version } of frozen)
    accepted(
      await designateMark(maintainer, slug, {
        model: slugOf(model, 'model'),
        version,
        reason: 'Trained once, on flights of January 2001, by the programs beside this demo.',
      }),
    );
}

async function submitEntries(folder: string, manifest: DemoManifest, month: number): Promise<void> {
  for (const entry of manifest.entries.filter(({ roundMonth }) => roundMonth === month)) {
    const researcher = await ensureDemoPerson({
      name: entry.team,
      email: `${slugOf(entry.team, 'team')}@demo.invalid`,
    });
    await submitFile(researcher, slug, {
      metadata: { model: entry.model, version: entry.version, disclosure: entry.disclosure },
      file: await openAsBlob(join(folder, entry.path)),
      idempotencyKey: `demo-${month}-${entry.slug}`,
    });
  }
}

/** A visitor downloads it from the site; it is the demo's own data, made anew on each machine. */
const publishTrainingSet = (path: string) =>
  webPlatform().objects.put(objectKeys.demoTrainingSet, createReadStream(path));
