import { queues } from '@/lib/contracts/jobs';
import { runQueues } from '@/worker/queues/run-queues';
import { type RunningScorer, runScorer } from '@/worker/run-scorer';
import type { TestSite } from './make-test-site';
import { startTestRunner } from './start-test-runner';

/**
 * The scorer in the test's own process and thread, with one graphile-worker per queue, and a runner beside it; LOG_LEVEL=info shows
 * its work.
 */
export async function startTestScorer(site: TestSite): Promise<RunningScorer> {
  const scorer = runScorer(
    site.scorer,
    site.scorer.log,
    await Promise.all(queues.map((queue) => runQueues(site.scorer, [queue]))),
  );
  const runner = await startTestRunner(site);
  return {
    ...scorer,
    async stop(withinMs) {
      await runner.stop();
      await scorer.stop(withinMs);
    },
  };
}
