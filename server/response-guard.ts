import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RenderContext } from '@/adapters/render-context';
import { toProblem } from '@/lib/contracts/problem';

/**
 * Guards the head of a response: sets the status that a page asked for, marks the response as private unless it declares itself
 * public, and turns it into a 503 instead of a 500 while the database or the object store is unreachable, or when a GET has no
 * response in time.
 * @param onHead called when the head is written
 */
export function guardResponse(
  request: IncomingMessage,
  response: ServerResponse,
  {
    deadlineMs,
    requestId = null,
    onHead = () => {},
  }: { deadlineMs: number; requestId?: string | null; onHead?: () => void },
): RenderContext {
  const context: RenderContext = { override: null, away: null, requestId, refusal: null };
  const { write, end, writeHead } = response;
  let isReplaced = false;

  const sendOutage = (away: NonNullable<RenderContext['away']>) => {
    isReplaced = true;
    context.refusal = away;
    const { status, headers, body } = composeOutageResponse(request, away, requestId);
    for (const name of response.getHeaderNames()) if (!keptHeaders.test(name)) response.removeHeader(name);
    onHead();
    writeHead.call(response, status, headers);
    Reflect.apply(end, response, request.method === 'HEAD' ? [] : [body]);
  };
  /** Sends a 503 instead, if the reason is an outage. @returns true if that was done; then everything that follows is dropped */
  const isOutage = (): boolean => {
    if (!isReplaced && !response.headersSent && response.statusCode >= 500 && context.away)
      sendOutage(context.away);
    return isReplaced;
  };

  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) => {
      response.statusCode = context.override?.status ?? status;
      for (const [name, value] of Object.entries(context.override?.headers ?? {}))
        response.setHeader(name, value);
      if (isOutage()) return response;
      setPrivate(response);
      onHead();
      return Reflect.apply(writeHead, response, [response.statusCode, ...rest]);
    },
    write: (...words: unknown[]) => isOutage() || Reflect.apply(write, response, words),
    end: (...words: unknown[]) => (isOutage() ? response : Reflect.apply(end, response, words)),
  });

  if (request.method === 'GET' || request.method === 'HEAD') {
    const timer = setTimeout(() => {
      if (!response.headersSent && !response.writableEnded) sendOutage('database_away');
    }, deadlineMs);
    response.once('close', () => clearTimeout(timer));
  }
  return context;
}

/**
 * Responses are private since an address may be secret (that of a sign-in link) and a page may show a person's name. Event
 * streams additionally forbid transformations by proxies.
 */
function setPrivate(response: ServerResponse): void {
  const own = String(response.getHeader('cache-control') ?? '');
  if (!own.startsWith('public') && !own.includes('no-transform'))
    response.setHeader('cache-control', 'private, no-store');
}

/** Headers that the server sets on every response before Next runs; they stay when a 503 replaces the response. */
const keptHeaders =
  /^(?:content-security-policy|x-content-type-options|referrer-policy|cross-origin-opener-policy|strict-transport-security|x-request-id)$/;

const retryAfterSeconds = 10;

/** The 503 as a problem document for programs, or as an HTML page for people. */
function composeOutageResponse(
  { url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  kind: NonNullable<RenderContext['away']>,
  requestId: string | null,
) {
  const problem = {
    ...toProblem({ kind, retryAfterSeconds }),
    ...(requestId && { request_id: requestId }),
  };
  const isForPeople = !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
  return {
    status: problem.status,
    headers: {
      'cache-control': 'private, no-store',
      'retry-after': String(retryAfterSeconds),
      'content-type': isForPeople ? 'text/html; charset=utf-8' : 'application/problem+json',
    },
    body: isForPeople ? composePage(problem.title, problem.detail) : JSON.stringify(problem),
  };
}

/** A page without references to other files, since the site's styles and fonts may be unreachable too. */
const composePage = (title: string, detail: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${retryAfterSeconds}"><title>${title} · Tidemark</title>
<style>:root { color-scheme: light dark } body { font: 1.06rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 18vh auto; padding: 0 1rem }</style>
</head><body><main><h1>${title}</h1><p>${detail}</p>
<p>This page reloads automatically. <a href="/readyz">Status of the site</a></p></main></body></html>
`;
