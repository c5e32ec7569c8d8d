import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { prepareSiteData } from '@/scripts/start/prepare-site-data';
import { mountSmallDisk, unmountSmallDisk } from '@/testing/small-disk';
import { type StormApi, stormApi, until } from './storm-api';
import {
  createStormBenchmark,
  findState,
  formatStormPredictions,
  type StormRound,
  stepRound,
  uploadStormRound,
} from './storm-benchmark';
import { makeStormSite, type StormSite } from './storm-site';
import { SubmissionsInFlight } from './submissions-in-flight';

const diskMb = 600;

const floorMb = 64;

const askedAfterMs = 400;

/**
 * Fills the disk of a site to the last byte during submissions, a seal, a reveal and PostgreSQL's own log, and below its floor.
 * @param folder becomes a small file system; only root can make one
 * @returns losses, and steps that didn't recover by themselves
 */
export async function fullDisk(folder: string): Promise<string[]> {
  if (!mountSmallDisk(folder, diskMb)) throw new Error(`no file system could be mounted on ${folder}`);
  const site = await makeStormSite(join(folder, 'site'), { FREE_SPACE_MB_MIN: String(floorMb) });
  site.start();
  try {
    await site.awaitReady();
    return await play(site, new Filler(folder));
  } finally {
    await site.stop();
    unmountSmallDisk(folder);
  }
}

async function play(site: StormSite, filler: Filler): Promise<string[]> {
  const maintainer = stormApi(site.url, site.createToken('disk@example.org'));
  const researchers = [1, 2].map((i) => stormApi(site.url, site.createToken(`disk-${i}@example.org`)));
  await createStormBenchmark(maintainer, 'disk');
  const first = await uploadStormRound(maintainer, 'disk', 2_000, 1);
  await stepRound(maintainer, first, 'seal');
  await stepRound(maintainer, first, 'open');
  const second = await uploadStormRound(maintainer, 'disk', 20_000, 2);
  return [
    ...(await amidSubmissions(site, filler, researchers, first)),
    ...(await belowTheFloor(maintainer, filler, first)),
    ...(await amidTheLog(site, filler, maintainer)),
    ...(await amid('seal', site, filler, maintainer, second)),
    ...(await stepRound(maintainer, first, 'close').then(() =>
      amid('reveal', site, filler, maintainer, first),
    )),
  ];
}

async function amidSubmissions(
  site: StormSite,
  filler: Filler,
  researchers: readonly StormApi[],
  round: StormRound,
): Promise<string[]> {
  const flight = new SubmissionsInFlight(researchers, round);
  await sleep(2_000);
  filler.fill(0);
  await sleep(12_000);
  const supervisor = site.pidOf('supervisor');
  filler.free();
  await site.awaitReady();
  await sleep(2_000);
  await flight.stop();
  const losses = await flight.listLosses();
  if (site.pidOf('supervisor') !== supervisor) losses.push('the supervisor has ended');
  console.log(
    `full amid submissions: ${flight.acknowledged.size} acknowledged; responses by status: ${JSON.stringify(Object.fromEntries(flight.statuses))}`,
  );
  return losses;
}

async function belowTheFloor(maintainer: StormApi, filler: Filler, round: StormRound): Promise<string[]> {
  filler.fill(floorMb / 2);
  const upload = { field: 'file', file: formatStormPredictions(round, 7), metadata: { model: 'Storm' } };
  const submitted = await maintainer.upload(`/benchmarks/${round.slug}/submissions`, upload);
  const read = await maintainer.get(`/benchmarks/${round.slug}`);
  filler.free();
  console.log(`below the floor: a submission gets ${submitted.status}, reading ${read.status}`);
  return submitted.status === 507 && read.status === 200
    ? []
    : [`below the floor: ${submitted.status} and ${read.status}`];
}

/** PostgreSQL has no space for its own log: it ends, the site reports it, and both recover with the space. */
async function amidTheLog(site: StormSite, filler: Filler, maintainer: StormApi): Promise<string[]> {
  const [supervisor, server] = [site.pidOf('supervisor'), site.pidOf('postgres')];
  filler.fill(0);
  await writeLog(site).catch(() => {});
  const status = await until('a response without a database', async () => {
    const response = await maintainer.get('/benchmarks');
    return response.status !== 200 && response.status;
  });
  filler.free();
  await site.awaitReady();
  console.log(`full amid PostgreSQL's log: reading gets ${status}`);
  const faults: string[] = [];
  if (status !== 503) faults.push(`without a database, reading gets ${status}`);
  if (site.pidOf('supervisor') !== supervisor) faults.push('the supervisor has ended');
  if (site.pidOf('postgres') === server) faults.push('PostgreSQL never ended: its log had room');
  return faults;
}

/** Writes more than PostgreSQL's reserved segments. @throws when it ends because of it */
async function writeLog({ dataDir }: StormSite): Promise<void> {
  const { secrets } = await prepareSiteData(dataDir);
  const port = findEmbeddedPostgres(dataDir);
  const sql = postgres(`postgres://postgres:${secrets.superuserPassword}@127.0.0.1:${port}/postgres`, {
    max: 1,
  });
  try {
    for (let mb = 0; mb < diskMb; mb++)
      await sql`select pg_logical_emit_message(true, 'storm', repeat('x', 1000000))`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The step is requested, the disk is full before it is done, and it is done once there is space. */
async function amid(
  action: 'seal' | 'reveal',
  site: StormSite,
  filler: Filler,
  maintainer: StormApi,
  round: StormRound,
): Promise<string[]> {
  const path = `/benchmarks/${round.slug}/rounds/${round.number}/${action}`;
  // Rejected at once while checks or ranking are missing; otherwise requested from the scorer.
  await until(`${action} is taken`, async () => {
    const posted = maintainer.post(path).then(({ status }) => status);
    const status = await Promise.race([posted, sleep(askedAfterMs, 202)]);
    return status < 300;
  });
  filler.fill(0);
  await sleep(8_000);
  const during = await findState(maintainer, round);
  filler.free();
  await site.awaitReady();
  const wanted = action === 'seal' ? 'sealed' : 'revealed';
  const reached = await until(
    `${action} goes on`,
    async () => (await findState(maintainer, round)) === wanted,
  ).catch((error: Error) => error.message);
  console.log(`full amid a ${action}: ${during ?? 'no response'} while it was full, ${wanted}: ${reached}`);
  return reached === true ? [] : [String(reached)];
}

/** Fills a disk. */
class Filler {
  private readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, 'filler');
  }

  /** Fills up to so many MiB of free space, or to the last byte. */
  fill(leavesMb: number): void {
    const file = openSync(this.path, 'w');
    const block = Buffer.alloc(1024 * 1024);
    try {
      while (this.freeMb() > leavesMb) writeSync(file, block);
      // Fills space that other processes free meanwhile.
      if (leavesMb === 0) for (let i = 0; i < diskMb; i++) writeSync(file, block.subarray(0, 4_096));
    } catch {
      // Full.
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.path, { force: true });
  }

  private freeMb(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return (bavail * bsize) / 1024 ** 2;
  }
}
