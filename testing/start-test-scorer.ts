import pino from 'pino';
import { lanes } from '@/lib/contracts/jobs';
import { runLanes } from '@/worker/lanes/run-lanes';
import { type RunningScorer, runScorer } from '@/worker/run-scorer';
import type { TestSite } from './make-test-site';

/** The scorer in the test's own process and thread, with one graphile-worker per queue; LOG_LEVEL=info shows its work. */
export async function startTestScorer(site: TestSite): Promise<RunningScorer> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  return runScorer(
    site.scorer,
    log,
    await Promise.all(lanes.map((lane) => runLanes(site.scorer, log, [lane]))),
  );
}
