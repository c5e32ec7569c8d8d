import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnswerInside, type KeptPages, keepPages } from './keep-pages';
import { findKeptRoute, keptRoutes } from './kept-routes';

it('lists routes that there are', () => {
  const missing = keptRoutes.filter(
    (route) =>
      !['page.tsx', 'route.ts'].some((file) => existsSync(`app${route === '/' ? '' : route}/${file}`)),
  );
  expect(missing).toEqual([]);
});

it.each([
  ['/', false],
  ['/benchmarks/late-flights-2001', true],
  ['/badge/late-flights-2001.svg', true],
  ['/api/v1/benchmarks/late-flights-2001/rounds/3/leaderboard', true],
])('keeps what lies at %s', (url, isOfBenchmark) => expect(findKeptRoute(url)).toEqual({ isOfBenchmark }));

it.each([
  '/?',
  '/?a=b',
  '/benchmarks/',
  '//',
  '/benchmarks?page=2',
  '/benchmarks/late%2Dflights',
  '/badge/../inbox',
  '/badge/..',
  '/embed/.',
  '/benchmarks/late-flights/submit',
  '/benchmarks/a/rounds/1/report',
  '/submissions',
  '/settings',
  '/maintain/late-flights',
  '/readyz',
  '/api/v1/me',
  '/api/v1/benchmarks/late-flights/quota',
  '/api/v1/benchmarks/late-flights/people',
  '/api/v1/benchmarks/late-flights/rounds/1/inputs',
  '/feedXatom',
  `/benchmarks/${'a'.repeat(201)}`,
])('keeps nothing of %s', (url) => expect(findKeptRoute(url)).toBeUndefined());

