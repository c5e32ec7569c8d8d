import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { budgetNames, settingOf } from '@/lib/core/quota/budgets';
import { childEnvironments } from './child-environments';

const options: Parameters<typeof childEnvironments>[0] = {
  ambient: {
    PATH: '/usr/bin',
    DATABASE_URL: 'postgres://owner-secret@db/tidemark',
    SMTP_URL: 'smtp://mail-secret@mail',
    SOMETHING_LATER: 'later-secret',
    SCORER_IDENTITY_FILE: '/ambient/identity-path',
  },
  host: '127.0.0.1',
  port: 3000,
  publicUrl: 'http://localhost:3000',
  authSecret: 'auth-secret',
  webDatabaseUrl: 'postgres://web-secret@db/tidemark',
  scorerDatabaseUrl: 'postgres://scorer-secret@db/tidemark',
  objectStoreDir: '/data/objects',
  scorerRecipient: 'age1public',
  scorerIdentityFile: '/data/keys/identity-path',
  reachableFrom: 'loopback',
};
const { web, scorer, build } = childEnvironments(options);

const text = (environment: Record<string, string>) => JSON.stringify(environment);

test('the web process gets neither the scorer’s key, nor its path, nor another database role', () => {
  expect(text(web)).not.toMatch(/identity|scorer-secret|owner-secret/i);
});

test('the scorer gets neither the sign-in secret, nor the mail password, nor another database role', () => {
  expect(text(scorer)).not.toMatch(/auth-secret|mail-secret|web-secret|owner-secret/);
});

test('the build gets no secret', () => {
  expect(text(build)).not.toMatch(/secret|identity|postgres/);
});

test('no process gets an unlisted variable', () => {
  for (const environment of [web, scorer, build]) expect(text(environment)).not.toContain('later-secret');
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
    OBJECT_STORE_DIR: '/data/objects',
    SCORER_RECIPIENT: 'age1public',
    SMTP_URL: 'smtp://mail-secret@mail',
  });
  expect(scorer).toMatchObject({
    DATABASE_URL_SCORER: 'postgres://scorer-secret@db/tidemark',
    OBJECT_STORE_DIR: '/data/objects',
    SCORER_IDENTITY_FILE: '/data/keys/identity-path',
    TIDEMARK_REACHABLE_FROM: 'loopback',
  });
});

test('each setting of docs/operating.md for the web process or the scorer reaches it', async () => {
  const text = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const table = text
    .slice(text.indexOf('## Settings'))
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = table.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
  );
  // Variables of the supervisor alone, and those that it passes under another name.
  const exempt = [
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'DATABASE_URL',
    'TIDEMARK_DATA_DIR',
    'TIDEMARK_WAL_ARCHIVE',
    'TIDEMARK_DEMO',
    'ERRATUM_OBJECTION_HOURS',
    ...budgetNames.map(settingOf),
  ];
  const settings = named.filter((name) => !exempt.includes(name));
  expect(settings.length).toBeGreaterThan(20);
  const given = childEnvironments({
    ...options,
    ambient: Object.fromEntries(settings.map((name) => [name, '7'])),
  });
  expect(settings.filter((name) => given.web[name] !== '7' && given.scorer[name] !== '7')).toEqual([]);
});
