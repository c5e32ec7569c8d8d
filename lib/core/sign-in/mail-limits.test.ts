import { expect, it } from 'vitest';
import { decideMail } from './mail-limits';

const now = new Date('2026-04-01T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

it('lets a mail go where nothing is in its way', () => {
  expect(decideMail({ address: null, network: null, site: null }, now)).toBeNull();
});

it('names what is full for longest, and when it has room again', () => {
  expect(decideMail({ address: ago(50), network: ago(20), site: null }, now)).toEqual({
    scope: 'network',
    retryAfterSeconds: 40 * 60,
  });
  expect(decideMail({ address: ago(60), network: null, site: null }, now)?.retryAfterSeconds).toBe(1);
});
