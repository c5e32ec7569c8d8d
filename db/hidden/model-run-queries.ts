import type { Transaction } from '../client';
import { modelRuns } from './schema';

type ModelRun = typeof modelRuns.$inferInsert;

export async function insertModelRun(
  tx: Transaction,
  submissionId: string,
  {
    predictionsSha256,
    inputsSha256,
    record,
  }: Pick<ModelRun, 'predictionsSha256' | 'inputsSha256'> & {
    record: ModelRun['conditions'];
  },
  ranAt: Date,
): Promise<void> {
  await tx
    .insert(modelRuns)
    .values({ submissionId, predictionsSha256, inputsSha256, conditions: record, ranAt })
    .onConflictDoNothing();
}
