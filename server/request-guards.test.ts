import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { findFault, isUpload, knownHosts, refuseUpgrades } from './request-guards';

const hosts = knownHosts('http://localhost:3000', 3000, true);
const faultOf = (
  method: string,
  url: string,
  headers: Record<string, string> = {},
  rawHeaders = ['Host', 'localhost:3000'],
) =>
  findFault(
    { method, url, headers: { host: 'localhost:3000', ...headers }, rawHeaders },
    { hosts, protocol: 'http:' },
  )?.status;

describe('guard of requests', () => {
  it('allows a request with one `Host` of this site, a decodable path and a known method', () => {
    for (const url of ['/', '/benchmarks/a%20b?x=%', '/sign-in?callbackUrl=//evil.example', '/%E0%A4%AA'])
      expect(faultOf('GET', url)).toBeUndefined();
  });

  it('refuses a path with an incomplete or invalid percent-escape, and a target that is no path', () => {
    for (const url of [
      '/benchmarks/%E0%A4%A',
      '/%',
      '/api/v1/benchmarks/%ff',
      '/a/%zz?b',
      '*',
      '',
      'benchmarks',
    ])
      expect(faultOf('GET', url)).toBe(400);
  });

  it('refuses . and .. segments in every spelling, and allows dots in a name or after the path', () => {
    for (const url of [
      '/badge/../inbox',
      '/badge/%2e%2e/inbox',
      '/badge/.%2E/inbox?x',
      '/embed/..',
      '/embed/.',
      '/a\\..\\inbox',
      '/a%5c..%5cinbox',
      '/a/..%2finbox',
    ])
      expect(faultOf('GET', url), url).toBe(400);
    for (const url of ['/badge/a..b', '/badge/...', '/feed.atom', '/.well-known/security.txt', '/a?b=/../c'])
      expect(faultOf('GET', url), url).toBeUndefined();
  });

  it('refuses a target that names a server', () => {
    for (const url of ['http://evil.example/', 'https://localhost:3000/', 'javascript:alert(1)'])
      expect(faultOf('GET', url)).toBe(400);
  });

  it('refuses two `Host` headers, even if both name this site, and the name of another site', () => {
    expect(faultOf('GET', '/', {}, ['Host', 'localhost:3000', 'host', 'evil.example'])).toBe(400);
    expect(faultOf('GET', '/', {}, ['HOST', 'localhost:3000', 'Host', 'localhost:3000'])).toBe(400);
    expect(faultOf('GET', '/', { host: 'evil.example:3000' })).toBe(421);
  });

  it('refuses unknown methods', () => {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND']) expect(faultOf(method, '/')).toBe(405);
  });

  it('refuses a form from another origin and from an opaque one', () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:4000', 'https://localhost:3000'])
      expect(faultOf('POST', '/settings', { origin })).toBe(403);
    expect(faultOf('POST', '/settings', { origin: 'http://localhost:3000' })).toBeUndefined();
    expect(faultOf('POST', '/settings')).toBeUndefined();
  });

  it('refuses a form sent from one name of the site to another, or with a foreign `X-Forwarded-Host`, since Next would respond 500', () => {
    const [origin, other] = ['http://localhost:3000', 'http://127.0.0.1:3000'];
    expect(faultOf('POST', '/settings', { origin: other })).toBe(403);
    expect(faultOf('POST', '/settings', { origin: other, host: '127.0.0.1:3000' })).toBeUndefined();
    for (const forwarded of ['evil.example', 'evil.example, localhost:3000', '127.0.0.1:3000'])
      expect(faultOf('POST', '/settings', { origin, 'x-forwarded-host': forwarded }), forwarded).toBe(403);
    for (const forwarded of ['localhost:3000', 'Localhost:3000, proxy.internal', ''])
      expect(
        faultOf('POST', '/settings', { origin, 'x-forwarded-host': forwarded }),
        forwarded,
      ).toBeUndefined();
  });

  it('refuses a page’s form beyond 1 MB or without a length, to which Next would respond 500', () => {
    const ofBytes = (count: number) => ({ 'content-length': String(count) });
    expect(faultOf('POST', '/settings', ofBytes(2 ** 20))).toBeUndefined();
    expect(faultOf('POST', '/settings', ofBytes(2 ** 20 + 1))).toBe(413);
    expect(faultOf('POST', '/settings', { 'transfer-encoding': 'chunked' })).toBe(411);
    for (const url of [
      '/api/v1/benchmarks/owls/submissions',
      '/maintain/owls/rounds/1/test-set',
      '/unsubscribe/token',
    ]) {
      expect(faultOf('POST', url, ofBytes(2 ** 30)), url).toBeUndefined();
      expect(faultOf('POST', url, { 'transfer-encoding': 'chunked' }), url).toBeUndefined();
    }
  });

  it('allows API requests from any origin, since API tokens work from anywhere and the API checks origins itself', () => {
    expect(faultOf('POST', '/api/v1/benchmarks', { origin: 'https://evil.example' })).toBeUndefined();
  });

  it('allows calls of runners under any host name, since a runner on the same machine calls the site by the machine’s address', () => {
    expect(faultOf('POST', '/api/runner/leases', { host: '127.0.0.1:3000' })).toBeUndefined();
    for (const url of ['/api/runners', '/api/v1/benchmarks?/api/runner/', '/x/api/runner/leases'])
      expect(faultOf('POST', url, { host: '10.0.0.5:3000' }), url).toBe(421);
  });

  it('allows health checks under any host name, since a supervisor calls the site by the machine’s address', () => {
    for (const url of ['/healthz', '/readyz', '/readyz?verbose'])
      expect(faultOf('GET', url, { host: '10.0.0.5:3000' }), url).toBeUndefined();
    for (const url of ['/readyz/', '/readyzed', '/inbox?/readyz', '/status'])
      expect(faultOf('GET', url, { host: '10.0.0.5:3000' }), url).toBe(421);
  });
});

