import { and, eq } from 'drizzle-orm';
import type { Executor } from '../client';
import { itemOutcomes } from './schema';

export type SealedValues = {
  outcomes: Uint8Array;
  pseudoValues: Uint8Array | null;
  predictionCodes: Uint8Array | null;
};

/** The encrypted values of each final item of an evaluation; undefined for an unknown evaluation. */
export async function findFinalValues(db: Executor, evaluationId: string): Promise<SealedValues | undefined> {
  const [row] = await db
    .select({
      outcomes: itemOutcomes.ciphertext,
      pseudoValues: itemOutcomes.pseudoValues,
      predictionCodes: itemOutcomes.predictionCodes,
    })
    .from(itemOutcomes)
    .where(and(eq(itemOutcomes.evaluationId, evaluationId), eq(itemOutcomes.split, 'final')));
  return row;
}
