import { createServer, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { listenOnLoopback } from './listen-on-loopback';

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

/** The modules of the route files for runners. */
type RunnerRoutes = {
  leases: { POST: Handler };
  oneLease: Record<'GET' | 'POST' | 'PUT', Handler>;
  trainingFile?: { GET: Handler };
};

/**
 * Serves the API calls of runners over real HTTP, without the rest of the site. `fail` makes the next calls of a path end
 * without a response.
 */
export async function serveRunners(routes: RunnerRoutes) {
  let failing: { path: RegExp; count: number } | undefined;
  const server = createServer(async (incoming, outgoing) => {
    if (failing && failing.count > 0 && failing.path.test(incoming.url ?? '')) {
      failing.count--;
      incoming.destroy();
      return;
    }
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const response = await respond(routes, incoming, gone.signal);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) Readable.fromWeb(response.body as never).pipe(outgoing);
    else outgoing.end();
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url,
    fail(path: RegExp, count: number) {
      failing = { path, count };
    },
    stop: () => new Promise<void>((done) => server.close(() => done()) && server.closeAllConnections()),
  };
}

function respond(
  { leases, oneLease, trainingFile }: RunnerRoutes,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Response> {
  const [, run = '', fence = '', action = '', index] =
    /^\/api\/runner\/leases\/([^/]+)\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(incoming.url ?? '') ?? [];
  const hasBody = incoming.method !== 'GET';
  const request = new Request(`http://localhost${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers as Record<string, string>,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as never, duplex: 'half' } : {}),
  } as RequestInit);
  if (index !== undefined && trainingFile)
    return trainingFile.GET(request, { params: Promise.resolve({ run, fence, index }) });
  const context = { params: Promise.resolve({ run, fence, action }) };
  const handlers = { GET: oneLease.GET, POST: run ? oneLease.POST : leases.POST, PUT: oneLease.PUT };
  return handlers[incoming.method as keyof typeof handlers](request, context);
}
