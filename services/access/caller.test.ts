import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { WebPlatform } from '@/adapters/web-platform';
import { requireSignedIn } from '@/app/_load/require';
import type { Database } from '@/db/client';
import { findActorOfRequest } from './caller';
import { findActor } from './page-request';

let value = '';

vi.mock('next/headers', () => ({ cookies: async () => ({ get: () => ({ value }) }) }));

const db = new Proxy({} as Database, {
  get: () => {
    throw new Error('asked the database');
  },
});

beforeAll(() => {
  globalThis.tidemarkWebPlatform = {
    db,
    environment: { PUBLIC_URL: 'http://127.0.0.1:3000' },
  } as WebPlatform;
});

afterAll(() => {
  globalThis.tidemarkWebPlatform = undefined;
});

const ask = (cookie: string) =>
  findActorOfRequest(
    new Request('http://127.0.0.1:3000/', { headers: { cookie: `a=b; next-auth.session-token=${cookie}` } }),
    'read',
  );

it.each(['%', '%zz', '%C3', 'a%00b', 'a%0Ab', '%E2%80%AE', 'x'.repeat(256)])(
  'a request whose session cookie has an impossible form has no session, without a query: %j',
  async (cookie) => {
    expect(await ask(cookie)).toEqual({ ok: true, value: null });
  },
);

it.each(['a\0b', 'a\nb', '\ud800'])(
  'a page whose session cookie has an impossible form has no session, without a query: %j',
  async (text) => {
    value = text;
    expect(await findActor()).toBeNull();
  },
);

it('the database is queried for a session cookie of the right form', async () => {
  value = '5f0c2c54-0d0f-4d6e-9d3e-0f6c7a3b2a10';
  await expect(ask(value)).rejects.toThrow('asked the database');
  await expect(findActor()).rejects.toThrow('asked the database');
});

it('a page for signed-in people throws while the database is away, and sends no visitor to a sign-in that can mail no link', async () => {
  value = '';
  await expect(requireSignedIn('/maintain')).rejects.toThrow('asked the database');
});
