import { expect, it } from 'vitest';
import { decideAuthRoute, isErrorCode } from './decide-auth-route';

const decide = (method: string, path: string) =>
  decideAuthRoute(method, path.split('/').map(decodeURIComponent), ['github']).kind;

it.each([
  ['GET', 'csrf'],
  ['GET', 'callback/github'],
  ['POST', 'signin/github'],
  ['POST', 'signout'],
])('allows %s %s', (method, path) => {
  expect(decide(method, path)).toBe('listed');
});

it.each([
  ['POST', 'signin/email'],
  ['POST', 'signin/email/x'],
  ['POST', 'signin%2Femail'],
  ['POST', 'signin/email/'],
  ['GET', 'callback/email'],
  ['POST', 'callback/email'],
  ['GET', 'callback/email/x'],
  ['GET', 'callback/github/x'],
  ['GET', 'callback/orcid'],
  ['GET', 'callback/__proto__'],
  ['GET', 'verify-request'],
  ['POST', '_log'],
  ['GET', ''],
])('responds “not found” to %s %s', (method, path) => {
  expect(decide(method, path)).toBe('not_found');
});

it.each([
  ['POST', 'session'],
  ['POST', 'callback/github'],
  ['GET', 'signin/github'],
  ['HEAD', 'csrf'],
  ['DELETE', 'signout'],
])('refuses %s on %s', (method, path) => {
  expect(decide(method, path)).toBe('other_method');
});

it('accepts the error codes of sign-in, and nothing that a header can’t hold', () => {
  for (const code of ['', 'access_denied', 'OAuthCallback', 'Verification'])
    expect(isErrorCode(code)).toBe(true);
  for (const code of ['\0', 'ж', 'a\r\nlocation: x', '//evil.example', 'x'.repeat(65)])
    expect(isErrorCode(code)).toBe(false);
});
