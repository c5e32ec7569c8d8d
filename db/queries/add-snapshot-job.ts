import type { Executor } from '../client';
import { addJob } from './add-job';

/** Asks for the round's next snapshot; a request that waits already is enough. */
export function addSnapshotJob(db: Executor, roundId: string): Promise<void> {
  return addJob(db, { task: 'publish_snapshot', payload: { roundId } }, `snapshot:${roundId}`);
}
