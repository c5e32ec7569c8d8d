import { openAsBlob } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { webPlatform } from '@/lib/adapters/web-platform';
import { toProblem } from '@/lib/contracts/problem';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { slugOf } from '@/lib/core/submission/slug';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '@/lib/services/actor';
import { closeRound } from '@/lib/services/close-round';
import { createBenchmark } from '@/lib/services/create-benchmark';
import { ensurePerson } from '@/lib/services/create-person-token';
import { createRound } from '@/lib/services/create-round';
import { findBenchmark } from '@/lib/services/find-benchmark';
import { findSubmission } from '@/lib/services/find-submission';
import { listMaintainedRounds } from '@/lib/services/list-rounds';
import { openRound } from '@/lib/services/open-round';
import { sealRound } from '@/lib/services/seal-round';
import { setSchedule } from '@/lib/services/set-schedule';
import { submit } from '@/lib/services/submit';
import type { DemoManifest, DemoRound } from './flights/demo-manifest';
import { makeDemoFiles } from './flights/make-demo-files';
import { demoMaintainer, flightsBenchmark, flightsSchedule, openMonth } from './flights-benchmark';

const { slug } = flightsBenchmark;
const waitMaxMs = 120_000;

type Tell = (line: string) => void;

/**
 * Plays a few months of a benchmark's life through the use cases that the site's own pages call: nothing is written past
 * them. Can be run again after an interruption; what is there already is kept.
 */
export async function seedDemo(tell: Tell): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-demo-'));
  try {
    const manifest = await makeDemoFiles(folder, tell);
    await publishTrainingSet(join(folder, manifest.trainingSetPath));
    const maintainer = await ensureDemoPerson(demoMaintainer);
    if (!(await findBenchmark(maintainer, slug)).ok)
      accepted(await createBenchmark(maintainer, flightsBenchmark));
    const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
    if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at === null)
      accepted(await setSchedule(maintainer, slug, flightsSchedule(firstDay)));
    for (const round of manifest.rounds) {
      const state = await playRound(maintainer, folder, manifest, round);
      tell(`${round.title}: ${state}`);
    }
    const isRevealed = async () =>
      (await listDemoRounds(maintainer)).filter(({ state }) => state === 'revealed').length ===
      manifest.rounds.filter(({ month }) => month < openMonth - 1).length;
    await until(async () => ((await isRevealed()) ? true : undefined));
    tell('the rounds before the newest closed one: revealed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playRound(
  maintainer: Actor,
  folder: string,
  manifest: DemoManifest,
  { title, month, testSetPath }: DemoRound,
): Promise<string> {
  const now = async () => (await listDemoRounds(maintainer)).find((round) => round.title === title);
  if (!(await now())) {
    const request = formRequest({ title }, 'test_set', await openAsBlob(join(folder, testSetPath)));
    accepted(await createRound(maintainer, slug, request));
  }
  const checked = await until(async () => {
    const round = await now();
    return round?.check ? round : undefined;
  });
  const { number } = checked;
  if (checked.state === 'draft') accepted(await sealRound(maintainer, slug, number));
  await until(async () => ((await now())?.state === 'draft' ? undefined : true));
  if (month > openMonth) return 'sealed';
  if ((await now())?.state === 'sealed') accepted(await openRound(maintainer, slug, number));
  await until(async () => ((await now())?.state === 'sealed' ? undefined : true));
  if ((await now())?.state === 'open') await submitEntries(folder, manifest, month);
  if (month === openMonth) return 'open';
  if ((await now())?.state === 'open') accepted(await closeRound(maintainer, slug, number));
  if (month === openMonth - 1) return 'closed';
  // The schedule reveals it once the round after it has closed.
  return 'closed, to be revealed';
}

async function submitEntries(folder: string, manifest: DemoManifest, month: number): Promise<void> {
  for (const entry of manifest.entries.filter(({ roundMonth }) => roundMonth === month)) {
    const researcher = await ensureDemoPerson({
      name: entry.team,
      email: `${slugOf(entry.team, 'team')}@demo.invalid`,
    });
    const metadata = {
      kind: 'predictions',
      model: entry.model,
      version: entry.version,
      disclosure: entry.disclosure,
    };
    const request = formRequest(metadata, 'file', await openAsBlob(join(folder, entry.path)));
    const submitted = accepted(
      await submit(researcher, slug, request, {
        dryRun: false,
        idempotencyKey: `demo-${month}-${entry.slug}`,
      }),
    );
    if (submitted.kind !== 'accepted') throw new Error('a demo submission was only validated');
    const { id } = submitted.submission;
    await until(async () => (isSettled(accepted(await findSubmission(researcher, id))) ? true : undefined));
  }
}

async function listDemoRounds(maintainer: Actor): Promise<MaintainedRoundView[]> {
  return accepted(await listMaintainedRounds(maintainer, slug));
}

async function ensureDemoPerson({ name, email }: { name: string; email: string }): Promise<Actor> {
  return ensurePerson(webPlatform().db, { name, email, isOperator: false });
}

/** A visitor downloads it from the site; it is the demo's own data, made anew on each machine. */
async function publishTrainingSet(path: string): Promise<void> {
  await mkdir('public/demo', { recursive: true });
  await copyFile(path, 'public/demo/january-2001-training.csv');
}

function formRequest(metadata: object, field: string, file: Blob): Request {
  const form = new FormData();
  form.set('metadata', JSON.stringify(metadata));
  form.set(field, file, 'file.csv');
  return new Request('http://demo.invalid/', { method: 'POST', body: form });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let waitedMs = 0; waitedMs < waitMaxMs; waitedMs += 200) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error('the scorer did not get to the demo in two minutes: is it running?');
}

function accepted<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`the demo was refused: ${JSON.stringify(toProblem(result.error))}`);
}
