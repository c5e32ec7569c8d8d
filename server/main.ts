import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import next from 'next';
import {
  type Client,
  findRequestId,
  identifyClients,
  isTrustedProxy,
  parseTrustedProxies,
} from '@/adapters/client-address';
import { readWebEnvironment } from '@/adapters/environment';
import { outliveFullDisk } from '@/adapters/faults';
import { logConsole, makeLog } from '@/adapters/log';
import { decideReachability } from '@/adapters/reachability';
import { type RenderContext, renderContexts } from '@/adapters/render-context';
import { onStopSignals } from '@/adapters/stop-signals';
import { webPlatform } from '@/adapters/web-platform';
import { networkOf } from '@/lib/core/sign-in/mail-limits';
import { startWebWork } from '@/services/start-web-work';
import { limitConcurrency, limitConnections, limitKey, tooManyRequests } from './client-limits';
import { makeDrain } from './drain';
import { makeMetricsEndpoint } from './metrics-endpoint';
import {
  drainUnreadBody,
  endSlowReaders,
  findFault,
  isUpload,
  knownHosts,
  limitBodyTime,
  refuseUpgrades,
} from './request-guards';
import { makeResponseCache } from './response-cache';
import { guardResponse } from './response-guard';
import { contentSecurityPolicy, securityHeaders } from './security-headers';

outliveFullDisk();

const log = makeLog('web');

logConsole(log);

const environment = readWebEnvironment();

const { HOST: hostname, PORT: port, PUBLIC_URL } = environment;

const reach = decideReachability({ host: hostname, publicUrl: PUBLIC_URL, environment: process.env });

if (!reach.ok) {
  console.error(reach.error);
  process.exit(1);
}

const stopWebWork = await startWebWork(environment, log);

const { metrics } = webPlatform();

const serveMetrics = makeMetricsEndpoint(webPlatform(), { token: environment.TIDEMARK_METRICS_TOKEN, port });

const app = next({ dev: false, hostname, port });

await app.prepare();

const handleByNext = app.getRequestHandler();

const publicUrl = new URL(PUBLIC_URL);

const hosts = knownHosts(PUBLIC_URL, port, reach.value === 'loopback');

const proxies = parseTrustedProxies(environment.TRUSTED_PROXIES);

const clients = identifyClients(proxies);

const admit = limitConcurrency({
  activePerClient: environment.TIDEMARK_REQUESTS_PER_ADDRESS_MAX,
  ...{ queuedPerClient: 1_000, queued: 5_000 },
});

/** Milliseconds after which a GET without a response gets a 503. Longer than any page takes, and shorter than people wait. */
const deadlineMs = 20_000;

function render(
  request: IncomingMessage,
  response: ServerResponse,
  { client, context }: { client: Pick<Client, 'address' | 'isForwarded'>; context: RenderContext },
): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(request.url, nonce);
  // Next reads the nonce from the policy in the request's headers and puts it on its own scripts; the site's scripts get it
  // from `x-nonce`.
  const ofResponse = { 'content-security-policy': policy, 'x-nonce': nonce, ...clients.headersFor(client) };
  Object.assign(request.headers, ofResponse);
  for (const [name, value] of Object.entries(securityHeaders(publicUrl, policy)))
    response.setHeader(name, value);
  return renderContexts().run(context, () => handleByNext(request, response));
}

/** Guards a response (see `guardResponse`), and counts its refusal in the metrics. */
function guard(
  request: IncomingMessage,
  response: ServerResponse,
  options: { requestId?: string; onHead?: () => void } = {},
): RenderContext {
  const context = guardResponse(request, response, { deadlineMs, ...options });
  response.once('finish', () => context.refusal && metrics.refused.inc({ code: context.refusal }));
  return context;
}

/** The client of a request that fills the cache: none, since the response goes to every visitor. */
const anyVisitor = { address: '', isForwarded: true };

const cache = makeResponseCache({
  host: publicUrl.host,
  render: (request, response) => {
    const context = guard(request, response);
    void render(request, response, { client: anyVisitor, context });
  },
});

/**
 * True for a sign-in page under another name of the site, which is then redirected to the public name: browsers keep cookies by
 * name, and the link in the sign-in mail has the public name.
 */
const isSignInElsewhere = ({ method, headers, url = '' }: IncomingMessage): boolean =>
  method === 'GET' && headers.host?.toLowerCase() !== publicUrl.host && /^\/sign-in(?:[/?]|$)/.test(url);

const server = createServer((request, response) => {
  const requestId = findRequestId(request, proxies);
  response.setHeader('x-request-id', requestId);
  response.once('finish', () =>
    metrics.responses.inc({ class: `${response.statusCode}`.replace(/..$/, 'xx') }),
  );
  drainUnreadBody(request, response);
  if (serveMetrics(request, response)) return;
  const fault = findFault(request, { hosts, protocol: publicUrl.protocol });
  if (fault) return void response.writeHead(fault.status, fault.headers).end(fault.body);
  if (isSignInElsewhere(request)) {
    const location = new URL(request.url ?? '', publicUrl).href;
    return void response.writeHead(307, { location, 'cache-control': 'private, no-store' }).end();
  }
  if (drain.refuse(request, response)) return;
  // Cached responses are sent before the limits of clients apply, since they cost little.
  if (cache.send(request, response)) return;
  drain.watch(response);
  const client = clients.identify(request);
  const handle = async (onHead: () => void) => {
    if (!isUpload(request)) limitBodyTime(request, response);
    const context = guard(request, response, { requestId, onHead });
    const isSent = await cache.fill(request, response);
    if (!isSent && !response.writableEnded && !response.destroyed)
      await render(request, response, { client, context });
  };
  const key = limitKey(client);
  if (key === null) void handle(() => {});
  // Uploads have concurrency slots of their own, since they take minutes to arrive.
  else if (!admit(isUpload(request) ? `${key} uploads` : key, response, handle)) refuseFlood(response);
});

const drain = makeDrain(server);

/** Sends the response for too many requests. Its body has no request id, since it was composed once in advance. */
function refuseFlood(response: ServerResponse): void {
  metrics.refused.inc({ code: 'rate_limited' });
  response.writeHead(tooManyRequests.status, tooManyRequests.headers).end(tooManyRequests.body);
}

refuseUpgrades(server);

endSlowReaders(server);

const clientOf = ({ remoteAddress = '' }: Socket): string | null =>
  isTrustedProxy(proxies, remoteAddress) ? null : networkOf(remoteAddress);

limitConnections(server, clientOf, environment.TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX);

// Maximum number of connections of all clients together, since files and database connections need file descriptors too.
server.maxConnections = 8_000;

// The body of a request, such as a test set on a slow connection, may take long to arrive; headers may not.
server.requestTimeout = 130 * 60_000;

server.headersTimeout = 20_000;

// Longer than clients and proxies keep an idle connection (most of them 60 s): if the server closed first, a request that is
// just being sent would be lost.
server.keepAliveTimeout = 65_000;

server.listen(port, hostname);

onStopSignals(
  async () => {
    // The first step of a stop: event streams end, and their clients reconnect, to the next process.
    globalThis.tidemarkSubmissionStreams?.hub.endAll();
    const isMailSent = stopWebWork();
    await drain.begin();
    // If the mail server hangs, the process ends without its response, and the next process sends the mail again.
    await Promise.race([isMailSent, sleep(5_000)]);
    process.exit(0);
  },
  () => process.exit(1),
);