describe('known hosts', () => {
  it('contain, for a site on loopback, the loopback names with the port, and no other name that resolves to loopback', () => {
    const hosts = knownHosts('http://localhost:3000', 3000, true);
    expect([...hosts].sort()).toEqual(['127.0.0.1:3000', '[::1]:3000', 'localhost:3000']);
    expect(hosts.has('evil.example:3000')).toBe(false);
  });

  it('contain only the public host for a site that isn’t on loopback', () => {
    expect([...knownHosts('https://tidemark.example', 3000, false)]).toEqual(['tidemark.example']);
  });
});

const form = 'multipart/form-data; boundary=x';
const token = { authorization: 'Bearer x' };
const session = { cookie: 'theme=dark; __Secure-authjs.session-token=x' };

const places = [
  ['api/v1/benchmarks/[slug]/submissions', '/api/v1/benchmarks/late-flights/submissions?dry_run=true'],
  ['api/v1/benchmarks/[slug]/rounds', '/api/v1/benchmarks/late-flights/rounds'],
  ['api/v1/benchmarks/[slug]/rounds/[number]/test-set', '/api/v1/benchmarks/late-flights/rounds/3/test-set'],
  ['maintain/[slug]/rounds/[number]/test-set', '/maintain/late-flights/rounds/3/test-set'],
] as const;

describe('upload', () => {
  it.each(places)('recognises an upload at %s', (route, url) => {
    expect(existsSync(`app/${route}/route.ts`)).toBe(true);
    for (const who of [token, session])
      expect(isUpload({ url, headers: { 'content-type': form, ...who } })).toBe(true);
  });

  it('needs a token or session, the right format and one of these addresses to be recognised', () => {
    const [[, url]] = places;
    expect(isUpload({ url, headers: { 'content-type': form } })).toBe(false);
    expect(isUpload({ url, headers: { 'content-type': 'application/json', ...token } })).toBe(false);
    for (const elsewhere of [
      '/api/v1/tokens',
      '/api/v1/benchmarks',
      '/api/v1/benchmarks/a/rounds/1/seal',
      '/benchmarks/a/submit',
    ])
      expect(isUpload({ url: elsewhere, headers: { 'content-type': form, ...token } })).toBe(false);
  });
});

describe('upgrade request', () => {
  it('ends with a refusal and the end of its connection, even if another listener never responds', async () => {
    const server = createServer();
    refuseUpgrades(server);
    server.on('upgrade', () => {});
    const port = await listenOnLoopback(server);
    // The client keeps its own side open, to hold the connection.
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let response = '';
    socket.on('data', (data) => {
      response += data;
    });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'end');
    expect(response).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
