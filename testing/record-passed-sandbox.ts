import { machineBootClock } from '@/adapters/boot-clock';
import { upsertSandboxReport } from '@/db/queries/scorer-status-queries';
import { findSandboxFacts } from '@/worker/runner/sandbox-facts';
import type { TestSite } from './make-test-site';

/** Records a passed sandbox self-test of this machine, since a real one takes longer than these tests. */
export async function recordPassedSandbox(site: TestSite): Promise<void> {
  const facts = await findSandboxFacts();
  if (!facts) return;
  const { bootId } = machineBootClock();
  const report = { bootId, fingerprint: facts.fingerprint, isFound: true, failed: [], testedAt: new Date() };
  await upsertSandboxReport(site.scorer.client.db, report, new Date(0));
}
