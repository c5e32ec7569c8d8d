import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  parseMigrateEnvironment,
  parseScorerEnvironment,
  parseWebEnvironment,
  readFileSettings,
} from './environment';

const secret = 'smtp://user:hunter2@mail.example.org';

describe('settings from files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-settings-'));
    writeFileSync(join(folder, 'smtp'), `${secret}\n`);
    writeFileSync(join(folder, 'empty'), ' \n');
    writeFileSync(join(folder, 'two'), `${secret}\nhunter3\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = (variables: Record<string, string>) =>
    readFileSettings(variables, (path) => join(folder, path));

  it('replace the variable that names the file, without the newline at its end', () => {
    expect(read({ SMTP_URL_FILE: 'smtp', PORT: '80' })).toEqual({
      ok: true,
      value: { SMTP_URL: secret, PORT: '80' },
    });
  });

  it('leave the path of the scorer’s identity file unchanged, which is a setting itself', () => {
    expect(read({ SCORER_IDENTITY_FILE: 'two' })).toEqual({
      ok: true,
      value: { SCORER_IDENTITY_FILE: 'two' },
    });
  });

  it('count an empty variable as not set', () => {
    expect(read({ SMTP_URL_FILE: 'smtp', SMTP_URL: '' })).toEqual({ ok: true, value: { SMTP_URL: secret } });
    expect(read({ SMTP_URL_FILE: '', SMTP_URL: 'a' })).toEqual({ ok: true, value: { SMTP_URL: 'a' } });
  });

  it.each([
    [
      'that is missing',
      { SMTP_URL_FILE: 'missing' },
      /^SMTP_URL_FILE names .*missing, which can’t be read \(ENOENT\)\.$/,
    ],
    [
      'that is a folder',
      { SMTP_URL_FILE: '.' },
      /^SMTP_URL_FILE names .*, which can’t be read \(EISDIR\)\.$/,
    ],
    ['that is empty', { SMTP_URL_FILE: 'empty' }, /^SMTP_URL_FILE names .*empty, which is empty\.$/],
    [
      'of several lines',
      { SMTP_URL_FILE: 'two' },
      /^SMTP_URL_FILE names .*two, which has more than one line\.$/,
    ],
    [
      'beside the variable',
      { SMTP_URL_FILE: 'smtp', SMTP_URL: secret },
      /^SMTP_URL and SMTP_URL_FILE are both set/,
    ],
  ])('refuse a file %s, without its content', (_, variables, message) => {
    const refused = read(variables);
    expect(refused).toEqual({ ok: false, error: expect.stringMatching(message) });
    expect(JSON.stringify(refused)).not.toContain('hunter');
  });
});

describe('settings of a command', () => {
  const web = {
    PUBLIC_URL: 'https://tidemark.example.org',
    DATABASE_URL_WEB: 'postgres://tidemark_web:a@db/tidemark',
    TIDEMARK_OBJECT_STORE: '/objects',
    SCORER_RECIPIENT: 'age1a',
    NEXTAUTH_SECRET: '0123456789abcdef',
  };

  it('for the web process need neither the owner’s address nor a key of the scorer', () => {
    expect(parseWebEnvironment(web)).toMatchObject({ ok: true, value: { PORT: 3000, HOST: '127.0.0.1' } });
  });

  it('for the scorer need no secret of the web process', () => {
    const scorer = {
      DATABASE_URL_SCORER: 'postgres://tidemark_scorer:a@db/tidemark',
      TIDEMARK_OBJECT_STORE: '/objects',
      SCORER_IDENTITY_FILE: '/keys/scorer.identity',
    };
    expect(parseScorerEnvironment(scorer)).toMatchObject({
      ok: true,
      value: { TIDEMARK_REACHABLE_FROM: 'elsewhere' },
    });
  });

  it('name each missing and each malformed variable at once, without its value', () => {
    const { TIDEMARK_OBJECT_STORE, ...rest } = web;
    const refused = parseWebEnvironment({ ...rest, NEXTAUTH_SECRET: 'hunter2', PORT: 'hunter3' });
    expect(refused).toEqual({
      ok: false,
      error: expect.stringMatching(
        /^Settings of npm run web: PORT: .+; TIDEMARK_OBJECT_STORE is missing; NEXTAUTH_SECRET: /,
      ),
    });
    expect(JSON.stringify(refused)).not.toContain('hunter');
  });

  const oidc = { OIDC_ISSUER: 'https://id.example.org', OIDC_ID: 'tidemark', OIDC_SECRET: 'hunter2' };

  it.each([
    ['without a client’s secret', { OIDC_SECRET: '' }, /: OIDC_SECRET is missing\.$/],
    ['without an issuer', { OIDC_ISSUER: '' }, /: OIDC_ISSUER is missing\.$/],
    ['on http', { OIDC_ISSUER: 'http://id.example.org' }, /: OIDC_ISSUER: expected an https address/],
    [
      'on loopback, for a site elsewhere',
      { OIDC_ISSUER: 'http://127.0.0.1:8080' },
      /: OIDC_ISSUER: expected an https address/,
    ],
    ['of another scheme', { OIDC_ISSUER: 'ftp://id.example.org' }, /: OIDC_ISSUER: expected the https/],
    ['with a query', { OIDC_ISSUER: 'https://id.example.org/?a=b' }, /without query/],
  ])('refuse an OpenID Connect issuer %s', (_, changed, message) => {
    const refused = parseWebEnvironment({ ...web, ...oidc, ...changed });
    expect(refused).toEqual({ ok: false, error: expect.stringMatching(message) });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });

  it('accept an OpenID Connect issuer over https, and over http only if issuer and site are on loopback', () => {
    expect(parseWebEnvironment({ ...web, ...oidc }).ok).toBe(true);
    const onLoopback = { PUBLIC_URL: 'http://localhost:3000', OIDC_ISSUER: 'http://127.0.0.1:8080' };
    expect(parseWebEnvironment({ ...web, ...oidc, ...onLoopback }).ok).toBe(true);
  });

  it('for a migration refuse an address of another scheme, without its password', () => {
    const url = 'mysql://root:hunter2@db/tidemark';
    const refused = parseMigrateEnvironment({
      DATABASE_URL: url,
      DATABASE_URL_WEB: url,
      DATABASE_URL_SCORER: url,
    });
    expect(refused).toEqual({ ok: false, error: expect.stringContaining('must look like postgres://') });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });
});
