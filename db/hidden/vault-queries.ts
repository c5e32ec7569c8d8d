import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Executor } from '../client';
import { evaluations, itemOutcomes, roundKeys, roundSecrets, roundSplits } from './schema';

export type SealedRound = {
  sealedKey: Uint8Array;
  itemsObjectKey: string;
  fingerprintsObjectKey: string;
  secret: Uint8Array;
  splits: Uint8Array;
};

/** Stores the round key, round secret and splits of a sealed round, all of them encrypted. */
export async function insertSealedRound(db: Executor, roundId: string, sealed: SealedRound): Promise<void> {
  await db.insert(roundKeys).values({
    roundId,
    sealedKey: sealed.sealedKey,
    itemsObjectKey: sealed.itemsObjectKey,
    fingerprintsObjectKey: sealed.fingerprintsObjectKey,
  });
  await db.insert(roundSecrets).values({ roundId, ciphertext: sealed.secret });
  await db.insert(roundSplits).values({ roundId, ciphertext: sealed.splits });
}

export async function findSealedRound(db: Executor, roundId: string): Promise<SealedRound | undefined> {
  const [row] = await db
    .select({
      sealedKey: roundKeys.sealedKey,
      itemsObjectKey: roundKeys.itemsObjectKey,
      fingerprintsObjectKey: roundKeys.fingerprintsObjectKey,
      secret: roundSecrets.ciphertext,
      splits: roundSplits.ciphertext,
    })
    .from(roundKeys)
    .innerJoin(roundSecrets, eq(roundSecrets.roundId, roundKeys.roundId))
    .innerJoin(roundSplits, eq(roundSplits.roundId, roundKeys.roundId))
    .where(eq(roundKeys.roundId, roundId));
  return row;
}

/** Lists the object store keys that belong to these rounds' sealings. */
export async function listSealedObjectKeys(db: Executor, roundIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ items: roundKeys.itemsObjectKey, fingerprints: roundKeys.fingerprintsObjectKey })
    .from(roundKeys)
    .where(inArray(roundKeys.roundId, roundIds));
  return new Set(rows.flatMap(({ items, fingerprints }) => [items, fingerprints]));
}

export type SealedEvaluation = typeof evaluations.$inferInsert & {
  outcomes: { feedback: Uint8Array; final: Uint8Array };
  /** Pseudo-values on the final split; null if models are compared by their outcomes. */
  pseudoValues: Uint8Array | null;
  /** Prediction codes on the final split; null if outcomes show which predictions differ. */
  predictionCodes: Uint8Array | null;
};

/** Stores an evaluation. Returns false if this scorer version has evaluated the submission already. */
export async function insertEvaluation(
  db: Executor,
  { outcomes, pseudoValues, predictionCodes, ...values }: SealedEvaluation,
): Promise<boolean> {
  const inserted = await db
    .insert(evaluations)
    .values(values)
    .onConflictDoNothing({
      target: [evaluations.submissionId, evaluations.scorerVersion, evaluations.erratumNumber],
    })
    .returning({ id: evaluations.evaluationId });
  if (inserted.length === 0) return false;
  await db.insert(itemOutcomes).values([
    { evaluationId: values.evaluationId, split: 'feedback', ciphertext: outcomes.feedback },
    {
      evaluationId: values.evaluationId,
      split: 'final',
      ciphertext: outcomes.final,
      pseudoValues,
      predictionCodes,
    },
  ]);
  return true;
}

/**
 * Lists the evaluation of each submission that a ranking uses: by the labels of this erratum (0 for the
 * sealed labels), by the last scorer version. The number keeps evaluations for an erratum that is still being
 * compared apart.
 */
export async function listEvaluations(
  db: Executor,
  submissionIds: string[],
  erratumNumber: number,
): Promise<{ evaluationId: string; submissionId: string; ciphertext: Uint8Array }[]> {
  if (submissionIds.length === 0) return [];
  return db
    .selectDistinctOn([evaluations.submissionId], {
      evaluationId: evaluations.evaluationId,
      submissionId: evaluations.submissionId,
      ciphertext: evaluations.ciphertext,
    })
    .from(evaluations)
    .where(
      and(inArray(evaluations.submissionId, submissionIds), eq(evaluations.erratumNumber, erratumNumber)),
    )
    .orderBy(evaluations.submissionId, desc(evaluations.scoredAt), desc(evaluations.evaluationId));
}

/** Lists every round key, encrypted to the scorer. @param db connected as the tables' owner */
export async function listSealedKeys(db: Executor): Promise<{ roundId: string; sealedKey: Uint8Array }[]> {
  return db
    .select({ roundId: roundKeys.roundId, sealedKey: roundKeys.sealedKey })
    .from(roundKeys)
    .orderBy(roundKeys.roundId);
}

/** @param db connected as the tables' owner, since the scorer may not change a key */
export async function updateSealedKey(db: Executor, roundId: string, sealedKey: Uint8Array): Promise<void> {
  await db.update(roundKeys).set({ sealedKey }).where(eq(roundKeys.roundId, roundId));
}
