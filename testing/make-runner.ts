import { generateIdentity, identityToRecipient } from 'age-encryption';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { formatRunnerKey } from '@/adapters/sealing/runner-key';
import type { RunnerFacts } from '@/db/queries/runner-queries';
import { addRunner } from '@/services/runner/register';
import { makeIdentity } from '@/worker/vault/identity';
import type { TestSite } from './make-test-site';
import { unwrap } from './unwrap';

let madeCount = 0;

/** Registers a runner with a new key, as an operator does. */
export async function makeRunner(site: TestSite, facts: Partial<RunnerFacts> = {}) {
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const name = `runner-${++madeCount}`;
  const key = formatRunnerKey({
    recipient: await identityToRecipient(secret),
    publicKey: identity.publicKey,
  });
  // Uses a connection of its own, since drizzle changes how a connection parses times.
  const owner = postgres(site.urls.superuser, { max: 1, onnotice: () => {} });
  const token = unwrap(await addRunner(drizzle(owner), { name, key, ...facts }));
  await owner.end();
  return { name, token, secret, identity };
}
