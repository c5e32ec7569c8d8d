import type { IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mayReadMetrics } from './metrics-endpoint';

const token = 'a-token-of-the-operator';

const access = { token: undefined, port: 3000 };

function canRead(
  headers: IncomingHttpHeaders,
  { from = '127.0.0.1', ...own }: { from?: string; token?: string } = {},
): boolean {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: from });
  return mayReadMetrics({ headers: { host: 'localhost:3000', ...headers }, socket }, { ...access, ...own });
}

describe('access to /metrics', () => {
  it('works from this machine where no token is set', () => {
    for (const from of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(canRead({}, { from }), from).toBe(true);
    for (const host of ['127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:3000'])
      expect(canRead({ host }), host).toBe(true);
  });

  it('fails from other machines where no token is set', () => {
    for (const from of ['192.0.2.1', '10.0.0.7', '2001:db8::1', ''])
      expect(canRead({}, { from }), from).toBe(false);
  });

  it('fails by way of a proxy, and by a foreign name that resolves to this machine', () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'cf-connecting-ip'])
      expect(canRead({ [name]: '127.0.0.1' }), name).toBe(false);
    for (const host of ['evil.example:3000', 'tidemark.example.org', 'localhost:80', 'localhost', ''])
      expect(canRead({ host }), host).toBe(false);
  });

  it('requires the token where one is set, from this machine too, and under any host name', () => {
    const authorization = `Bearer ${token}`;
    expect(canRead({}, { token })).toBe(false);
    expect(canRead({ authorization }, { token, from: '192.0.2.1' })).toBe(true);
    expect(canRead({ authorization, host: '10.0.0.5:3000', 'x-forwarded-for': '192.0.2.1' }, { token })).toBe(
      true,
    );
    for (const wrong of [
      token,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      'Bearer ',
      `bearer ${token}`,
      '',
    ])
      expect(canRead({ authorization: wrong }, { token }), wrong).toBe(false);
  });
});
