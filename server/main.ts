import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describeFault } from '@/adapters/describe-fault';
import { readWebEnvironment } from '@/adapters/environment';
import { outliveFullDisk } from '@/adapters/outlive-full-disk';
import { decideReachability } from '@/adapters/reachability';
import { watchPublicChanges } from '@/db/watch-public-changes';
import { networkOf } from '@/lib/core/sign-in/network-of';
import { isEmbed, policyOfEmbed, policyOfNonce } from './content-security-policy';
import { countConnections } from './count-connections';
import { endSlowBody } from './end-slow-bodies';
import { endSlowReaders } from './end-slow-readers';
import { isTrusted, parseTrustedProxies } from './find-caller-address';
import { findFault } from './find-fault';
import { isUpload } from './is-upload';
import { keepTickShape } from './keep-tick-shape';
import { knownHosts } from './known-hosts';
import { lineUpCallers, tooMany } from './line-up-callers';
import { guardAnswer } from './outage/guard-answer';
import { sendScripts } from './packed-scripts/send-scripts';
import { keepPages } from './page-cache/keep-pages';
import { startPagesThread } from './pages-thread/start-pages-thread';
import { type KnownCaller, recogniseCallers } from './recognise-callers';
import { refuseUpgrades } from './refuse-upgrades';
import { responseHeaders } from './response-headers';

outliveFullDisk();
keepTickShape();
const environment = readWebEnvironment();
const reach = decideReachability({
  host: environment.HOST,
  publicUrl: environment.PUBLIC_URL,
  environment: process.env,
});
if (!reach.ok) {
  console.error(reach.error);
  process.exit(1);
}

const { passOn, stop } = await startPagesThread((cause) => {
  console.error(`pages: their thread has ended: ${JSON.stringify(describeFault(cause))}`);
  // Whoever started this process starts it anew.
  process.exit(1);
});

const hosts = knownHosts(environment.PUBLIC_URL, environment.PORT, reach.value === 'loopback');
const publicUrl = new URL(environment.PUBLIC_URL);
const publicHost = publicUrl.host;
const proxies = parseTrustedProxies(environment.TRUSTED_PROXIES);
const callers = recogniseCallers(proxies);

const isSignInElsewhere = ({ method, headers, url = '' }: IncomingMessage): boolean =>
  method === 'GET' && headers.host?.toLowerCase() !== publicHost && /^\/sign-in(?:[/?]|$)/.test(url);

const lineUp = lineUpCallers({
  atOnce: environment.TIDEMARK_REQUESTS_PER_ADDRESS_MAX,
  ...{ inLine: 1_000, inAllLines: 5_000 },
});

/** Longer than any page takes, shorter than people wait. */
const answerWithinMs = 20_000;

const changes = watchPublicChanges(environment.DATABASE_URL_WEB, () => pages.drop());
/** What is kept is for whoever asks, through whatever proxy. */
const nobodyInParticular: KnownCaller = { address: '', isForwarded: true, isOwnCall: false };

const pages = keepPages({
  host: publicUrl.host,
  headersOf: (policy) => responseHeaders(publicUrl, policy),
  isHearing: changes.isHearing,
  answer: (request, response, how) => answer(request, response, { from: nobodyInParticular, ...how }),
});

const scripts = sendScripts(join(process.cwd(), '.next', 'static'), () =>
  responseHeaders(publicUrl, policyOfNonce(drawNonce())),
);

const server = createServer((request, response) => {
  const fault = findFault(request, { hosts, protocol: publicUrl.protocol });
  if (fault) {
    response.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  if (isSignInElsewhere(request)) {
    // The link in the mail has the public name, and a browser keeps its cookies by name.
    response.writeHead(307, { location: new URL(request.url ?? '', publicUrl).href }).end();
    return;
  }
  // What is kept costs nobody anything, so nobody stands in line for it.
  if (pages.send(request, response) || scripts(request, response)) return;
  const from = callers.find(request);
  const inTurn = () =>
    void pages.sendNew(request, response, () => answer(request, response, { from, nonce: drawNonce() }));
  const caller = lineOf(from);
  if (caller === null) inTurn();
  // Files have places of their own, and take minutes to arrive.
  else if (!lineUp(isUpload(request) ? `${caller} uploads` : caller, response, inTurn))
    response.writeHead(tooMany.status, tooMany.headers).end(tooMany.body);
});

/** In which line a caller stands; null where nobody waits. A proxy of this machine that isn't trusted speaks for anybody. */
const lineOf = ({ address, isForwarded, isOwnCall }: KnownCaller): string | null =>
  isOwnCall ? null : (networkOf(address) ?? (isForwarded ? null : address));

const drawNonce = (): string => randomBytes(16).toString('base64');

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { from, nonce, tellListed }: { from: KnownCaller; nonce: string; tellListed?: (isListed: boolean) => void },
): void {
  const policy = isEmbed(request.url) ? policyOfEmbed : policyOfNonce(nonce);
  // Next puts the nonce of the request's policy on its own scripts; `x-nonce` is for ours.
  const said = {
    'content-security-policy': policy,
    'x-nonce': nonce,
    ...callers.tell(from),
  };
  for (const [name, value] of Object.entries(responseHeaders(publicUrl, policy)))
    response.setHeader(name, value);
  if (!isUpload(request)) endSlowBody(request, response);
  const faults = { isDatabaseAway: false };
  guardAnswer(request, response, { isAway: () => faults.isDatabaseAway, deadlineMs: answerWithinMs });
  const onDatabaseAway = () => {
    faults.isDatabaseAway = true;
  };
  passOn(request, response, { said, onDatabaseAway, ...(tellListed && { tellListed }) });
}

refuseUpgrades(server);
endSlowReaders(server);
const connectionOf = ({ remoteAddress = '' }: Socket): string | null =>
  isTrusted(proxies, remoteAddress) ? null : networkOf(remoteAddress);
countConnections(server, connectionOf, environment.TIDEMARK_CONNECTIONS_PER_ADDRESS_MAX);
// Of all together; the files and the database's connections of this process need descriptors too.
server.maxConnections = 8_000;
// A test set may take minutes to arrive over a slow line; headers may not.
server.requestTimeout = 30 * 60_000;
server.headersTimeout = 20_000;
// Longer than clients and proxies keep an idle connection (most of them 60 s at the most): of two ends that let go of one, a request
// that is under way to the other is lost.
server.keepAliveTimeout = 65_000;
server.listen(environment.PORT, environment.HOST);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const served = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    void Promise.all([served, stop()]).then(() => process.exit(0));
    // Event streams stay open by design; they come back to the next process.
    setTimeout(() => process.exit(0), 3_000).unref();
  });
}
