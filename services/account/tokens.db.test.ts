import { describe, expect, it } from 'vitest';
import { type TokenScope, tokenScopes } from '@/lib/core/token-scope';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { repetitions } from '@/testing/stress';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { findActorOfRequest } from '../access/caller';
import { createToken, listTokens, revokeToken } from './tokens';

const site = provideTestSite();

it('API tokens: a person has at most 50 that are not revoked', async () => {
  const person = await makePerson(site);
  const tokens = [];
  for (let i = 0; i < 50; i++) tokens.push(unwrap(await createToken(person, { name: `token ${i}` })));
  expect(await createToken(person, { name: 'one more' })).toEqual({
    ok: false,
    error: { kind: 'limit_reached', what: 'tokens', scope: 'person', limit: 50 },
  });
  unwrap(await createToken(await makePerson(site, 'Grace'), { name: 'hers' }));
  unwrap(await revokeToken(person, tokens[0]!.id));
  unwrap(await createToken(person, { name: 'one more' }));
});

describe('token made with a token', () => {
  /** The actor of a request with this token; `needed` is the scope that the call requires. */
  const comeWith = async (token: string, needed: TokenScope = 'read') =>
    findActorOfRequest(
      new Request('http://127.0.0.1:3000/', { headers: { authorization: `Bearer ${token}` } }),
      needed,
    );

  it('expires with its parent, has no more rights, and is revoked with it', async () => {
    const person = await makePerson(site);
    const first = unwrap(await createToken(person, { name: 'first', days: 10, scope: 'submit' }));
    const actor = unwrap(await comeWith(first.token));
    expect(await createToken(actor, { name: 'wider', days: 1, scope: 'maintain' })).toEqual({
      ok: false,
      error: { kind: 'insufficient_scope', needs: 'maintain', has: 'submit' },
    });
    for (const days of [10, 11, 366])
      expect(await createToken(actor, { name: 'longer', days, scope: 'read' })).toMatchObject({
        error: { faults: [{ code: 'outlives', field: 'days' }] },
      });
    const second = unwrap(await createToken(actor, { name: 'second', days: 9, scope: 'submit' }));
    const third = unwrap(
      await createToken(unwrap(await comeWith(second.token)), { name: 'third', days: 8, scope: 'read' }),
    );
    unwrap(await revokeToken(person, first.id));
    for (const { token } of [first, second, third])
      expect(await comeWith(token)).toEqual(refusedAs('token_invalid'));
    expect(await createToken(actor, { name: 'late', days: 1, scope: 'read' })).toEqual(
      refusedAs('not_signed_in'),
    );
  });

  it('allows only calls within its scope', async () => {
    const person = await makePerson(site);
    const opened: Record<string, boolean[]> = {};
    for (const scope of tokenScopes) {
      const { token } = unwrap(await createToken(person, { name: scope, scope }));
      opened[scope] = [];
      for (const needed of tokenScopes) opened[scope].push((await comeWith(token, needed)).ok);
    }
    expect(opened).toEqual({
      read: [true, false, false],
      submit: [true, true, false],
      maintain: [true, true, true],
    });
  });

  it('fails if its parent is revoked concurrently', async () => {
    const person = await makePerson(site);
    for (let i = 0; i < repetitions(4, 40); i++) {
      const first = unwrap(await createToken(person, { name: 'first', days: 10 }));
      const actor = unwrap(await comeWith(first.token));
      const [, ...made] = await Promise.all([
        revokeToken(person, first.id),
        ...Array.from({ length: 5 }, () => createToken(actor, { name: 'child', days: 1 })),
      ]);
      for (const child of made) if (child.ok) expect((await comeWith(child.value.token)).ok).toBe(false);
    }
  });

  it('counts among the fifty, however many are requested concurrently', async () => {
    const person = await makePerson(site);
    const made = await Promise.all(
      Array.from({ length: repetitions(60, 200) }, (_, i) => createToken(person, { name: `token ${i}` })),
    );
    expect(made.filter(({ ok }) => ok)).toHaveLength(50);
  });
});

it('lists the last use of a token, rounded to the hour', async () => {
  const person = await makePerson(site);
  const { token } = unwrap(await createToken(person, { name: 'used' }));
  expect((await listTokens(person))[0]?.last_used_at).toBeNull();
  await findActorOfRequest(
    new Request('http://127.0.0.1:3000/', { headers: { authorization: `Bearer ${token}` } }),
    'read',
  );
  expect((await listTokens(person))[0]?.last_used_at).toMatch(/T\d\d:00:00\.000Z$/);
});
