import { randomInt } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import {
  backupPaths,
  type CopiedFile,
  forEachOf,
  listBackups,
  listFiles,
  readManifest,
} from '@/scripts/backup/backup-folder';
import { formatSeconds } from '@/scripts/start/progress';
import { startRadosgw } from '@/testing/start-radosgw';
import { type ExternalPostgres, makeExternalPostgres } from './external-postgres';
import { bucketSettings } from './spread-site';
import { type StormApi, stormApi, until } from './storm-api';
import { createStormBenchmark, type StormRound, stepRound, uploadStormRound } from './storm-benchmark';
import { makeStormSite, type StormSite } from './storm-site';
import { SubmissionsInFlight } from './submissions-in-flight';

const runCount = 3;

const submissionsPerSecond = 20;

const researcherCount = 6;

/** Bits that are flipped in the objects, and as many in the database's backup. */
const flipCount = 100;

/** Where a drilled site keeps its objects and its database. */
type Place = {
  /** Settings of a new object store; none for a folder in the data folder. */
  readonly makeObjects: () => Promise<Record<string, string>>;
  readonly external: ExternalPostgres | null;
};

/** The drill on one machine: database and objects are in the data folder. */
export const drillInFolder = (folder: string): Promise<string[]> =>
  drill(folder, { makeObjects: async () => ({}), external: null });

/** The drill with the objects in a bucket. */
export async function drillOnS3(folder: string): Promise<string[]> {
  const gateway = await startRadosgw();
  try {
    return await drill(folder, { makeObjects: () => bucketSettings(gateway), external: null });
  } finally {
    await gateway.stop();
  }
}

/** The drill with an external PostgreSQL, which pgBackRest backs up. */
export async function drillOnExternalPostgres(folder: string): Promise<string[]> {
  const external = await makeExternalPostgres(join(folder, 'external'));
  try {
    return await drill(folder, { makeObjects: async () => ({}), external });
  } finally {
    await external.kill();
  }
}

/**
 * Backs up a site while people submit, kills it, deletes its data, restores it, and compares the receipts; three times, each on
 * the site that the drill before has restored.
 * @returns submissions that are missing without a name, and flipped bits that weren't found
 */
async function drill(folder: string, place: Place): Promise<string[]> {
  const backups = join(folder, 'backups');
  const makeSite = (run: number, objects: Record<string, string>) =>
    makeStormSite(join(folder, `site-${run}`), {
      TIDEMARK_BACKUP_PASSPHRASE: 'a passphrase of a drill',
      ...objects,
      ...(place.external ? { DATABASE_URL: place.external.ownerUrl } : { TIDEMARK_WAL_ARCHIVE: walOf(run) }),
    });
  // A restored database needs an archive of its own.
  const walOf = (run: number) => join(folder, `wal-${run}`);
  const makeWal = (run: number) => {
    mkdirSync(walOf(run));
    chmodSync(walOf(run), 0o777);
  };

  makeWal(0);
  let site = await makeSite(0, await place.makeObjects());
  site.start();
  try {
    await site.awaitReady();
    const maintainer = stormApi(site.url, site.createToken('drill@example.org'));
    const tokens = Array.from({ length: researcherCount }, (_, i) => `drill-${i}@example.org`).map((email) =>
      site.createToken(email),
    );
    await createStormBenchmark(maintainer, 'drill');
    const round = await uploadStormRound(maintainer, 'drill', 200, 1);
    await stepRound(maintainer, round, 'seal');
    await stepRound(maintainer, round, 'open');

    const faults: string[] = [];
    for (let run = 1; run <= runCount; run++) {
      const amid = await submitAmidBackup(site, { tokens, round, run, backups, place });
      await site.killAll();
      await place.external?.loseCluster();
      await amid.flight.stop();
      deleteData(site);

      makeWal(run);
      if (place.external) {
        await runTool(place.external.runPgBackRest('restore'));
        await place.external.start();
      }
      site = await makeSite(run, await place.makeObjects());
      const restore = ['restore', backups, ...(place.external ? [] : ['--wal', walOf(run - 1)])];
      const { exitCode, output } = await site.runAdmin(...restore);
      if (exitCode !== 0 && !output.includes('LOST')) throw new Error(output);
      const flips = await flipBits(backups, place, async () => {
        const spoiled = await makeSite(runCount + 1, await place.makeObjects());
        const restored = await spoiled.runAdmin('restore', backups);
        deleteData(spoiled);
        return restored;
      });
      site.start();
      await site.awaitReady();
      const { lost, figures } = await compareReceipts(site, amid, { tokens, output });
      faults.push(...lost, ...flips.missed);
      console.log(`drill ${run}: ${amid.words}; ${figures}; ${flips.words}`);
    }
    return faults;
  } finally {
    await site.killAll();
  }
}

