import { BlockList, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  findClientAddress,
  findRequestId,
  identifyClients,
  isForwarded,
  parseTrustedProxies,
} from './client-address';

const forwarded = (list: string) => ({ 'x-forwarded-for': list });

describe('client address', () => {
  it('comes from the socket, whatever a header says, while no proxy is trusted', () => {
    const none = parseTrustedProxies('');
    expect(findClientAddress('203.0.113.9', forwarded('198.51.100.1'), none)).toBe('203.0.113.9');
    expect(findClientAddress('127.0.0.1', forwarded('198.51.100.1'), none)).toBe('127.0.0.1');
  });

  it('comes from the header entry that the last trusted proxy appended, not from an earlier entry', () => {
    const proxies = parseTrustedProxies('127.0.0.1, 10.0.0.0/8 fd00::/8');
    expect(findClientAddress('127.0.0.1', forwarded('8.8.8.8, 198.51.100.1'), proxies)).toBe('198.51.100.1');
    expect(findClientAddress('::ffff:127.0.0.1', forwarded('8.8.8.8, 198.51.100.1, 10.1.2.3'), proxies)).toBe(
      '198.51.100.1',
    );
    expect(findClientAddress('fd00::1', forwarded('2001:db8::5'), proxies)).toBe('2001:db8::5');
    expect(findClientAddress('203.0.113.9', forwarded('198.51.100.1'), proxies)).toBe('203.0.113.9');
  });

  it('falls back to the trusted proxy’s own address where its header names none', () => {
    const proxies = parseTrustedProxies('127.0.0.1');
    for (const list of ['', 'unknown', '8.8.8.8, nobody', '1.2.3.4:80'])
      expect(findClientAddress('127.0.0.1', forwarded(list), proxies)).toBe('127.0.0.1');
    expect(findClientAddress('127.0.0.1', {}, proxies)).toBe('127.0.0.1');
  });

  it.each(['nobody', '10.0.0.0/33', '10.0.0.1/x', '1.2.3/8'])('rejects %s as a trusted proxy', (setting) => {
    expect(() => parseTrustedProxies(setting)).toThrow('TRUSTED_PROXIES');
  });
});

describe('request', () => {
  it('counts as forwarded if it has a header that only proxies send', () => {
    expect(isForwarded({ host: 'localhost:3000' })).toBe(false);
    for (const name of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])
      expect(isForwarded({ [name]: 'x' })).toBe(true);
  });
});

/**
 * Headers that Next adds to the form's headers when it fetches the page to which a server action redirects.
 */
const nextHeaders = { 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'http' };
const requestWith = (headers: Record<string, string>) => ({ headers, socket: new Socket() });

describe('request that Next makes for a form’s action', () => {
  it('counts as a request of the form’s sender, and as forwarded only if the form was', () => {
    const clients = identifyClients(new BlockList());
    for (const isForwarded of [true, false]) {
      const headers = clients.headersFor({ address: '192.0.2.1', isForwarded });
      const found = clients.identify(requestWith({ ...headers, ...nextHeaders }));
      expect(found).toEqual({ address: '192.0.2.1', isForwarded, isOwnRequest: true });
    }
  });

  it('cannot be forged by headers that a client can send', () => {
    const clients = identifyClients(new BlockList());
    const { 'x-tidemark-own-call': _, ...known } = clients.headersFor({
      address: '192.0.2.1',
      isForwarded: false,
    });
    const elsewhere = identifyClients(new BlockList()).headersFor({
      address: '192.0.2.1',
      isForwarded: false,
    });
    for (const headers of [known, { ...known, 'x-tidemark-own-call': '' }, elsewhere])
      expect(clients.identify(requestWith({ ...headers, ...nextHeaders }))).toEqual({
        address: '',
        isForwarded: true,
        isOwnRequest: false,
      });
  });
});

describe('request id', () => {
  const idOf = (id: string | undefined, proxies = '') => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: '127.0.0.1' });
    return findRequestId({ headers: { 'x-request-id': id }, socket }, parseTrustedProxies(proxies));
  };
  const given = '0123456789abcdef0123456789abcdef';

  it('has the form of a UUID, new for each request, whatever id a client sends', () => {
    const ids = [idOf(undefined), idOf(undefined), idOf(given), idOf(given, '192.0.2.1')];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(4);
  });

  it('comes from a trusted proxy if the proxy’s id has 16 to 64 letters, digits and hyphens', () => {
    expect(idOf(given, '127.0.0.1')).toBe(given);
    for (const id of ['short', 'x'.repeat(65), `${given}\n`, `${given} "level":60`, ''])
      expect(idOf(id, '127.0.0.1'), id).not.toBe(id);
  });
});
