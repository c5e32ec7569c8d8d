import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebPlatform } from '@/adapters/web-platform';
import * as unknownPath from '@/app/api/[[...path]]/route';
import { operations } from '@/lib/contracts/api/operations';
import { ok, refuse } from '@/lib/core/result';
import { byAction, route, serve, servePublic } from './serve-operation';

beforeAll(() => {
  globalThis.tidemarkWebPlatform = {
    environment: { PUBLIC_URL: 'http://127.0.0.1:3000' },
  } as WebPlatform;
});
afterAll(() => {
  globalThis.tidemarkWebPlatform = undefined;
});

const context = (params: Record<string, string | string[]> = {}) => ({ params: Promise.resolve(params) });
const request = (query = '', init: RequestInit = {}) =>
  new Request(`http://127.0.0.1:3000/api/v1/x${query}`, init);
const readProblem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()).code;
};

describe('a public call', () => {
  const respond = servePublic(operations.getLeaderboard, async ({ params, query }) =>
    params.number === 0 ? refuse({ kind: 'not_found', what: 'round' }) : Response.json({ params, query }),
  );

  it('parses its parameters with the schemas of the operation', async () => {
    const response = await respond(
      request('?labels=corrected&evidence=none&format=csv&other=1'),
      context({ slug: 'rain', number: '12' }),
    );
    expect(await response.json()).toEqual({
      params: { slug: 'rain', number: 12 },
      query: { format: 'csv', labels: 'corrected' },
    });
  });

  it.each(['0', '01', '-1', '1e3', 'one', '1234567'])(
    'responds 404 to the round number %j',
    async (number) => {
      const response = await respond(request(), context({ slug: 'rain', number }));
      expect([response.status, await readProblem(response)]).toEqual([404, 'not_found']);
    },
  );

  it('responds with JSON and an ETag, or with 304 to a caller who has it', async () => {
    const list = servePublic(operations.listBenchmarks, async () => ok({ items: [], next: null }));
    // For a path without parameters, Next passes no `params` to the handler.
    const none = { params: undefined };
    const etag = (await list(request(), none)).headers.get('etag') ?? '';
    const again = await list(request('', { headers: { 'if-none-match': etag } }), none);
    expect([etag.length, again.status]).toEqual([29, 304]);
  });

  it('rejects an invalid query parameter', async () => {
    const archive = servePublic(operations.getArchive, async () => new Response());
    const response = await archive(request('?format=exe'), context({ slug: 'rain', number: '1' }));
    expect([response.status, await readProblem(response)]).toEqual([422, 'invalid_request']);
  });
});

describe('a call for signed-in callers', () => {
  let runs = 0;
  const respond = serve(operations.createBenchmark, async () => {
    runs += 1;
    return refuse({ kind: 'slug_taken', slug: 'rain' });
  });

  it.each([
    ['not_signed_in', {}],
    ['token_invalid', { authorization: 'Bearer nonsense' }],
    ['not_signed_in', { cookie: 'next-auth.session-token=%' }],
  ])('rejects a caller as %s before it reads the body', async (code, headers: Record<string, string>) => {
    const sent = request('', { method: 'POST', headers, body: 'no JSON' });
    const response = await respond(sent, context());
    expect([response.status, await readProblem(response)]).toEqual([401, code]);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect([runs, sent.bodyUsed]).toEqual([0, false]);
  });
});

describe('a route file', () => {
  const respond = async () => new Response('done');
  const handlers = route({ GET: respond, PUT: respond });

  it.each(['POST', 'PATCH', 'DELETE'] as const)(
    'rejects the method %s, and lists the allowed ones',
    async (method) => {
      const response = await handlers[method](request(), context());
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT']);
      expect(await readProblem(response)).toBe('method_not_allowed');
    },
  );

  it('handles HEAD as GET, and OPTIONS with its methods', async () => {
    expect(await (await handlers.HEAD(request(), context())).text()).toBe('done');
    const options = await handlers.OPTIONS(request(), context());
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, PUT, OPTIONS']);
  });

  it('rejects HEAD without a GET handler', async () => {
    const { HEAD } = route({ POST: respond });
    expect((await HEAD(request(), context())).status).toBe(405);
  });

  describe('with actions', () => {
    const { GET, POST, OPTIONS } = route({ POST: byAction({ seal: respond }) });
    const ask = async (handler: typeof GET, action: string) =>
      (await handler(request(), context({ action }))).status;

    it.each(['peek', 'constructor', '__proto__'])('has no action %s, by any method', async (action) => {
      for (const handler of [GET, POST, OPTIONS]) expect(await ask(handler, action)).toBe(404);
    });

    it('takes an action by POST alone', async () => {
      expect([await ask(POST, 'seal'), await ask(GET, 'seal'), await ask(OPTIONS, 'seal')]).toEqual([
        200, 405, 204,
      ]);
    });
  });
});

describe('an unknown path below /api', () => {
  it.each(Object.entries(unknownPath))(
    'gets the problem document not_found for the method %s',
    async (_, respond) => {
      const response = respond();
      expect([response.status, await readProblem(response)]).toEqual([404, 'not_found']);
    },
  );
});
