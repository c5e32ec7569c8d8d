import { afterAll, beforeAll, expect, it } from 'vitest';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { unwrap } from '@/testing/unwrap';
import { createToken } from './create-token';
import { revokeToken } from './revoke-token';

let site: TestSite;
beforeAll(async () => {
  site = await makeTestSite();
});
afterAll(() => site.drop());

it('gives a person at most 50 tokens that are not revoked', async () => {
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
