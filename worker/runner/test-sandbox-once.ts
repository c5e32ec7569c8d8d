import type pino from 'pino';
import { readClock } from '@/db/queries/clock-queries';
import { findSandboxReport, upsertSandboxReport } from '@/db/queries/scorer-status-queries';
import type { SchedulePlatform } from '../scorer-platform';
import { findSandboxFacts, type SandboxFacts } from './sandbox-facts';
import { testSandbox } from './self-test/test-sandbox';

/** The sandbox of this machine, and its failed trials; undefined without a sandbox. */
export type TestedSandbox = { readonly facts: SandboxFacts; readonly failed: readonly string[] } | undefined;

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
