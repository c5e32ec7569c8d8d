import { expect, it } from 'vitest';
import { responseHeaders } from './response-headers';

it('holds browsers to https where the site is public under it, and only there', () => {
  const of = (url: string) => responseHeaders(new URL(url), "default-src 'self'");
  expect(of('https://tidemark.example')['strict-transport-security']).toBe('max-age=31536000');
  expect(of('http://localhost:3000')['strict-transport-security']).toBeUndefined();
});
