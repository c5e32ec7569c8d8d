import type pino from 'pino';
import type { Reachability } from '@/adapters/reachability';
import { readClock } from '@/db/queries/clock-queries';
import { findSandboxReport, upsertSandboxReport } from '@/db/queries/scorer-status-queries';
import { ok, type Result } from '@/lib/core/result';
import type { SchedulePlatform } from '../scorer-platform';
import { decideRunner } from './choose-sandbox';
import type { Runner } from './runner';
import { findSandboxFacts, type SandboxFacts } from './sandbox-facts';
import { testSandbox } from './self-test/test-sandbox';

let tested: Promise<TestedSandbox> | undefined;

/**
 * The runner of untrusted models on this machine. The first call of a process may take some seconds.
 * @returns `no_sandbox` where models must not run: the sandbox is missing or failed its self-test, and the site is reachable from
 * elsewhere
 */
export async function findRunner(
  platform: Pick<SchedulePlatform, 'client' | 'bootClock'>,
  reachableFrom: Reachability,
  log: pino.Logger,
): Promise<Result<Runner, 'no_sandbox'>> {
  tested ??= testSandboxOnce(platform, log).catch((error: unknown) => {
    // The next call tries again.
    tested = undefined;
    throw error;
  });
  const sandbox = await tested;
  const decided = decideRunner(sandbox?.failed, reachableFrom);
  if (!decided.ok) return decided;
  return ok(
    decided.value === 'native' && sandbox ? { kind: 'native', facts: sandbox.facts } : { kind: 'wasm' },
  );
}

/** The sandbox of this machine, and its failed trials; undefined without a sandbox. */
type TestedSandbox = { readonly facts: SandboxFacts; readonly failed: readonly string[] } | undefined;

const forgetAfterMs = 90 * 24 * 60 * 60_000;

/**
 * The sandbox report of this machine: the stored one of this boot, else a new self-test, whose outcome is stored and logged. A
 * failed one is tried again by each process, since the fault may have been fixed.
 */
export async function testSandboxOnce(
  { client: { db }, bootClock: { bootId } }: Pick<SchedulePlatform, 'client' | 'bootClock'>,
  log: pino.Logger,
): Promise<TestedSandbox> {
  const facts = await findSandboxFacts();
  const fingerprint = facts?.fingerprint ?? 'none';
  const known = await findSandboxReport(db, bootId, fingerprint);
  if (facts && known?.failed.length === 0) return { facts, failed: [] };
  const report = facts && (await testSandbox(facts));
  const failed = report?.failed.map(({ trial }) => trial) ?? [];
  const now = await readClock(db);
  await upsertSandboxReport(
    db,
    { bootId, fingerprint, isFound: facts !== undefined, failed, testedAt: now },
    new Date(now.getTime() - forgetAfterMs),
  );
  if (!facts) log.warn('there is no sandbox for models: bubblewrap is not installed, or not for this system');
  else if (report && failed.length > 0)
    log.error({ failed: report.failed }, 'the sandbox for models does not hold');
  else log.info({ held: report?.held }, 'the sandbox for models holds');
  return facts && { facts, failed };
}
