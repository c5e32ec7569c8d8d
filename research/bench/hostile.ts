import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './hostile/attack';
import { costlyFiles } from './hostile/attacks/costly-files';
import { eventStreams } from './hostile/attacks/event-streams';
import { hostileImages } from './hostile/attacks/hostile-images';
import { largeFiles } from './hostile/attacks/large-files';
import { leakReports } from './hostile/attacks/leak-reports';
import { longChecks } from './hostile/attacks/long-checks';
import { slowModels } from './hostile/attacks/slow-models';
import { type HonestJob, honestJobSecondsMax } from './hostile/honest-jobs';
import { type HostileSite, withHostileSite } from './hostile/hostile-site';
import { formatSeen, watchVisitors } from './hostile/visits';

/**
 * Response times of honest visitors of a whole site during each attack: `-- [attack …]`, all by default. Exit code 1 where a
 * guarantee fails. PORT sets the site's port, a free one by default.
 */
const attacks: readonly Attack[] = [
  costlyFiles,
  eventStreams,
  leakReports,
  longChecks,
  largeFiles,
  slowModels,
  ...hostileImages,
];

const [quietMs, attackMs] = [10_000, 30_000];

const named = process.argv.slice(2);
const unknown = named.find((name) => !attacks.some((attack) => attack.name === name));
if (unknown !== undefined)
  throw new Error(`no attack ${unknown}; there are: ${attacks.map(({ name }) => name).join(', ')}`);
const chosen = named.length === 0 ? attacks : attacks.filter(({ name }) => named.includes(name));

/** @returns violations of the attack's guarantee */
async function measure(attack: Attack, site: HostileSite): Promise<string[]> {
  const [load = 0] = loadavg();
  console.log(
    `\n${attack.name}: ${attack.what} (load ${load.toFixed(0)} on ${availableParallelism()} processors before it)`,
  );
  const prepared = await attack.prepare(site);
  console.log(' before');
  for (const seen of await watchVisitors(site, attack.visits, AbortSignal.timeout(quietMs)))
    console.log(formatSeen(seen));
  const attackEnd = new AbortController();
  const ending = attackEnd.signal;
  const honestJob = prepared.honestJob && timeJob(prepared.honestJob);
  Promise.all([sleep(attackMs), honestJob]).finally(() => attackEnd.abort());
  const attacked = prepared.run(ending).catch((error: unknown) => {
    if (!ending.aborted) throw error;
  });
  // Node's fetch sometimes never settles when it is aborted during the response, so attackers aren't awaited.
  const over = Promise.race([attacked, once(ending, 'abort')]);
  const [seen, seconds] = await Promise.all([watchVisitors(site, attack.visits, ending), honestJob, over]);
  console.log(' while it runs');
  for (const of of seen) console.log(formatSeen(of));
  const counts = Object.entries(prepared.tally()).map(([status, count]) => `${status}: ${count}`);
  console.log(`  responses to the attackers: ${counts.join(', ') || 'nothing'}`);
  if (prepared.honestJob) console.log(`  ${prepared.honestJob.name}: ${seconds?.toFixed(1)} s`);
  const isLate = seconds !== undefined && seconds > honestJobSecondsMax;
  const late = isLate ? [`${prepared.honestJob?.name}: promised within ${honestJobSecondsMax} s`] : [];
  return [...prepared.listDeviations(seen), ...late].map((deviation) => `${attack.name}: ${deviation}`);
}

/** @returns seconds, from ten seconds after the attack's begin */
async function timeJob({ run }: HonestJob): Promise<number> {
  await sleep(10_000);
  const startedAtMs = performance.now();
  await run();
  return (performance.now() - startedAtMs) / 1_000;
}

const deviations = await withHostileSite(async (site) => {
  const found: string[] = [];
  for (const attack of chosen) found.push(...(await measure(attack, site)));
  return found;
});
console.log(deviations.length === 0 ? '\nEvery guarantee held.' : '');
for (const deviation of deviations) console.log(deviation);
process.exitCode = deviations.length === 0 ? 0 : 1;
