import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { commandSettings, fileSettings } from '@/adapters/environment';
import { childEnvironments, processEnvironment } from './child-environments';
import { startSettings } from './site-settings';

const options: Parameters<typeof childEnvironments>[0] = {
  ambient: {
    PATH: '/usr/bin',
    DATABASE_URL: 'postgres://owner-secret@db/tidemark',
    SMTP_URL: 'smtp://mail-secret@mail',
    S3_SECRET_ACCESS_KEY: 's3-secret',
    SOMETHING_LATER: 'later-secret',
    SCORER_IDENTITY_FILE: '/ambient/identity-path',
  },
  host: '127.0.0.1',
  port: 3000,
  publicUrl: 'http://localhost:3000',
  authSecret: 'auth-secret',
  webDatabaseUrl: 'postgres://web-secret@db/tidemark',
  scorerDatabaseUrl: 'postgres://scorer-secret@db/tidemark',
  objectStore: '/data/objects',
  scorerRecipient: 'age1public',
  scorerIdentityFile: '/data/keys/identity-path',
  reachableFrom: 'loopback',
  ownUrl: 'http://127.0.0.1:3000',
  runner: {
    registrationFile: '/data/runner/registration-path',
    tokenFile: '/data/runner/token-path',
    identityFile: '/data/runner/identity-path',
  },
  runnerDir: '/data/runner',
};
const { web, scorer, runner, build } = childEnvironments(options);

const text = (environment: Record<string, string>) => JSON.stringify(environment);

test('the web process gets neither the scorer’s key, nor its path, nor another database role', () => {
  expect(text(web)).not.toMatch(/identity|token|scorer-secret|owner-secret/i);
});

test('the scorer gets neither the sign-in secret, nor the mail password, nor another database role', () => {
  expect(text(scorer)).not.toMatch(/auth-secret|mail-secret|web-secret|owner-secret/);
});

test('the runner gets no secret but its own, no database and no key of the site', () => {
  expect(text(runner)).not.toMatch(/secret|postgres|\/keys\/|objects|age1/);
});

test('the build gets no secret', () => {
  expect(text(build)).not.toMatch(/secret|identity|postgres/);
});

test('no process gets an unlisted variable', () => {
  for (const environment of [web, scorer, runner, build])
    expect(text(environment)).not.toContain('later-secret');
});

test('each process gets the variables that it needs', () => {
  expect(web).toMatchObject({
    NODE_ENV: 'production',
    PATH: '/usr/bin',
    HOST: '127.0.0.1',
    PORT: '3000',
    PUBLIC_URL: 'http://localhost:3000',
    NEXTAUTH_URL: 'http://localhost:3000',
    NEXTAUTH_SECRET: 'auth-secret',
    DATABASE_URL_WEB: 'postgres://web-secret@db/tidemark',
    TIDEMARK_OBJECT_STORE: '/data/objects',
    S3_SECRET_ACCESS_KEY: 's3-secret',
    SCORER_RECIPIENT: 'age1public',
    SMTP_URL: 'smtp://mail-secret@mail',
  });
  expect(scorer).toMatchObject({
    DATABASE_URL_SCORER: 'postgres://scorer-secret@db/tidemark',
    TIDEMARK_OBJECT_STORE: '/data/objects',
    S3_SECRET_ACCESS_KEY: 's3-secret',
    SCORER_IDENTITY_FILE: '/data/keys/identity-path',
    TIDEMARK_REACHABLE_FROM: 'loopback',
  });
  expect(runner).toMatchObject({
    TIDEMARK_SITE: 'http://127.0.0.1:3000',
    TIDEMARK_RUNNER_TOKEN_FILE: '/data/runner/token-path',
    TIDEMARK_RUNNER_IDENTITY_FILE: '/data/runner/identity-path',
    TIDEMARK_RUNNER_FOLDER: '/data/runner',
    TIDEMARK_REACHABLE_FROM: 'loopback',
  });
});

test('the environment of each of the site’s commands is its own, whatever else is set', () => {
  const all = {
    ...options.ambient,
    ...Object.fromEntries(
      Object.values(commandSettings).flatMap((settings) =>
        Object.keys(settings).map((name) => [name, `value of ${name}`]),
      ),
    ),
  };
  const namesOf = (process: 'web' | 'scorer' | 'runner') =>
    Object.keys(processEnvironment(process, all)).filter((name) => all[name]?.startsWith('value of'));
  expect(namesOf('web').sort()).toEqual(Object.keys(commandSettings.web).sort());
  expect(namesOf('scorer').sort()).toEqual(Object.keys(commandSettings.scorer).sort());
  expect(namesOf('runner').sort()).toEqual(Object.keys(commandSettings.runner).sort());
  expect(namesOf('web')).not.toContain('SCORER_IDENTITY_FILE');
  for (const name of ['DATABASE_URL', 'NEXTAUTH_SECRET', 'SMTP_URL'])
    expect(namesOf('scorer')).not.toContain(name);
});

describe('tables of docs/operating.md', () => {
  const text = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  /**
   * Lists the variables in the document's table of a command, and for each whether the table says that a file
   * may hold it.
   */
  const listVariables = (command: string): { name: string; isInFile: boolean }[] => {
    const section = text.split(`### \`${command}\`\n`)[1]?.split('\n#')[0] ?? '';
    return section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) =>
        [...(line.split('|')[1] ?? '').matchAll(/`([A-Z0-9_]+)`( ◆)?/g)].map(([, name = '', mark]) => ({
          name,
          isInFile: mark !== undefined,
        })),
      );
  };

  it.each(['migrate', 'web', 'scorer', 'runner'] as const)('list the settings of npm run %s', (command) => {
    const listed = listVariables(`npm run ${command}`).map(({ name }) => name);
    expect(listed.sort()).toEqual(Object.keys(commandSettings[command]).sort());
  });

  it('list the settings that only npm start reads', () => {
    expect(listVariables('npm start').map(({ name }) => name)).toEqual([...startSettings]);
  });

  it('mark the settings that may be read from a file', () => {
    const listed = ['migrate', 'web', 'scorer'].flatMap((command) => listVariables(`npm run ${command}`));
    const marked = listed.filter(({ isInFile }) => isInFile).map(({ name }) => name);
    expect([...new Set(marked)].sort()).toEqual([...fileSettings].sort());
  });

  it('state the same defaults as the code', () => {
    for (const [command, settings] of Object.entries(commandSettings))
      for (const [name, schema] of Object.entries(settings)) {
        const value = schema.safeParse(undefined).data;
        if (typeof value !== 'number') continue;
        const section = text.split(`### \`npm run ${command}\`\n`)[1]?.split('\n#')[0] ?? '';
        const row =
          section.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`${name}\``)) ?? '';
        expect(row.split('|')[2]?.match(/\d+/g), name).toContain(String(value));
      }
  });
});
