import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { makeSpreadSite } from './spread-site';
import { type StormApi, stormApi, until } from './storm-api';
import { createStormBenchmark, formatStormPredictions, stepRound, uploadStormRound } from './storm-benchmark';
import { type KillableSite, makeStormSite } from './storm-site';
import { SubmissionsInFlight } from './submissions-in-flight';

const killCount = 72;

/** Acknowledged submissions between two kills, so that there are more than 500 in all. */
const acknowledgedPerKill = 7;

const researcherCount = 5;

/** Kills the processes of a site that `npm start` runs. @returns losses and duplicates, expected to be none */
export async function killStorm(dataDir: string): Promise<string[]> {
  const site = await makeStormSite(dataDir);
  site.start();
  try {
    return await playKills(site, await createPlayers(site));
  } finally {
    await site.stop();
  }
}

/** Kills the parts of a site on several machines, all of them here. @returns as `killStorm`, with broken quotas */
export async function spreadStorm(folder: string): Promise<string[]> {
  const site = await makeSpreadSite(folder);
  try {
    const players = await createPlayers(site);
    return [...(await playKills(site, players)), ...(await raceQuotas(site, players))];
  } finally {
    await site.stop();
  }
}

type Players = { readonly maintainer: StormApi; readonly researchers: readonly StormApi[] };

async function createPlayers(site: KillableSite): Promise<Players> {
  await site.awaitReady();
  const createApi = (name: string) => stormApi(site.url, site.createToken(`${name}@example.org`));
  return {
    maintainer: createApi('maintainer'),
    researchers: Array.from({ length: researcherCount }, (_, i) => createApi(`researcher-${i}`)),
  };
}

/** Kills every process of a site repeatedly while people submit. */
async function playKills(site: KillableSite, { maintainer, researchers }: Players): Promise<string[]> {
  const round = await openRound(maintainer, 'kills');

  const flight = new SubmissionsInFlight(researchers, round);
  const counts = new Map<string, number>();
  for (let i = 0; i < killCount; i++) {
    const name = site.processes[i % site.processes.length] ?? '';
    await site.kill(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    await sleep(300 + ((i * 337) % 900));
    const before = flight.acknowledged.size;
    await until(
      `submissions after the death of ${name}`,
      async () => flight.acknowledged.size >= before + acknowledgedPerKill,
    );
  }
  await site.awaitReady();
  await flight.stop();
  const losses = await flight.listLosses();
  losses.push(...(await listDoubles(site, flight.acknowledged.size)));
  console.log(
    `kills: ${JSON.stringify(Object.fromEntries(counts))}; ${flight.acknowledged.size} submissions acknowledged; responses by status: ${JSON.stringify(Object.fromEntries(flight.statuses))}`,
  );
  return losses;
}

async function openRound(maintainer: StormApi, slug: string, quota?: number) {
  await createStormBenchmark(maintainer, slug, quota);
  const round = await uploadStormRound(maintainer, slug, 2_000, 1);
  await stepRound(maintainer, round, 'seal');
  await stepRound(maintainer, round, 'open');
  return round;
}

/** Duplicates in the database: more evaluations than submissions, or submissions without an acknowledgement. */
async function listDoubles(site: KillableSite, acknowledged: number): Promise<string[]> {
  const sql = postgres(await site.readOwnerUrl(), { max: 1 });
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
      count?.scored <= acknowledged + researcherCount;
    return isWhole ? [] : [`the database has ${found}, and ${acknowledged} were acknowledged`];
  } finally {
    await sql.end();
  }
}

const quota = 10;

const callerCount = 200;

/** Parallel callers of one person, each with a submission of its own, three times. @returns broken quotas */
async function raceQuotas(site: KillableSite, { maintainer, researchers }: Players): Promise<string[]> {
  const round = await openRound(maintainer, 'quota', quota);
  const faults: string[] = [];
  for (const [i, researcher] of researchers.slice(0, 3).entries()) {
    const callers = Array.from({ length: callerCount }, (_, seed) => {
      const metadata = { model: ['Gale', 'Squall', 'Breeze'][i], version: String(seed) };
      const file = formatStormPredictions(round, i * 1_000 + seed);
      const upload = { field: 'file', file, metadata, key: randomUUID() };
      // Other refusals, such as nginx's of too many connections, are no response to the submission.
      return until('a response', async () => {
        const { status, body } = await researcher.upload(`/benchmarks/${round.slug}/submissions`, upload);
        return status === 202 || status === 200 ? 'accepted' : body.code === 'quota_exhausted' && 'refused';
      });
    });
    const accepted = (await Promise.all(callers)).filter((outcome) => outcome === 'accepted').length;
    console.log(`quota of ${quota}: ${accepted} of ${callerCount} parallel callers accepted`);
    if (accepted !== quota) faults.push(`a quota of ${quota} let ${accepted} submissions through`);
  }
  const sql = postgres(await site.readOwnerUrl(), { max: 1 });
  const [found] = await sql<{ counts: number[] }[]>`
    select array_agg(count order by count) as counts from (
      select count(*)::int as count from round_slots join rounds using (round_id) join benchmarks using (benchmark_id)
      where slug = ${round.slug} group by round_slots.team_id) as teams`;
  await sql.end();
  if (found?.counts.join() !== [quota, quota, quota].join())
    faults.push(
      `the database has ${JSON.stringify(found?.counts)} slots by team, each expected to be ${quota}`,
    );
  return faults;
}
