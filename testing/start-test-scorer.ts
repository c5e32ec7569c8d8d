import pino from 'pino';
import { type RunningScorer, runScorer } from '@/worker/run-scorer';
import type { TestSite } from './make-test-site';

/** The scorer in the test's own process; LOG_LEVEL=info shows what it does. */
export function startTestScorer(site: TestSite): Promise<RunningScorer> {
  return runScorer(site.scorer, pino({ level: process.env.LOG_LEVEL ?? 'silent' }));
}
