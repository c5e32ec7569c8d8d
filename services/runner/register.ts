import { fingerprintOf, readRunnerKey } from '@/adapters/sealing/runner-key';
import { hashToken, makeToken } from '@/adapters/tokens';
import type { Database, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import {
  countLosses,
  insertRunner,
  listBenchmarksWithoutRunner,
  listRunners,
  type RunnerFacts,
  type RunnerRow,
  updateRunnerResumed,
  updateRunnerRevoked,
} from '@/db/queries/runner-queries';
import {
  deleteRunnerRequest,
  findRunnerRequest,
  listRunnerRequests,
  type RunnerRequestRow,
} from '@/db/queries/runner-request-queries';
import { runnerNamePattern } from '@/lib/contracts/runner';
import { ok, type Result, refuse } from '@/lib/core/result';
import { lossRetentionMs, runnerSilentMs } from '@/lib/core/run/run';
import { recordOperatorEvent } from '../access/record-audit-event';

type NewRunner = { readonly name: string; readonly key: string } & Partial<RunnerFacts>;

/**
 * Registers a runner. From then on models and hidden inputs are encrypted to its key.
 * @param db connected as the owner of the tables, since the web role may not register runners
 * @param runner with the key that `npm run runner -- make-key` printed
 * @returns the runner's token, shown once; or an error message for the operator
 */
export async function addRunner(db: Database, runner: NewRunner): Promise<Result<string, string>> {
  const token = makeToken();
  const registered = await registerRunner(db, { ...runner, tokenSha256: hashToken(token) });
  return registered.ok ? ok(token) : registered;
}

type NewRunnerWithToken = NewRunner & { readonly tokenSha256: string };

/** Registers a runner, like `addRunner`, with a token that the caller has made. */
export const registerRunner = (db: Database, runner: NewRunnerWithToken): Promise<Result<null, string>> =>
  db.transaction((tx) => register(tx, runner));

async function register(
  tx: Transaction,
  { name, key, ...facts }: NewRunnerWithToken,
): Promise<Result<null, string>> {
  const readKey = readRunnerKey(key);
  if (!runnerNamePattern.test(name))
    return refuse('A runner’s name has 1 to 60 letters, digits, blanks, dots, hyphens and underscores.');
  if (!readKey) return refuse('The key isn’t one that `npm run runner -- make-key` has printed.');
  if (!(await insertRunner(tx, { name, ...facts, ...readKey })))
    return refuse(`There is, or was, a runner ${name}: choose another name.`);
  await recordOperatorEvent(tx, 'runner_added', {
    ...{ name, recipient: readKey.recipient, place: facts.place ?? '' },
    bound_to: facts.boundTo?.join(' ') ?? null,
  });
  return ok(null);
}

/**
 * Registers a runner that maintainers asked for, for runs of their benchmark only. An attacker who controls the web process
 * could have replaced the key in the stored request; so the operator types the key's fingerprint, which the maintainers tell by
 * another channel.
 * @returns the runner's token, or an error message for the operator; called without a fingerprint, the message shows the
 * request
 */
export async function addRequestedRunner(
  db: Database,
  { requestId, fingerprint }: { requestId: string; fingerprint: string | undefined },
): Promise<Result<string, string>> {
  const request = await findRunnerRequest(db, requestId);
  if (!request) return refuse('There is no such request: `npm run admin -- list-runners` lists them.');
  const { name, key, place, coresMax, memoryMbMax, gpuCount, benchmarkId } = request;
  if (fingerprint === undefined)
    return refuse(
      `${describeRequest(request)}\nIts key’s fingerprint is ${fingerprintOf(key)}. Ask the maintainers for theirs (\`make-key\` printed it) by telephone or by mail to an address that you know, and give what they say as --fingerprint.`,
    );
  if (fingerprint.replaceAll(/[\s-]/g, '').toLowerCase() !== fingerprintOf(key).replaceAll(' ', ''))
    return refuse('The stored key has another fingerprint. Nothing was registered.');
  const token = makeToken();
  return db.transaction(async (tx) => {
    const runner = { name, key, place, coresMax, memoryMbMax, gpuCount, boundTo: [benchmarkId] };
    const registered = await register(tx, { ...runner, tokenSha256: hashToken(token) });
    if (!registered.ok) return registered;
    await deleteRunnerRequest(tx, { runnerRequestId: requestId, benchmarkId });
    return ok(token);
  });
}

/**
 * Revokes a runner. @returns null if no runner of that name is in use; else the slugs of all benchmarks that need a runner and
 * now have none
 */
export async function revokeRunner(db: Database, name: string): Promise<string[] | null> {
  return db.transaction(async (tx) => {
    if (!(await updateRunnerRevoked(tx, name, await readClock(tx)))) return null;
    await recordOperatorEvent(tx, 'runner_revoked', { name });
    return listBenchmarksWithoutRunner(tx);
  });
}

/** Lets a runner that was set aside get runs again. @returns false if there is no such runner */
export async function resumeRunner(db: Database, name: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const isResumed = await updateRunnerResumed(tx, name, await readClock(tx));
    if (isResumed) await recordOperatorEvent(tx, 'runner_resumed', { name });
    return isResumed;
  });
}

/** Lines for the operator: two for each runner (name and state; then location, sizes and lost runs), and one for each request. */
export async function describeRunners(db: Database): Promise<string[]> {
  const since = (await readClock(db)).getTime() - runnerSilentMs;
  const losses = await countLosses(db);
  const lossesOf = (runnerId: string) =>
    losses.filter((loss) => loss.runnerId === runnerId).map(({ code, count }) => `${count} ${code}`);
  const lines = (await listRunners(db)).flatMap((runner) => {
    const lost = lossesOf(runner.runnerId).join(', ') || 'none';
    return [
      `${runner.name}: ${describeState(runner, since)}`,
      `  ${runner.place || 'no place given'}; ${describeSizes(runner)}; runs lost in ${lossRetentionMs / 86_400_000} days: ${lost}`,
    ];
  });
  return [...lines, ...(await listRunnerRequests(db)).map(describeRequest)];
}

function describeState({ revokedAt, asideAt, seenAt, failedTrials }: RunnerRow, since: number): string {
  if (revokedAt) return `revoked ${revokedAt.toISOString()}`;
  if (asideAt)
    return `set aside ${asideAt.toISOString()}, since other runners completed what it lost: \`resume-runner\``;
  if (!seenAt) return 'never heard';
  if (seenAt.getTime() < since) return `silent since ${seenAt.toISOString()}`;
  if (!failedTrials) return 'without a sandbox, so that it gets no models';
  return failedTrials.length > 0
    ? `its sandbox fails (${failedTrials.join(', ')}), so that it gets no models`
    : 'asks for models';
}

const describeSizes = ({ coresMax, memoryMbMax, gpuCount, boundTo }: Omit<RunnerFacts, 'place'>): string =>
  `up to ${coresMax} cores, ${memoryMbMax} MB and ${gpuCount} graphics processors${boundTo ? `; for ${boundTo.length} benchmarks alone` : ''}`;

const describeRequest = (request: RunnerRequestRow & { slug: string }): string =>
  `request ${request.runnerRequestId}: ${request.name} (${request.place}; ${describeSizes({ ...request, boundTo: null })}) for ${request.slug} alone`;
