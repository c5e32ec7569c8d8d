import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { PoolUsage } from '@/adapters/bounded-pool';
import { cacheFor } from '@/adapters/cache-for';
import { isForwarded, isTrustedProxy, parseTrustedProxies } from '@/adapters/client-address';
import type { UploadUsage } from '@/adapters/upload-slots';
import type { WebPlatform } from '@/adapters/web-platform';
import { type Figures, makeFigureReader } from '@/services/publication/find-figures';
import { loopbackHosts } from './request-guards';

/** Milliseconds for which the metrics are reused, so that frequent requests cost no more. */
const cachedMs = 5_000;

const loopback = parseTrustedProxies('127.0.0.0/8, ::1');

type Access = { readonly token: string | undefined; readonly port: number };

/**
 * True for a request that may read the metrics: with the token if one is set, otherwise from this machine itself. A forwarding
 * header shows that a proxy sent the request, and the check of `Host` excludes web pages whose name resolves to this machine.
 */
export function mayReadMetrics(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  { token, port }: Access,
): boolean {
  if (token !== undefined) return isEqual(headers.authorization ?? '', `Bearer ${token}`);
  return (
    isTrustedProxy(loopback, socket.remoteAddress ?? '') &&
    !isForwarded(headers) &&
    loopbackHosts(port).includes(headers.host?.toLowerCase() ?? '')
  );
}

/** Compares two texts in a time that depends neither on where they differ nor on their lengths. */
const isEqual = (given: string, wanted: string): boolean => timingSafeEqual(sha256(given), sha256(wanted));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Serves `/metrics` in Prometheus's text format to those who may read it. For any other request the function returns false
 * without a response, so that the request gets the response for a missing page.
 */
export function makeMetricsEndpoint(
  platform: WebPlatform,
  access: Access,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { metrics, environment } = platform;
  const { registry } = metrics;
  const resources = {
    ...platform,
    databaseConnectionsMax: environment.WEB_DATABASE_POOL_MAX,
    freeBytesMin: environment.FREE_SPACE_MB_MIN * 2 ** 20,
  };
  collectDefaultMetrics({ register: registry });
  const readFigures = makeFigureReader();
  const compose = cacheFor(cachedMs, async () => {
    const figures = composeFigures(await readFigures(), resources);
    return `${await registry.metrics()}${await figures.metrics()}`;
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (!/^\/metrics(?:\?|$)/.test(request.url ?? '') || !mayReadMetrics(request, access)) return false;
    const headers = { 'content-type': registry.contentType, 'cache-control': 'private, no-store' };
    void compose().then(
      (text) => response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : text),
      () => response.writeHead(503, { 'cache-control': 'private, no-store' }).end(),
    );
    return true;
  };
}

type Values = readonly (readonly [labels: Readonly<Record<string, string>>, value: number | null])[];

type Threads = { usage(): PoolUsage };

/** Resource usage of this process. */
type Resources = {
  readonly uploads: { usage(): UploadUsage };
  readonly readers: Threads;
  readonly markdown: Threads;
  readonly pictures: Threads;
  readonly databaseConnectionsMax: number;
  readonly freeBytesMin: number;
};

