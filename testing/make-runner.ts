import { generateIdentity, identityToRecipient } from 'age-encryption';
import { drizzle } from 'drizzle-orm/postgres-js';
import { formatRunnerKey } from '@/adapters/sealing/runner-key';
import { addRunner } from '@/services/runner/register';
import { makeIdentity } from '@/worker/vault/identity';
import type { TestSite } from './make-test-site';
import { unwrap } from './unwrap';

let madeCount = 0;

/** Registers a runner with a key of its own, as an operator does. */
export async function makeRunner(site: TestSite) {
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const name = `runner-${++madeCount}`;
  const key = formatRunnerKey({
    recipient: await identityToRecipient(secret),
    publicKey: identity.publicKey,
  });
  const token = unwrap(await addRunner(drizzle(site.superuser), { name, key }));
  return { name, token, secret, identity };
}
