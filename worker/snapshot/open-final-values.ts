import type { Executor } from '@/db/client';
import { findFinalValues } from '@/db/hidden/find-final-values';
import { decrypt } from '../vault/round-cipher';

/**
 * What an evaluation kept of each item of the final part.
 * @param areOutcomes outcomes are wanted; pseudo-values else, where the metric has any
 * @throws for an evaluation without item outcomes
 */
export async function openFinalValues(
  db: Executor,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Promise<Float64Array> {
  const sealed = await findFinalValues(db, evaluationId);
  if (!sealed) throw new Error('an evaluation without item outcomes');
  const plain =
    sealed.pseudoValues === null || areOutcomes
      ? decrypt(key, `outcomes:${evaluationId}:final`, sealed.outcomes)
      : decrypt(key, `pseudo-values:${evaluationId}:final`, sealed.pseudoValues);
  // A copy, since numbers of eight bytes must begin at a multiple of eight.
  return new Float64Array(Uint8Array.from(plain).buffer);
}
