import { describe, expect, it } from 'vitest';
import { findCallerAddress, isForwarded, parseTrustedProxies } from './find-caller-address';

const forwarded = (list: string) => ({ 'x-forwarded-for': list });

describe('the address of a caller', () => {
  it('is the socket’s, whatever a header says, as long as no proxy is trusted', () => {
    const none = parseTrustedProxies('');
    expect(findCallerAddress('203.0.113.9', forwarded('198.51.100.1'), none)).toBe('203.0.113.9');
    expect(findCallerAddress('127.0.0.1', forwarded('198.51.100.1'), none)).toBe('127.0.0.1');
  });

  it('is what the last trusted proxy says, and nothing further left', () => {
    const proxies = parseTrustedProxies('127.0.0.1, 10.0.0.0/8 fd00::/8');
    expect(findCallerAddress('127.0.0.1', forwarded('8.8.8.8, 198.51.100.1'), proxies)).toBe('198.51.100.1');
    expect(findCallerAddress('::ffff:127.0.0.1', forwarded('8.8.8.8, 198.51.100.1, 10.1.2.3'), proxies)).toBe(
      '198.51.100.1',
    );
    expect(findCallerAddress('fd00::1', forwarded('2001:db8::5'), proxies)).toBe('2001:db8::5');
    expect(findCallerAddress('203.0.113.9', forwarded('198.51.100.1'), proxies)).toBe('203.0.113.9');
  });

  it('is the proxy’s own where it says nothing that is an address', () => {
    const proxies = parseTrustedProxies('127.0.0.1');
    for (const list of ['', 'unknown', '8.8.8.8, nobody', '1.2.3.4:80'])
      expect(findCallerAddress('127.0.0.1', forwarded(list), proxies)).toBe('127.0.0.1');
    expect(findCallerAddress('127.0.0.1', {}, proxies)).toBe('127.0.0.1');
  });

  it.each(['nobody', '10.0.0.0/33', '10.0.0.1/x', '1.2.3/8'])('is not asked of %s', (setting) => {
    expect(() => parseTrustedProxies(setting)).toThrow('TRUSTED_PROXIES');
  });
});

it('takes a request for forwarded when a header of proxies is there', () => {
  expect(isForwarded({ host: 'localhost:3000' })).toBe(false);
  for (const name of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])
    expect(isForwarded({ [name]: 'x' })).toBe(true);
});
