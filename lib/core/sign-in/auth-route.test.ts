import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAuthRoute, isErrorCode, localPath } from './auth-route';

const decide = (method: string, path: string) =>
  decideAuthRoute(method, path.split('/').map(decodeURIComponent), ['github']).kind;

it.each([
  ['GET', 'csrf'],
  ['GET', 'callback/github'],
  ['POST', 'signin/github'],
  ['POST', 'signout'],
])('decideAuthRoute allows %s %s', (method, path) => {
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
])('decideAuthRoute responds “not found” to %s %s', (method, path) => {
  expect(decide(method, path)).toBe('not_found');
});

it.each([
  ['POST', 'session'],
  ['POST', 'callback/github'],
  ['GET', 'signin/github'],
  ['HEAD', 'csrf'],
  ['DELETE', 'signout'],
])('decideAuthRoute refuses %s on %s', (method, path) => {
  expect(decide(method, path)).toBe('other_method');
});

it('isErrorCode accepts the error codes of sign-in, and nothing that an HTTP header can’t contain', () => {
  for (const code of ['', 'access_denied', 'OAuthCallback', 'Verification'])
    expect(isErrorCode(code)).toBe(true);
  for (const code of ['\0', 'ж', 'a\r\nlocation: x', '//evil.example', 'x'.repeat(65)])
    expect(isErrorCode(code)).toBe(false);
});

describe('localPath', () => {
  it('returns a path of the site with its query', () => {
    expect(localPath('/benchmarks/late-flights-2001/submit?team=a%20b')).toBe(
      '/benchmarks/late-flights-2001/submit?team=a%20b',
    );
  });

  it('returns the front page for an address that a browser resolves to another site', () => {
    for (const requested of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      ' /x',
      'https://evil.example',
      'javascript:alert(1)',
      undefined,
      ['/a'],
      `/${'a'.repeat(600)}`,
    ])
      expect(localPath(requested)).toBe('/');
  });

  it('never returns an address of another origin, for any input', () => {
    const pieces = fc.array(
      fc.constantFrom('/', '\\', '\t', '\n', 'evil.example', ':', '@', '?', '#', '.', ' '),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(new URL(localPath(parts.join('')), 'http://localhost:3000').origin).toBe(
          'http://localhost:3000',
        );
      }),
    );
  });
});
