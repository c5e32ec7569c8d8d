import { describe, expect, it } from 'vitest';
import { connect } from '@/db/client';
import { authOptions, pathWithin, sessionCookieName } from './auth';
import type { WebPlatform } from './web-platform';

const environment = {
  PORT: 3000,
  HOST: '127.0.0.1',
  PUBLIC_URL: 'http://localhost:3000',
  DATABASE_URL_WEB: 'postgres://nobody@127.0.0.1:1/none',
  TIDEMARK_OBJECT_STORE: '/nowhere',
  SCORER_RECIPIENT: 'age1',
  NEXTAUTH_SECRET: 'sixteen characters',
  MAIL_FROM: 'Tidemark <no-reply@example.org>',
};

/**
 * A database client connects at its first query; these tests make no query, so the address may lead nowhere.
 */
const providersWith = (more: object) => {
  const platform = {
    environment: { ...environment, ...more },
    db: connect(environment.DATABASE_URL_WEB).db,
  } as WebPlatform;
  return authOptions(platform, {
    onNewPerson: async () => {},
    findRefusalPage: async () => null,
    browser: null,
  }).providers.map(({ id }) => id);
};

describe('sign-in methods', () => {
  it('list no sign-in provider until all of its variables are set, and leave mailed links to the site’s own code', () => {
    expect(providersWith({})).toEqual([]);
    expect(providersWith({ GITHUB_ID: 'x' })).toEqual([]);
    expect(providersWith({ GITHUB_ID: 'x', GITHUB_SECRET: 'y' })).toEqual(['github']);
    expect(providersWith({ ORCID_ID: 'x', ORCID_SECRET: 'y' })).toEqual(['orcid']);
    const oidc = { OIDC_ISSUER: 'https://id.example.org', OIDC_ID: 'x' };
    expect(providersWith(oidc)).toEqual([]);
    expect(providersWith({ ...oidc, OIDC_SECRET: 'y' })).toEqual(['oidc']);
  });

  it('use the __Secure- cookie name where the site is served over https', () => {
    expect(sessionCookieName({ PUBLIC_URL: 'https://tidemark.example' })).toMatch(/^__Secure-/);
    expect(sessionCookieName({ PUBLIC_URL: 'http://localhost:3000' })).not.toMatch(/^__Secure-/);
  });
});

describe('an address to return to', () => {
  const site = 'https://tidemark.example.org';

  it('leads to a path of this site, and has at most 2,000 characters', () => {
    expect(pathWithin(`${site}/submit?a=1#b`, site)).toBe('/submit?a=1#b');
    expect(pathWithin('/submit', site)).toBe('/submit');
    expect(pathWithin('//evil.example.org/submit', site)).toBeNull();
    expect(pathWithin(`/${'a'.repeat(1_999)}`, site)).toHaveLength(2_000);
    expect(pathWithin(`/${'a'.repeat(2_000)}`, site)).toBeNull();
  });
});
