import { openAsBlob } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slugOf } from '@/lib/core/submission/slug';
import { createBenchmark } from '@/services/benchmark/create';
import { findBenchmark } from '@/services/benchmark/find';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { designateMark } from '@/services/mark/designate';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { seedAttackExhibit } from './attack/seed-attack-exhibit';
import type { DemoManifest } from './flights/demo-manifest';
import { makeDemoFiles } from './flights/make-demo-files';
import {
  demoMaintainer,
  firstMonth,
  flightsBenchmark,
  flightsSchedule,
  openMonth,
  policyOfMonth,
} from './flights-benchmark';
import { seedFreshnessExhibit } from './freshness/seed-freshness-exhibit';
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

const { slug } = flightsBenchmark;

type Tell = (line: string) => void;

/**
 * Plays a few months of three benchmarks' lives through the use cases that the site's own pages call: nothing is written past
 * them. Can be run again after an interruption; what is there already is kept.
 */
export async function seedDemo(tell: Tell): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-demo-'));
  try {
    const { table, manifest } = await makeDemoFiles(folder, tell);
    await publishTrainingSet(join(folder, manifest.trainingSetPath));
    const maintainer = await ensureDemoPerson(demoMaintainer);
    await seedFlights({ maintainer, slug }, folder, manifest, tell);
    await seedAttackExhibit(maintainer, folder, manifest, tell);
    await seedFreshnessExhibit(maintainer, table, tell);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function seedFlights(
  demo: DemoBenchmark,
  folder: string,
  manifest: DemoManifest,
  tell: Tell,
): Promise<void> {
  const { maintainer } = demo;
  if (!(await findBenchmark(maintainer, slug)).ok)
    accepted(await createBenchmark(maintainer, flightsBenchmark));
  const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at === null)
    accepted(await setSchedule(maintainer, slug, flightsSchedule(firstDay)));
  for (const { title, month, testSetPath } of manifest.rounds) {
    const lastState = month > openMonth ? 'sealed' : month === openMonth ? 'open' : 'closed';
    await ensurePolicy(demo, policyOfMonth[month]!);
    await playRound(demo, {
      title,
      testSet: await openAsBlob(join(folder, testSetPath)),
      until: lastState,
      onOpen: () => submitEntries(folder, manifest, month),
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

/** Six of the models were trained once, on January: they link the rounds. */
async function vouchForFrozen({ maintainer }: DemoBenchmark, manifest: DemoManifest): Promise<void> {
  // Only what an official ranking shows can be vouched for.
  await until(async () => ((await findLeaderboard(slug, 1)).ok ? true : undefined));
  for (const entry of manifest.entries) {
    if (entry.roundMonth !== firstMonth || entry.schedule !== 'frozen') continue;
    accepted(
      await designateMark(maintainer, slug, {
        model: slugOf(entry.model, 'model'),
        version: entry.version,
        reason: 'Trained once, on flights of January 2001, by the program that makes this demo.',
      }),
    );
  }
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
async function publishTrainingSet(path: string): Promise<void> {
  await mkdir('public/demo', { recursive: true });
  await copyFile(path, 'public/demo/january-2001-training.csv');
}
