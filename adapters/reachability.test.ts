import { describe, expect, test } from 'vitest';
import { decideReachability } from './reachability';

const decide = (host: string, publicUrl: string, environment: Record<string, string | undefined> = {}) =>
  decideReachability({ host, publicUrl, environment });

describe('reachability of a site', () => {
  test.each([
    ['127.0.0.1', 'http://localhost:3000'],
    ['127.8.0.1', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['localhost', 'http://LOCALHOST:3000'],
  ])('allows a start on loopback without a sign-in method: host %s, public URL %s', (host, publicUrl) => {
    expect(decide(host, publicUrl)).toEqual({ ok: true, value: 'loopback' });
  });

  test.each([
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['', 'http://localhost:3000'],
    ['192.168.1.4', 'http://localhost:3000'],
    ['127.0.0.1', 'https://tidemark.example.org'],
    ['127.0.0.1', 'https://localhost.example.org'],
    ['127.0.0.1', 'https://127.0.0.1.example.org'],
  ])(
    'refuses a start that is reachable from elsewhere without a sign-in method: host “%s”, public URL %s',
    (host, publicUrl) => {
      const decided = decide(host, publicUrl);
      expect(decided.ok).toBe(false);
      if (!decided.ok) expect(decided.error).toContain('SMTP_URL');
    },
  );

  test.each([
    { SMTP_URL: 'smtp://mail.example.org' },
    { GITHUB_ID: 'a', GITHUB_SECRET: 'b' },
    { ORCID_ID: 'a', ORCID_SECRET: 'b' },
    { OIDC_ISSUER: 'https://id.example.org', OIDC_ID: 'a', OIDC_SECRET: 'b' },
  ])('allows a start that is reachable from elsewhere with %o', (environment) => {
    expect(decide('0.0.0.0', 'https://tidemark.example.org', environment)).toEqual({
      ok: true,
      value: 'elsewhere',
    });
  });

  test.each([
    { SMTP_URL: ' ' },
    { GITHUB_ID: 'a' },
    { GITHUB_ID: 'a', ORCID_SECRET: 'b' },
    { OIDC_ID: 'a', OIDC_SECRET: 'b' },
  ])('counts a half-configured sign-in provider as none: %o', (environment) => {
    expect(decide('0.0.0.0', 'https://tidemark.example.org', environment).ok).toBe(false);
  });

  test('refuses a PUBLIC_URL that is no web address', () => {
    expect(decide('127.0.0.1', 'localhost:3000').ok).toBe(false);
    expect(decide('127.0.0.1', 'nonsense').ok).toBe(false);
  });
});
