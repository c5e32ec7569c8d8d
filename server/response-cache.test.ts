import { existsSync } from 'node:fs';
import { createServer, type RequestListener, request, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { cachedRoutes, isCachedPath, makeResponseCache } from './response-cache';

describe('cached routes', () => {
  it('name existing pages and route handlers', () => {
    const missing = cachedRoutes.filter(
      (route) =>
        !['page.tsx', 'route.ts'].some((file) => existsSync(`app${route === '/' ? '' : route}/${file}`)),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    '/',
    '/benchmarks/late-flights-2001',
    '/badge/late-flights-2001.svg',
    '/api/v1/benchmarks/late-flights-2001/rounds/3/leaderboard',
  ])('include the address %s', (url) => expect(isCachedPath(url)).toBe(true));

  it.each([
    ...['/?', '/?a=b', '/benchmarks/', '//', '/benchmarks?page=2', '/benchmarks/late%2Dflights'],
    ...['/badge/../inbox', '/badge/..', '/embed/.', '/feedXatom', `/benchmarks/${'a'.repeat(201)}`],
    ...['/benchmarks/late-flights/submit', '/benchmarks/a/rounds/1/report', '/submissions', '/settings'],
    ...['/maintain/late-flights', '/readyz', '/inbox', '/sign-in/link', '/api/v1/me'],
    '/api/v1/benchmarks/late-flights/quota',
    '/api/v1/benchmarks/late-flights/people',
    '/api/v1/benchmarks/late-flights/rounds/1/inputs',
  ])('exclude the address %s', (url) => expect(isCachedPath(url)).toBe(false));
});

describe('response cache', () => {
  const lifetimeMs = 600;
  let server: Server | undefined;
  let site: string;
  let cache: ReturnType<typeof makeResponseCache>;
  /** URLs of the requests that reached the site, past the cache. */
  let rendered: string[];
  let page: { status: number; headers: Record<string, string>; body: string; delayMs: number };

  const nameOf = (cookie = '') => /session-token(?:\.0)?=(\w+)/.exec(cookie)?.[1] ?? 'visitor';
  const render: RequestListener = async ({ headers, url }, response) => {
    rendered.push(`${url} ${nameOf(headers.cookie)}`);
    const { status, headers: own, delayMs } = page;
    const body = `${page.body} ${nameOf(headers.cookie)} ${rendered.length} ${JSON.stringify(headers)}`;
    await sleep(delayMs);
    const isGzip = headers['accept-encoding'] === 'gzip';
    response.writeHead(status, {
      'content-security-policy': `script-src 'nonce-${rendered.length}'`,
      link: `</a.js>; nonce="${rendered.length}"`,
      ...own,
      ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(isGzip ? gzipSync(body) : body);
  };

  /** In tests that expect no expiry, the lifetime is long: the default is too short on a busy machine. */
  async function start(options: { bytesMax?: number; lifetimeMs?: number } = {}): Promise<void> {
    server?.close();
    cache = makeResponseCache({ render, host: 'tidemark.example', lifetimeMs: 30_000, ...options });
    server = createServer(async (request, response) => {
      if (cache.send(request, response)) return;
      if (!(await cache.fill(request, response))) render(request, response);
    });
    site = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  }

  beforeEach(async () => {
    rendered = [];
    page = {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', vary: 'rsc, Accept-Encoding' },
      body: 'page',
      delayMs: 0,
    };
    await start();
  });
  afterEach(() => server?.close());

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const got = await fetch(`${site}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    return { status: got.status, headers: got.headers, text: await got.text() };
  };

  it('fills an entry by one request for all waiting visitors, without any of their headers', async () => {
    const responses = await Promise.all(
      Array.from({ length: 30 }, () =>
        get('/', { 'user-agent': 'curious', 'accept-language': 'de', cookie: 'theme=dark' }),
      ),
    );
    responses.push(await get('/', { 'x-forwarded-for': '203.0.113.9' }));
    expect(new Set(responses.map(({ text }) => text)).size).toBe(1);
    expect(rendered).toEqual(['/ visitor']);
    expect(responses[0]?.text).toContain('"host":"tidemark.example"');
    for (const trace of ['curious', '"de"', 'theme', '203.0.113.9', 'cookie'])
      expect(responses[0]?.text).not.toContain(trace);
  });

  it('never sends a visitor the response for a signed-in person, nor the reverse', async () => {
    const cookie = (name: string) => ({ cookie: `a=b; next-auth.session-token=${name}` });
    const responses = [
      await get('/', cookie('ann')),
      await get('/', cookie('bob')),
      await get('/'),
      await get('/', { cookie: '__Secure-next-auth.session-token.0=eve' }),
      await get('/', cookie('ann')),
      await get('/', { authorization: 'Bearer x' }),
      await get('/'),
    ];
    const names = responses.map(({ text }) => /page +(\w+) /.exec(text)?.[1]);
    expect(names).toEqual(['ann', 'bob', 'visitor', 'eve', 'ann', 'visitor', 'visitor']);
    expect(rendered).toHaveLength(6);
    expect(responses[2]?.headers.get('vary')).toMatch(/^rsc, Accept-Encoding, .*cookie, authorization$/i);
  });

  it('lets proxies store a public response for three seconds, and no private one', async () => {
    page.headers['cache-control'] = 'private, no-store';
    const { headers, text } = await get('/');
    expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=3');
    expect(headers.get('content-length')).toBe(String(text.length));
    const own = await get('/', { authorization: 'Bearer x' });
    expect(own.headers.get('cache-control')).toBe('private, no-store');
  });

  it('sends a new response two seconds after the old one was requested, however long its rendering took', async () => {
    await start({ lifetimeMs });
    page.delayMs = 200;
    const first = await get('/');
    expect((await get('/')).text).toBe(first.text);
    await sleep(lifetimeMs - 200);
    expect((await get('/')).text).not.toBe(first.text);
  });

  it('stores no response whose rendering took longer than the lifetime, and lets no request wait for such a rendering', async () => {
    await start({ lifetimeMs });
    page.delayMs = lifetimeMs + 200;
    const first = get('/');
    await sleep(lifetimeMs + 100);
    const second = get('/');
    expect((await second).text).not.toBe((await first).text);
    expect((await first).headers.get('cache-control')).toBe('private, no-store');
    await get('/');
    expect(rendered).toHaveLength(3);
  });

  it('caches gzip and identity encodings separately, and chooses by Accept-Encoding', async () => {
    const encodingFor = (acceptEncoding: string) =>
      new Promise<string>((resolve) => {
        request(`${site}/`, { headers: { 'accept-encoding': acceptEncoding } }, async (got) => {
          const body = Buffer.concat(await got.toArray());
          const encoding = got.headers['content-encoding'] ?? 'identity';
          expect((encoding === 'gzip' ? gunzipSync(body) : body).toString()).toMatch(/^page visitor/);
          resolve(encoding);
        }).end();
      });
    for (const wanted of ['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.8'])
      expect(await encodingFor(wanted), wanted).toBe('gzip');
    for (const wanted of ['', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.00, br', 'xgzip'])
      expect(await encodingFor(wanted), wanted).toBe('identity');
    expect(rendered).toHaveLength(2);
  });

  it('responds 304, without a Content-Security-Policy, to a client that has the same bytes', async () => {
    const { headers } = await get('/');
    const etag = headers.get('etag') ?? '';
    const known = await get('/', { 'if-none-match': `"other", W/${etag}` });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', etag]);
    expect(known.headers.get('content-security-policy')).toBeNull();
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
    // After a restart the nonce is another one, so the bytes differ.
    await start();
    expect((await get('/', { 'if-none-match': etag })).status).toBe(200);
  });

  it('stores a response’s Content-Security-Policy together with its body', async () => {
    const [first, second] = [await get('/'), await get('/')];
    expect(first.headers.get('content-security-policy')).toBe("script-src 'nonce-1'");
    expect(second.headers.get('content-security-policy')).toBe("script-src 'nonce-1'");
    expect(second.headers.get('link')).toBe('</a.js>; nonce="1"');
  });

  it('responds to HEAD with headers only', async () => {
    const head = await get('/', {}, 'HEAD');
    const { headers } = await get('/');
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['content-length', 'etag', 'content-type', 'vary', 'cache-control'])
      expect(head.headers.get(name)).toBe(headers.get(name));
  });

  it.each([
    ['a missing page', { status: 404 }],
    ['a failed page', { status: 500 }],
    ['a redirect', { status: 307, headers: { location: '/b' } }],
    ['a response with a cookie', { headers: { 'content-type': 'text/html', 'set-cookie': 'a=b' } }],
    [
      'a response that varies by language',
      { headers: { 'content-type': 'text/html', vary: 'accept-language' } },
    ],
    [
      'private JSON',
      { headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store' } },
    ],
  ])('never stores %s', async (_, more) => {
    Object.assign(page, more);
    const [first, second] = [await get('/benchmarks/a'), await get('/benchmarks/a')];
    for (const { status, headers } of [first, second]) {
      expect(status).toBe(page.status);
      expect(headers.get('cache-control') ?? '').not.toContain('public');
    }
    expect(second.text).not.toBe(first.text);
  });

  it('renders a missing page once for all requests that wait for the page', async () => {
    Object.assign(page, { status: 404, delayMs: 100 });
    const responses = await Promise.all(Array.from({ length: 5 }, () => get('/benchmarks/nope')));
    expect(responses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(rendered).toHaveLength(1);
  });

  it.each<Record<string, string>>([
    { rsc: '1' },
    { 'next-router-prefetch': '1' },
    { 'next-action': 'x' },
    { accept: 'text/csv' },
  ])('passes a request with %j to the site', async (headers) => {
    await get('/');
    rendered = [];
    await get('/', headers);
    expect(rendered).toHaveLength(1);
  });

  it('doesn’t cache a POST', async () => {
    await get('/');
    rendered = [];
    await get('/', {}, 'POST');
    expect(rendered).toHaveLength(1);
  });

  it('lets the request be handled without the cache where the site’s response breaks off or is too large', async () => {
    cache = makeResponseCache({ render: (_, response) => response.destroy(), host: 'tidemark.example' });
    expect((await get('/')).text).toMatch(/^page visitor/);
  });

  it('removes the least recently used response when full, and stores none larger than a quarter of its size', async () => {
    page.body = 'a'.repeat(10_000);
    await start({ bytesMax: 50_000 });
    for (const path of ['/benchmarks/a', '/benchmarks/b', '/benchmarks/c', '/benchmarks/d', '/benchmarks/e'])
      await get(path);
    rendered = [];
    await get('/benchmarks/e');
    expect(rendered).toEqual([]);
    await get('/benchmarks/a');
    expect(rendered).toEqual(['/benchmarks/a visitor']);
    page.body = 'a'.repeat(13_000);
    await get('/');
    await get('/');
    expect(rendered).toHaveLength(3);
  });
});
