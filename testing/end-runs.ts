import { setTimeout as sleep } from 'node:timers/promises';
import { runFinishRun } from '@/worker/runs/run-finish-run';
import { runPrepareRun } from '@/worker/runs/run-prepare-run';
import { makeRoundVault } from '@/worker/vault/round-vault';
import type { TestSite } from './make-test-site';
import { startTestRunner, type TestRunnerOptions } from './start-test-runner';

const lookEveryMs = 10;

/**
 * Runs all models that wait for a runner, and the jobs that follow each run, without a scorer. @throws the error of a failed
 * job
 */
export async function endRuns(
  site: TestSite,
  platform = site.scorer,
  options: TestRunnerOptions = {},
): Promise<void> {
  const vault = makeRoundVault(platform);
  const runner = await startTestRunner(site, options);
  try {
    for (;;) {
      const runs = await site.superuser<{ runId: string; state: string }[]>`
        select run_id as "runId", state from runs order by queued_at`;
      if (runs.length === 0) return;
      for (const { runId, state } of runs)
        if (state === 'leased') await runPrepareRun(platform, vault, { runId });
        else if (state === 'returned') await runFinishRun(platform, vault, { runId });
      await sleep(lookEveryMs);
    }
  } finally {
    await runner.stop();
  }
}
