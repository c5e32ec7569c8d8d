import { expect, it } from 'vitest';
import { formatSecurityTxt } from './format-security-txt';

it('security.txt has the fields that RFC 9116 requires and expires within a year', () => {
  const now = new Date('2026-11-27T09:00:00Z');
  const text = formatSecurityTxt('mailto:security@tidemark.example', 'https://tidemark.example/', now);
  expect(text).toBe(
    [
      'Contact: mailto:security@tidemark.example',
      'Expires: 2027-05-26T00:00:00.000Z',
      'Preferred-Languages: en',
      'Canonical: https://tidemark.example/.well-known/security.txt',
      '',
    ].join('\n'),
  );
});
