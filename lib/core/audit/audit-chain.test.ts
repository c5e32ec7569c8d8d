import { expect, it } from 'vitest';
import { formatAuditHead, parseAuditHead } from './audit-chain';

const sha256 = '0a'.repeat(32);

it('parses a head that it formatted', () => {
  expect(parseAuditHead(formatAuditHead({ position: 12, sha256 }))).toEqual({ position: 12, sha256 });
  expect(parseAuditHead(` 12:${sha256.toUpperCase()}\n`)).toEqual({ position: 12, sha256 });
});

it.each([
  '',
  '12',
  `0:${sha256}`,
  `-1:${sha256}`,
  `1.5:${sha256}`,
  `12:${sha256}0`,
  `12 ${sha256}`,
  '12:xyz',
])('refuses %j as a head', (text) => expect(parseAuditHead(text)).toBeNull());