describe('a page that is kept', () => {
  let server: Server;
  let site: string;
  let pages: KeptPages;
  let asked: string[];
  /** What the site answers, and says of itself. */
  let page: { status: number; headers: Record<string, string>; body: string; isListed: boolean | null };

  const nameOf = (cookie = '') => /session-token(?:\.0)?=(\w+)/.exec(cookie)?.[1] ?? 'nobody';
  const answer: AnswerInside = ({ headers, url }, response, { nonce, tellListed }) => {
    asked.push(`${url} ${nameOf(headers.cookie)}`);
    if (page.isListed !== null) tellListed(page.isListed);
    const script = `<script nonce="${nonce}">hello()</script>`;
    response.writeHead(page.status, {
      ...page.headers,
      link: `</a.js>; rel=preload; nonce="${nonce}"; as="script", </b.css>; rel=preload; nonce="${nonce}"`,
    });
    response.end(`${page.body} ${nameOf(headers.cookie)} ${JSON.stringify(headers)} ${script}`);
  };

  beforeEach(async () => {
    asked = [];
    page = {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', vary: 'rsc, Accept-Encoding' },
      body: 'page '.repeat(500),
      isListed: true,
    };
    pages = keepPages({
      answer,
      host: 'tidemark.example',
      headersOf: (policy) => ({ 'content-security-policy': policy }),
      isHearing: () => true,
    });
    const listener: RequestListener = (request, response) => {
      if (pages.send(request, response)) return;
      void pages.sendNew(request, response, () =>
        answer(request, response, { nonce: 'of-one', tellListed: () => {} }),
      );
    };
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const got = await fetch(`${site}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    return { status: got.status, headers: got.headers, text: await got.text() };
  };

  it('is asked for once by all visitors, with nothing of theirs', async () => {
    const first = await get('/', { 'user-agent': 'somebody', 'accept-language': 'de', cookie: 'theme=dark' });
    const second = await get('/', { 'x-forwarded-for': '203.0.113.9' });
    expect(second.text).toBe(first.text);
    expect(asked).toEqual(['/ nobody']);
    expect(first.text).toContain('"host":"tidemark.example"');
    for (const trace of ['somebody', '"de"', 'theme', '203.0.113.9', 'cookie'])
      expect(first.text + second.text).not.toContain(trace);
  });

  it('is never what somebody signed in was answered, nor what they are', async () => {
    const cookie = (name: string) => ({ cookie: `a=b; next-auth.session-token=${name}` });
    const people = [
      await get('/', cookie('ann')),
      await get('/', cookie('bob')),
      await get('/'),
      await get('/', { cookie: '__Secure-next-auth.session-token.0=eve' }),
      await get('/', cookie('ann')),
      await get('/', { authorization: 'Bearer x' }),
      await get('/'),
    ];
    expect(people.map(({ text }) => /page +(\w+) \{/.exec(text)?.[1])).toEqual([
      'ann',
      'bob',
      'nobody',
      'eve',
      'ann',
      'nobody',
      'nobody',
    ]);
    expect(asked).toHaveLength(6);
    for (const { headers, text } of [people[2]!, people[6]!]) {
      expect(text).not.toMatch(/ann|bob|eve/);
      expect(headers.get('vary')).toBe('rsc, accept-encoding, cookie, authorization');
    }
  });

  it('has a policy with the hashes of its scripts, and no nonce', async () => {
    const { headers, text } = await get('/');
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]+='; style-src/);
    expect(policy).not.toMatch(/nonce|script-src[^;]*unsafe/);
    expect(text).toContain('<script>hello()</script>');
    expect(headers.get('link')).toBe('</a.js>; rel=preload; as="script", </b.css>; rel=preload');
  });

  it('may be framed by nobody, but for the one that is made for it', async () => {
    const policyOf = async (path: string) => (await get(path)).headers.get('content-security-policy');
    for (const path of ['/', '/benchmarks/embed', '/docs/api'])
      expect(await policyOf(path)).toContain("frame-ancestors 'none'");
    const embed = await policyOf('/embed/late-flights-2001');
    expect(embed).toMatch(/frame-ancestors \*; sandbox /);
    expect(embed).not.toMatch(/script|'self'|allow-(?:same-origin|forms|scripts)/);
  });

  it('comes packed as it is wanted, and not at all to who has it', async () => {
    const plain = await get('/');
    for (const [coding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      // fetch would unpack it.
      const { request } = await import('node:http');
      const packed = await new Promise<{ headers: object; body: Buffer }>((resolve) =>
        request(`${site}/`, { headers: { 'accept-encoding': coding } }, (got) => {
          const chunks: Buffer[] = [];
          got
            .on('data', (chunk) => chunks.push(chunk))
            .on('end', () => resolve({ headers: got.headers, body: Buffer.concat(chunks) }));
        }).end(),
      );
      expect(packed.headers).toMatchObject({
        'content-encoding': coding,
        'content-length': String(packed.body.length),
        etag: `W/${plain.headers.get('etag')}`,
      });
      expect(unpack(packed.body).toString()).toBe(plain.text);
    }
    const known = await get('/', { 'if-none-match': `"other", W/${plain.headers.get('etag')}` });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([
      304,
      '',
      plain.headers.get('etag'),
    ]);
    expect(known.headers.get('content-security-policy')).toBe(plain.headers.get('content-security-policy'));
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('answers HEAD with its headers alone', async () => {
    const head = await get('/', {}, 'HEAD');
    const { headers, text } = await get('/');
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['content-length', 'etag', 'content-type', 'vary', 'cache-control'])
      expect(head.headers.get(name)).toBe(headers.get(name));
    expect(Number(headers.get('content-length'))).toBe(text.length);
  });

  it.each([
    ['isn’t there', { status: 404 }],
    ['leads elsewhere', { status: 307, headers: { location: '/b' } }],
    ['is of an unlisted benchmark', { isListed: false }],
    ['says not whether its benchmark is listed', { isListed: null }],
    ['depends on something else', { headers: { 'content-type': 'text/html', vary: 'accept-language' } }],
    [
      'is JSON for one person',
      { headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store' } },
    ],
  ])('isn’t one that %s', async (_, more) => {
    Object.assign(page, more);
    const { headers } = await get('/benchmarks/a');
    await get('/benchmarks/a');
    expect(asked).toHaveLength(2);
    expect(headers.get('cache-control') ?? '').not.toContain('public');
  });

  it('isn’t one that failed or set a cookie: each who asks is answered by themselves', async () => {
    for (const more of [{ status: 500 }, { status: 200, headers: { 'set-cookie': 'a=b' } }]) {
      asked = [];
      Object.assign(page, more);
      expect((await get('/')).status).toBe(page.status);
      expect((await get('/')).status).toBe(page.status);
      expect(asked).toHaveLength(4);
    }
  });

  it.each<Record<string, string>>([{ rsc: '1' }, { 'next-router-prefetch': '1' }, { accept: 'text/csv' }])(
    'isn’t sent to who asks for something else: %j',
    async (headers) => {
      await get('/');
      asked = [];
      await get('/', headers);
      expect(asked).toHaveLength(1);
    },
  );

  it('isn’t what a form is answered', async () => {
    await get('/');
    asked = [];
    await get('/', {}, 'POST');
    expect(asked).toHaveLength(1);
  });
});
