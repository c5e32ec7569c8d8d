import { expect, it } from 'vitest';
import { decideMail, networkOf } from './mail-limits';

const now = new Date('2026-04-01T12:00:00Z');

const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

it('decideMail allows a mail below every limit', () => {
  expect(decideMail({ address: null, network: null, site: null }, now)).toBeNull();
});

it('decideMail names the limit that blocks for the longest time, and the time until it allows a mail', () => {
  expect(decideMail({ address: ago(50), network: ago(20), site: null }, now)).toEqual({
    scope: 'network',
    retryAfterSeconds: 40 * 60,
  });
  expect(decideMail({ address: ago(60), network: null, site: null }, now)?.retryAfterSeconds).toBe(1);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:0207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('networkOf maps %s to %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it.each([
  '127.0.0.1',
  '127.8.8.8',
  '::1',
  '::ffff:127.0.0.1',
  '::',
  '',
  'nobody',
  '1:2:3',
  '1::2::3',
  'g::1',
])('networkOf returns null for %j', (address) => {
  expect(networkOf(address)).toBeNull();
});
