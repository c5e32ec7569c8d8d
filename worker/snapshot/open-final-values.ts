import type { Executor } from '@/db/client';
import { findFinalValues, type SealedValues } from '@/db/hidden/find-final-values';
import type { ComparedValues } from '@/lib/core/statistics/compare-pairs';
import { decrypt } from '../vault/round-cipher';

/** The values of the final part that a test compares, with the codes of the predictions where those are kept. */
export async function openComparedValues(
  db: Executor,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Promise<ComparedValues> {
  const sealed = await findSealed(db, evaluationId);
  const codes = sealed.predictionCodes;
  return {
    values: openValues(sealed, key, { evaluationId, areOutcomes }),
    codes:
      codes &&
      new Uint32Array(Uint8Array.from(decrypt(key, `prediction-codes:${evaluationId}:final`, codes)).buffer),
  };
}

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
  return openValues(await findSealed(db, evaluationId), key, { evaluationId, areOutcomes });
}

async function findSealed(db: Executor, evaluationId: string): Promise<SealedValues> {
  const sealed = await findFinalValues(db, evaluationId);
  if (!sealed) throw new Error('an evaluation without item outcomes');
  return sealed;
}

function openValues(
  sealed: SealedValues,
  key: Uint8Array,
  { evaluationId, areOutcomes }: { evaluationId: string; areOutcomes: boolean },
): Float64Array {
  const plain =
    sealed.pseudoValues === null || areOutcomes
      ? decrypt(key, `outcomes:${evaluationId}:final`, sealed.outcomes)
      : decrypt(key, `pseudo-values:${evaluationId}:final`, sealed.pseudoValues);
  // A copy, since numbers of eight bytes must begin at a multiple of eight.
  return new Float64Array(Uint8Array.from(plain).buffer);
}
