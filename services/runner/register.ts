import { readRunnerKey } from '@/adapters/sealing/runner-key';
import { hashToken, makeToken } from '@/adapters/tokens';
import type { Database } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { insertRunner, listRunners, updateRunnerRevoked } from '@/db/queries/run-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { runnerSilentMs } from '@/lib/core/run/run';
import { recordOperatorEvent } from '../access/record-audit-event';

type NewRunner = { readonly name: string; readonly key: string };

/**
 * Registers a runner, to which models and hidden inputs are then encrypted.
 * @param db as the tables' owner: the web role may not
 * @param key as `npm run runner -- make-key` printed it
 * @returns the runner's token, shown once; or a message for the operator
 */
export async function addRunner(db: Database, runner: NewRunner): Promise<Result<string, string>> {
  const token = makeToken();
  const registered = await registerRunner(db, { ...runner, tokenSha256: hashToken(token) });
  return registered.ok ? ok(token) : registered;
}

/** The same for a runner that has a token. */
export async function registerRunner(
  db: Database,
  { name, key, tokenSha256 }: NewRunner & { readonly tokenSha256: string },
): Promise<Result<null, string>> {
  const readKey = readRunnerKey(key);
  if (!/^[\w .-]{1,60}$/u.test(name))
    return refuse('A runner’s name has 1 to 60 letters, digits, blanks, dots, hyphens and underscores.');
  if (!readKey) return refuse('The key isn’t one that `npm run runner -- make-key` has printed.');
  return db.transaction(async (tx) => {
    if (!(await insertRunner(tx, { name, tokenSha256, ...readKey })))
      return refuse(`There is, or was, a runner ${name}: choose another name.`);
    await recordOperatorEvent(tx, 'runner_added', { name, recipient: readKey.recipient });
    return ok(null);
  });
}

/** @returns false without a runner of that name in use */
export async function revokeRunner(db: Database, name: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const isRevoked = await updateRunnerRevoked(tx, name, await readClock(tx));
    if (isRevoked) await recordOperatorEvent(tx, 'runner_revoked', { name });
    return isRevoked;
  });
}

/** A line for each runner: its name and state. */
export async function describeRunners(db: Database): Promise<string[]> {
  const since = (await readClock(db)).getTime() - runnerSilentMs;
  return (await listRunners(db)).map(({ name, revokedAt, seenAt, failedTrials }) => {
    if (revokedAt) return `${name}: revoked ${revokedAt.toISOString()}`;
    if (!seenAt) return `${name}: never heard`;
    if (seenAt.getTime() < since) return `${name}: silent since ${seenAt.toISOString()}`;
    if (!failedTrials) return `${name}: without a sandbox, so that it gets no models`;
    return failedTrials.length > 0
      ? `${name}: its sandbox fails (${failedTrials.join(', ')}), so that it gets no models`
      : `${name}: asks for models`;
  });
}