/** Composes the gauges. A value that isn't known, for example while the database is unreachable, is left out. */
export function composeFigures(
  { readiness, site, queues, scoredTotal, freeBytes }: Figures,
  { uploads, readers, markdown, pictures, databaseConnectionsMax, freeBytesMin }: Resources,
): Registry {
  const registry = new Registry();
  const registers = [registry];
  const add = (name: string, help: string, values: Values) => {
    const known = values.flatMap(([labels, value]) => (value === null ? [] : [{ labels, value }]));
    const [first] = known;
    if (!first) return;
    const gauge = new Gauge({ name, help, labelNames: Object.keys(first.labels), registers });
    for (const { labels, value } of known) gauge.set(labels, value);
  };
  const addOne = (name: string, help: string, value: number | null) => add(name, help, [[{}, value]]);
  const ageOf = (at: number | null) => (site === null || at === null ? null : Math.max(0, site.now - at));

  add(
    'tidemark_check_passes',
    '1 where a check of /readyz passes, 0 where it fails',
    listChecks(readiness).map(([check, passes]) => [{ check }, passes]),
  );
  add(
    'tidemark_queue_jobs',
    'Jobs of a queue: waiting ones, due or not yet, running ones, and dead ones, which have no tries left',
    queues.flatMap(
      ({ queue, waiting, running, dead }): Values => [
        [{ queue, state: 'waiting' }, waiting],
        [{ queue, state: 'running' }, running],
        [{ queue, state: 'dead' }, dead],
      ],
    ),
  );
  add(
    'tidemark_queue_oldest_job_age_seconds',
    'Time since the first waiting job of a queue became due; 0 where none is due',
    queues.map(({ queue, oldestAt }) => [
      { queue },
      oldestAt === null ? 0 : ageOf(oldestAt.getTime() / 1_000),
    ]),
  );
  add(
    'tidemark_scorer_heartbeat_age_seconds',
    'Age of the last heartbeat of the scorer machine heard last, and of the one silent for longest',
    [
      [{ machine: 'newest' }, ageOf(site?.newestBeatAt ?? null)],
      [{ machine: 'oldest' }, ageOf(site?.oldestBeatAt ?? null)],
    ],
  );
  addOne(
    'tidemark_runners',
    'Registered runners that were heard in the last minute',
    site?.runnerCount ?? null,
  );
  addOne(
    'tidemark_runners_aside',
    'Registered runners that get no runs, since they lost too many in a row',
    site?.asideRunnerCount ?? null,
  );
  add('tidemark_runs', 'Runs of models that wait for a registered runner, and those that one has', [
    [{ state: 'waiting' }, site?.waitingRunCount ?? null],
    [{ state: 'leased' }, site?.leasedRunCount ?? null],
  ]);
  new Counter({
    name: 'tidemark_scores_total',
    help: 'Submissions scored by any scorer since this process began to count',
    registers,
  }).inc(scoredTotal);
  addOne(
    'tidemark_snapshot_age_seconds',
    'Age of the newest ranking of an open round',
    ageOf(site?.rankedAt ?? null),
  );
  addOne(
    'tidemark_last_backup_age_seconds',
    'Age of the last backup that `npm run admin -- backup` has recorded',
    ageOf(site?.backedUpAt ?? null),
  );
  addOne(
    'tidemark_free_bytes',
    'Free bytes of the file system with the least, of the data folder and the temporary one',
    freeBytes,
  );
  addOne('tidemark_free_bytes_min', 'Free bytes below which uploads are refused', freeBytesMin);
  add('tidemark_database_connections', 'Database connections of all web processes', [
    [{ state: 'busy' }, site?.busyConnectionCount ?? null],
    [{ state: 'idle' }, site?.idleConnectionCount ?? null],
  ]);
  addOne(
    'tidemark_database_connections_max',
    'Database connections that this process may open',
    databaseConnectionsMax,
  );
  const usage = { files: readers.usage(), markdown: markdown.usage(), pictures: pictures.usage() };
  const pools = Object.entries(usage);
  add(
    'tidemark_threads',
    'Threads of a pool',
    pools.map(([pool, { threads: count }]) => [{ pool }, count]),
  );
  add(
    'tidemark_thread_tasks',
    'Tasks of a pool of threads',
    pools.flatMap(
      ([pool, { running, waiting }]): Values => [
        [{ pool, state: 'running' }, running],
        [{ pool, state: 'waiting' }, waiting],
      ],
    ),
  );
  const { openCount, openMax, byteCount } = uploads.usage();
  addOne('tidemark_uploads_open', 'Uploads that hold a slot', openCount);
  addOne('tidemark_uploads_open_max', 'Slots for uploads', openMax);
  addOne('tidemark_uploads_bytes', 'Bytes of open uploads on the disk', byteCount);
  return registry;
}

/** The checks of /readyz by name, 1 for passed and 0 for failed; a check without a known outcome is left out. */
function listChecks(readiness: Figures['readiness']): (readonly [string, number])[] {
  const { versions_without_scorer: missing, sandbox_failed: _, ...outcomes } = readiness;
  const known = Object.entries(outcomes).filter(([, outcome]) => outcome !== 'unknown');
  return [
    ...known.map(([check, outcome]) => [check, outcome === 'ok' ? 1 : 0] as const),
    ...(outcomes.database === 'ok' ? [['scorer_versions', missing.length === 0 ? 1 : 0] as const] : []),
  ];
}
