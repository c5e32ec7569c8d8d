import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { findEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { embeddedOwnerUrl } from '@/scripts/start/prepare-database';
import { prepareSiteData } from '@/scripts/start/prepare-site-data';
import { stormApi } from './storm-api';
import { createStormBenchmark, stepRound, uploadStormRound } from './storm-benchmark';
import { makeStormSite, type StormSite, stormProcesses } from './storm-site';
import { SubmissionsInFlight } from './submissions-in-flight';

/** Kills of each of the four processes. */
const killsOfEach = 18;

/**
 * Kills every process of a site repeatedly while people submit.
 * @returns losses and duplicates, expected to be none
 */
export async function killStorm(dataDir: string): Promise<string[]> {
  const site = await makeStormSite(dataDir);
  site.start();
  try {
    await site.awaitReady();
    const maintainer = stormApi(site.url, site.createToken('storm@example.org'));
    const researchers = [1, 2, 3].map((i) => stormApi(site.url, site.createToken(`storm-${i}@example.org`)));
    await createStormBenchmark(maintainer, 'kills');
    const round = await uploadStormRound(maintainer, 'kills', 2_000, 1);
    await stepRound(maintainer, round, 'seal');
    await stepRound(maintainer, round, 'open');

    const flight = new SubmissionsInFlight(researchers, round);
    for (let i = 0; i < killsOfEach; i++)
      for (const name of stormProcesses) {
        await kill(site, name);
        await sleep(700 + ((i * 337) % 1_300));
      }
    await site.awaitReady();
    await flight.stop();
    const losses = await flight.listLosses();
    losses.push(...(await listDoubles(site, flight.acknowledged.size)));
    console.log(
      `${killsOfEach * stormProcesses.length} kills, ${flight.acknowledged.size} submissions acknowledged; responses by status: ${JSON.stringify(Object.fromEntries(flight.statuses))}`,
    );
    return losses;
  } finally {
    await site.stop();
  }
}

async function kill(site: StormSite, name: (typeof stormProcesses)[number]): Promise<void> {
  const pid = site.pidOf(name);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process ended by itself after the death of another one.
  }
  if (name !== 'supervisor') return;
  await sleep(300);
  site.start();
}

/** Duplicates in the database: more evaluations than submissions, or submissions without an acknowledgement. */
async function listDoubles({ dataDir }: StormSite, acknowledged: number): Promise<string[]> {
  const { secrets } = await prepareSiteData(dataDir);
  const port = findEmbeddedPostgres(dataDir);
  if (port === undefined) return ['the database is gone'];
  const sql = postgres(embeddedOwnerUrl(port, secrets), { max: 1 });
  try {
    const [count] = await sql`
      select (select count(*)::int from submissions where state = 'scored') as scored,
        (select count(*)::int from hidden.evaluations) as evaluations,
        (select count(*)::int from round_slots) as slots`;
    const found = JSON.stringify(count);
    // The last one of each person may have been accepted without a received response.
    const isWhole =
      count?.scored === count?.evaluations &&
      count?.scored === count?.slots &&
      count?.scored >= acknowledged &&
      count?.scored <= acknowledged + 3;
    return isWhole ? [] : [`the database has ${found}, and ${acknowledged} were acknowledged`];
  } finally {
    await sql.end();
  }
}
