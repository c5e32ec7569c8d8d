import { expect, test } from 'vitest';
import { parseSiteSettings } from './site-settings';

const parse = (environment: Record<string, string>) =>
  parseSiteSettings(environment, (path) => `/checkout/${path}`);

test('by default listens on loopback, with an embedded database, the demo and the local mail inbox', () => {
  expect(parse({})).toEqual({
    ok: true,
    value: {
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      dataDir: '/checkout/.data',
      databaseUrl: undefined,
      hasDemo: true,
      hasInbox: true,
      reachableFrom: 'loopback',
    },
  });
});

test('turns the local mail inbox off where SMTP_URL names a mail server', () => {
  expect(parse({ SMTP_URL: 'smtp://mail.example.org' })).toMatchObject({ value: { hasInbox: false } });
});

test('turns the local mail inbox off where HOST makes the site reachable from other machines', () => {
  expect(parse({ HOST: '0.0.0.0', GITHUB_ID: 'a', GITHUB_SECRET: 'b' })).toMatchObject({
    value: { hasInbox: false, reachableFrom: 'elsewhere' },
  });
});

test.each(['0', '65536', '3000x', '-1', '1.5'])('refuses the port %s', (PORT) => {
  expect(parse({ PORT }).ok).toBe(false);
});

test('refuses a database address of another scheme without repeating its password', () => {
  const parsed = parse({ DATABASE_URL: 'mysql://root:hunter2@localhost/db' });
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed)).not.toContain('hunter2');
});

test('refuses to be reachable from elsewhere without a sign-in method', () => {
  expect(parse({ HOST: '0.0.0.0' }).ok).toBe(false);
});
