import pino from 'pino';
import { lanes } from '@/lib/contracts/jobs';
import { runLanes } from '@/worker/lanes/lane-thread';
import { type RunningScorer, runScorer } from '@/worker/run-scorer';
import type { TestSite } from './make-test-site';

/** The scorer in the test's own process and thread, a queue a lane; LOG_LEVEL=info shows what it does. */
export async function startTestScorer(site: TestSite): Promise<RunningScorer> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  return runScorer(
    site.scorer,
    log,
    await Promise.all(lanes.map((lane) => runLanes(site.scorer, log, [lane]))),
  );
}
