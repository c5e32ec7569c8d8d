import { describe, expect, it } from 'vitest';
import { knownHosts } from './known-hosts';

describe('the names a site answers to', () => {
  it('on loopback are the machine’s own names with the port, and no name that was pointed there', () => {
    const hosts = knownHosts('http://localhost:3000', 3000, true);
    expect([...hosts].sort()).toEqual(['127.0.0.1:3000', '[::1]:3000', 'localhost:3000']);
    expect(hosts.has('evil.example:3000')).toBe(false);
  });

  it('elsewhere are its public address alone', () => {
    expect([...knownHosts('https://tidemark.example', 3000, false)]).toEqual(['tidemark.example']);
  });
});
