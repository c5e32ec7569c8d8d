import { and, eq } from 'drizzle-orm';
import type { Part } from '@/lib/core/benchmark';
import type { Executor } from '../client';
import { itemOutcomes } from './schema';

/** The encrypted outcomes of one evaluation on one part. */
export async function findItemOutcomes(
  db: Executor,
  of: { evaluationId: string; part: Part },
): Promise<Uint8Array | undefined> {
  const [row] = await db
    .select({ ciphertext: itemOutcomes.ciphertext })
    .from(itemOutcomes)
    .where(and(eq(itemOutcomes.evaluationId, of.evaluationId), eq(itemOutcomes.part, of.part)));
  return row?.ciphertext;
}
