import { beforeAll } from 'vitest';
import { queues } from '@/lib/contracts/jobs';
import { runQueues } from '@/worker/queues/run-queues';
import { type RunningScorer, runScorer } from '@/worker/run-scorer';
import { provideTestSite, type TestSite } from './make-test-site';
import { startTestRunner, type TestRunnerOptions } from './start-test-runner';

/**
 * The scorer in the test's own process and thread, with one graphile-worker per queue, and a runner beside it, until it is stopped
 * or its site dropped; LOG_LEVEL=info shows its work.
 */
export async function startTestScorer(
  site: TestSite,
  options: TestRunnerOptions = {},
): Promise<RunningScorer> {
  const scorer = await startScorerAlone(site);
  const runner = await startTestRunner(site, options);
  return stopOnce(site, {
    ...scorer,
    async stop(withinMs) {
      await runner.stop();
      await scorer.stop(withinMs);
    },
  });
}

/** A site with a scorer for the tests of the file or block that calls this, like `provideTestSite`. */
export function provideSiteWithScorer(): TestSite {
  const site = provideTestSite();
  beforeAll(async () => {
    await startTestScorer(site);
  });
  return site;
}

/** Runs a scorer while `work` runs. */
export async function withTestScorer<T>(site: TestSite, work: () => Promise<T>): Promise<T> {
  const scorer = await startTestScorer(site);
  try {
    return await work();
  } finally {
    await scorer.stop();
  }
}

/** The scorer alone, without a runner. */
export const startScorerAlone = async (site: TestSite): Promise<RunningScorer> =>
  stopOnce(
    site,
    runScorer(
      site.scorer,
      site.scorer.log,
      await Promise.all(queues.map((queue) => runQueues(site.scorer, [queue]))),
    ),
  );

/** The scorer, stopped at the latest before its site is dropped. */
function stopOnce(site: TestSite, scorer: RunningScorer): RunningScorer {
  let stopped: Promise<void> | undefined;
  const stop = (withinMs?: number) => (stopped ??= scorer.stop(withinMs));
  site.stopBeforeDrop.push(() => stop());
  return { ...scorer, stop };
}