type DrillFlight = {
  readonly flight: SubmissionsInFlight;
  readonly researchers: readonly StormApi[];
  /** The instant until which the backup says to have everything. */
  readonly wholeUntil: Date;
  readonly words: string;
};

/** Submissions before, during and after a backup. */
async function submitAmidBackup(
  site: StormSite,
  options: { tokens: readonly string[]; round: StormRound; run: number; backups: string; place: Place },
): Promise<DrillFlight> {
  const { tokens, round, run, backups, place } = options;
  const researchers = tokens.map((token) => stormApi(site.url, token));
  const everyMs = (researchers.length / submissionsPerSecond) * 1_000;
  const flight = new SubmissionsInFlight(researchers, round, everyMs, run * 1_000);
  const begunAt = performance.now();
  await until('submissions before the backup', async () => flight.acknowledged.size > flipCount);
  const backupAt = performance.now();
  if (place.external) await runTool(place.external.runPgBackRest('backup', '--type=full'));
  // Files that a former drill has lost are named again, with exit code 1.
  const { output: printed } = await site.runAdmin('backup', backups);
  if (!printed.includes('Backup ') || printed.includes('is behind')) throw new Error(printed);
  // pgBackRest's check archives everything until now, as the embedded server's backup does.
  const wholeUntil = new Date(/acknowledged until (\S+)\./.exec(printed)?.[1] ?? Date.now());
  if (place.external) await runTool(place.external.runPgBackRest('check'));
  await sleep(3_000);
  const seconds = (performance.now() - begunAt) / 1_000;
  const count = flight.acknowledged.size;
  const words = `${count} submissions acknowledged, ${(count / seconds).toFixed(1)} a second, backup in ${formatSeconds(performance.now() - backupAt)}`;
  return { flight, researchers, wholeUntil, words };
}

async function runTool(running: Promise<{ exitCode: number | null; output: string }>): Promise<string> {
  const { exitCode, output } = await running;
  if (exitCode !== 0) throw new Error(output);
  return output;
}

function deleteData({ dataDir }: StormSite): void {
  removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true });
}

/** Compares each receipt with the restored site, and waits for the scores. */
async function compareReceipts(
  site: StormSite,
  { flight, researchers, wholeUntil }: DrillFlight,
  { tokens, output }: { tokens: readonly string[]; output: string },
): Promise<{ lost: string[]; figures: string }> {
  const apis = tokens.map((token) => stormApi(site.url, token));
  const named = output.split('\n').filter((line) => line.includes('LOST: '));
  const lost: string[] = [];
  const counts = { whole: 0, named: 0, later: 0, laterLost: 0 };
  await forEachOf([...flight.acknowledged.values()], async ({ id, researcher, receipt, at }) => {
    const { status, body } = (await apis[researchers.indexOf(researcher)]?.get(`/submissions/${id}`)) ?? {};
    const isNamed = named.some((line) => line.includes(id));
    const isWhole =
      !isNamed &&
      status === 200 &&
      body?.sha256 === receipt.sha256 &&
      body?.received_at === receipt.received_at;
    if (at > wholeUntil) counts[isWhole || isNamed ? 'later' : 'laterLost'] += 1;
    else if (isWhole) counts.whole += 1;
    else if (isNamed) counts.named += 1;
    else lost.push(`submission ${id} was acknowledged before the backup's instant and is missing: ${status}`);
  });
  const failed = await awaitScores(await site.readOwnerUrl());
  if (failed > named.length)
    lost.push(`${failed} submissions failed, and ${named.length} were named as lost`);
  const figures = `of those acknowledged until the backup's instant ${counts.whole} are whole, ${counts.named} named as lost, ${lost.length} missing without a name; of later ones ${counts.later} are there or named, ${counts.laterLost} not`;
  return { lost, figures };
}

