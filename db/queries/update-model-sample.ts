import { and, eq, isNull } from 'drizzle-orm';
import type { ModelSample } from '@/lib/contracts/model-signature';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';

/** Gives a benchmark its public sample, of items that this transaction reveals; an existing one stays. */
export async function updateModelSample(
  db: Executor,
  benchmarkId: string,
  modelSample: ModelSample,
): Promise<void> {
  await db
    .update(benchmarks)
    .set({ modelSample })
    .where(and(eq(benchmarks.benchmarkId, benchmarkId), isNull(benchmarks.modelSample)));
}
