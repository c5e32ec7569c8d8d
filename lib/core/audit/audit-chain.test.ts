import { expect, it } from 'vitest';
import { formatAuditHead, parseAuditHead } from './audit-chain';

const sha256 = '0a'.repeat(32);

it('reads a noted head back as it was written', () => {
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
])('takes %j for no head', (text) => expect(parseAuditHead(text)).toBeNull());
