import { setTimeout as sleep } from 'node:timers/promises';
import { type HostileSite, submitForm } from './hostile-site';

/** A repeated request of an honest visitor; returns the status of the response. */
export type Visit = {
  readonly name: string;
  readonly make: (site: HostileSite, visitor: number) => Promise<number>;
};

/** Results of honest visitors: durations of each visit, and the number of failures. */
export type Seen = {
  readonly name: string;
  readonly count: number;
  readonly failedCount: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
};

const visitorCount = 4;
/** Reading time between two clicks. */
const pauseMs = 250;
/** After this time a visitor leaves, and the visit counts as failed. */
const patienceMs = 60_000;

/** Lets a few visitors repeat each of the visits in sequence until aborted. */
export async function watchVisitors(
  site: HostileSite,
  visits: readonly Visit[],
  signal: AbortSignal,
): Promise<Seen[]> {
  const tookMs = visits.map((): number[] => []);
  const failedCounts = visits.map(() => 0);
  const walk = async (visitor: number): Promise<void> => {
    await sleep((visitor * pauseMs) / visitorCount);
    while (!signal.aborted)
      for (const [i, visit] of visits.entries()) {
        const startedMs = performance.now();
        const visited = visit.make(site, visitor).catch(() => 0);
        const status = await Promise.race([visited, sleep(patienceMs, 0, { ref: false })]);
        tookMs[i]!.push(performance.now() - startedMs);
        if (status < 200 || status >= 400) failedCounts[i]! += 1;
        await sleep(pauseMs);
      }
  };
  await Promise.all(Array.from({ length: visitorCount }, (_, visitor) => walk(visitor)));
  return visits.map(({ name }, i) => summarise(name, tookMs[i]!, failedCounts[i]!));
}

function summarise(name: string, tookMs: readonly number[], failedCount: number): Seen {
  const sorted = [...tookMs].sort((a, b) => a - b);
  // Nearest rank: the smallest duration that at least this share doesn't exceed.
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { name, count: sorted.length, failedCount, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

export const formatSeen = ({ name, count, failedCount, p50Ms, p95Ms, maxMs }: Seen): string =>
  `  ${name.padEnd(28)} ${String(count).padStart(5)} times, ${failedCount} failed; half within ${p50Ms.toFixed(0)} ms, 95 % within ${p95Ms.toFixed(0)} ms, all within ${maxMs.toFixed(0)} ms`;

/** Violations, unless every visit succeeded, 95 of 100 within that time. */
export const listSlow = (seen: readonly Seen[], p95MsMax: number): string[] =>
  seen.flatMap(({ name, failedCount, p95Ms }) => [
    ...(failedCount > 0 ? [`${name}: ${failedCount} were not visited well`] : []),
    ...(p95Ms <= p95MsMax ? [] : [`${name}: 95 % within ${p95Ms.toFixed(0)} ms, promised ${p95MsMax} ms`]),
  ]);

/** Public pages. */
export const pageVisits: readonly Visit[] = [
  { name: 'the front page', make: (site) => site.visitPage('/') },
  { name: 'the list of benchmarks', make: (site) => site.visitPage('/benchmarks') },
  { name: 'a benchmark', make: (site) => site.visitPage(`/benchmarks/${site.slug}`) },
];

/** A dry run of a valid file by an honest participant. */
export const dryRunVisit: Visit = {
  name: 'a dry run of a good file',
  make: (site, visitor) => site.dryRun(site.honestTokens[visitor % site.honestTokens.length]!, site.goodFile),
};

/** From the request to the end of the scoring. */
export const scoreVisit: Visit = {
  name: 'a submission until its score',
  async make(site, visitor) {
    const token = site.honestTokens[visitor % site.honestTokens.length]!;
    const submitted = await site.callApi(
      token,
      `/benchmarks/${site.slug}/submissions`,
      submitForm(site, `visitor ${visitor}`),
    );
    if (!submitted.ok) return submitted.status;
    const { id } = await submitted.json();
    for (;;) {
      const { state } = await (await site.callApi(token, `/submissions/${id}`)).json();
      if (state === 'scored') return 200;
      if (state !== 'queued' && state !== 'scoring') return 500;
      await sleep(100);
    }
  },
};