/** @returns the submissions that failed */
async function awaitScores(ownerUrl: string): Promise<number> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const isDone = async () => {
      const [{ count } = {}] = await sql<{ count: number }[]>`
        select count(*)::int as count from submissions where state not in ('scored', 'rejected', 'failed')`;
      return count === 0;
    };
    await until('the scores', isDone, 400);
    const [{ failed } = {}] = await sql<{ failed: number }[]>`
      select count(*)::int as failed from submissions where state = 'failed'`;
    return failed ?? 0;
  } finally {
    await sql.end();
  }
}

/**
 * Flips one bit each in files of the newest backup, and flips them back.
 * @param restore the backup into a new folder
 */
async function flipBits(
  backups: string,
  { external }: Place,
  restore: () => Promise<{ output: string }>,
): Promise<{ missed: string[]; words: string }> {
  const name = (await listBackups(backups)).at(-1) ?? '';
  const paths = backupPaths(backups);
  const manifest = await readManifest(paths.of(name).manifest);
  const objects = sampleFiles(manifest.objects);
  const missed = await flipAmid(paths.objects, objects, async () => (await restore()).output);
  const [root, files] = external
    ? await listPgBackRestFiles(external)
    : [paths.of(name).database, manifest.database ?? []];
  const database = sampleFiles(files);
  missed.push(
    ...(await flipAmid(root, database, async () =>
      external
        ? (
            await external.runPgBackRest('verify', '--output=text', '--verbose', '--log-level-console=detail')
          ).output
        : (
            await restore()
          ).output,
    )),
  );
  return {
    missed,
    words: `${objects.length + database.length - missed.length} of ${objects.length} + ${database.length} flipped bits found`,
  };
}

type SizedFile = Pick<CopiedFile, 'path' | 'byteCount'>;

function sampleFiles(files: readonly SizedFile[]): SizedFile[] {
  const left = files.filter(({ byteCount }) => byteCount > 0);
  return Array.from({ length: Math.min(flipCount, left.length) }, () =>
    left.splice(randomInt(left.length), 1),
  ).flat();
}

/** @returns a sentence for each file that the check doesn't name */
async function flipAmid(
  root: string,
  files: readonly SizedFile[],
  check: () => Promise<string>,
): Promise<string[]> {
  const bits = files.map(({ path, byteCount }) => ({
    path: join(root, path),
    at: randomInt(byteCount),
    bit: randomInt(8),
  }));
  bits.forEach(flipBit);
  const output = await check();
  bits.forEach(flipBit);
  return files.flatMap(({ path }) =>
    output.includes(path) ? [] : [`a flipped bit of ${path} wasn't found`],
  );
}

function flipBit({ path, at, bit }: { path: string; at: number; bit: number }): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  byte.writeUInt8(byte.readUInt8() ^ (1 << bit));
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
}

/** The files of pgBackRest's newest backup. */
async function listPgBackRestFiles({ repository }: ExternalPostgres): Promise<[string, SizedFile[]]> {
  const root = join(repository, 'backup', 'site');
  const newest = (await listFiles(root)).filter((path) => /^\d{8}-\d{6}F\/pg_data\//.test(path));
  const label = newest.at(-1)?.split('/')[0] ?? '';
  return [
    root,
    newest
      .filter((path) => path.startsWith(`${label}/`))
      .map((path) => ({ path, byteCount: statSync(join(root, path)).size })),
  ];
}
