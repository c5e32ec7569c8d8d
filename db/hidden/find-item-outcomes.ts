import { and, eq } from 'drizzle-orm';
import type { Split } from '@/lib/core/benchmark';
import type { Executor } from '../client';
import { itemOutcomes } from './schema';

/** The encrypted outcomes of one evaluation on one part. */
export async function findItemOutcomes(
  db: Executor,
  { evaluationId, split }: { evaluationId: string; split: Split },
): Promise<Uint8Array | undefined> {
  const [row] = await db
    .select({ ciphertext: itemOutcomes.ciphertext })
    .from(itemOutcomes)
    .where(and(eq(itemOutcomes.evaluationId, evaluationId), eq(itemOutcomes.split, split)));
  return row?.ciphertext;
}
