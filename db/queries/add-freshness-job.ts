import type { AssessScope } from '@/lib/contracts/job';
import type { Executor } from '../client';
import { addJob } from './add-job';

/** Asks for another assessment of a benchmark's freshness; a request that waits already is enough. */
export function addFreshnessJob(db: Executor, benchmarkId: string, scope: AssessScope): Promise<void> {
  return addJob(
    db,
    { task: 'assess_freshness', payload: { benchmarkId, scope } },
    `freshness:${scope}:${benchmarkId}`,
  );
}
