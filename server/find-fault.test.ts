import { describe, expect, it } from 'vitest';
import { findFault } from './find-fault';
import { knownHosts } from './known-hosts';

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

describe('a request', () => {
  it('is answered where it names this site once, a path that can be read, and a method that the site takes', () => {
    for (const url of ['/', '/benchmarks/a%20b?x=%', '/sign-in?callbackUrl=//evil.example', '/%E0%A4%AA'])
      expect(faultOf('GET', url)).toBeUndefined();
  });

  it('is refused with a path that holds half an escape, or none', () => {
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

  it('is refused with a step up or on the spot, however it is written, and not for dots in a name or after the path', () => {
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

  it('is refused where it names another server in its target', () => {
    for (const url of ['http://evil.example/', 'https://localhost:3000/', 'javascript:alert(1)'])
      expect(faultOf('GET', url)).toBe(400);
  });

  it('is refused with two hosts, also where both are this site, and under another site’s name', () => {
    expect(faultOf('GET', '/', {}, ['Host', 'localhost:3000', 'host', 'evil.example'])).toBe(400);
    expect(faultOf('GET', '/', {}, ['HOST', 'localhost:3000', 'Host', 'localhost:3000'])).toBe(400);
    expect(faultOf('GET', '/', { host: 'evil.example:3000' })).toBe(421);
  });

  it('is refused by a method that the site doesn’t take', () => {
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND']) expect(faultOf(method, '/')).toBe(405);
  });

  it('that sends a page something is refused from another origin, and from one that doesn’t say', () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:4000', 'https://localhost:3000'])
      expect(faultOf('POST', '/settings', { origin })).toBe(403);
    for (const origin of ['http://localhost:3000', 'http://127.0.0.1:3000'])
      expect(faultOf('POST', '/settings', { origin })).toBeUndefined();
    expect(faultOf('POST', '/settings')).toBeUndefined();
  });

  it('to the API decides about origins by itself: a token works from anywhere', () => {
    expect(faultOf('POST', '/api/v1/benchmarks', { origin: 'https://evil.example' })).toBeUndefined();
  });
});
