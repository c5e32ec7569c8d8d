import { and, asc, desc, eq, isNull, notExists } from 'drizzle-orm';
import type { Split } from '@/lib/core/benchmark';
import type { EntryKind } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import { isNamedIn } from '../queries/pseudonym-queries';
import type { SubmissionRow } from '../queries/submission-queries';
import { kindIn } from '../queries/submission-scorer-queries';
import { models } from '../schema/models';
import { submissions } from '../schema/submissions';
import { teamNames } from '../schema/team-links';
import { evaluations, itemOutcomes } from './schema';

export type SealedValues = {
  outcomes: Uint8Array;
  pseudoValues: Uint8Array | null;
  predictionCodes: Uint8Array | null;
};

/** Finds the encrypted value of each final item in an evaluation; undefined for an unknown evaluation. */
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

/** Finds the encrypted outcomes of one evaluation on one split. */
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

export type ArchivedEvaluation = {
  submission: SubmissionRow;
  model: string;
  modelSlug: string;
  team: string;
  teamSlug: string;
  kind: EntryKind;
  evaluationId: string;
  scorerVersion: string;
  ciphertext: Uint8Array;
};

/**
 * Lists the submissions for a round's archive, in order of receipt: each scored one that isn't withdrawn,
 * ranked or not, with its newest evaluation by the sealed labels.
 */
export async function listArchivedEvaluations(db: Executor, roundId: string): Promise<ArchivedEvaluation[]> {
  const rows = await db
    .selectDistinctOn([submissions.receivedAt, submissions.submissionId], {
      submission: submissions,
      model: models.name,
      modelSlug: models.slug,
      team: teamNames.name,
      teamSlug: teamNames.slug,
      kind: kindIn(roundId),
      evaluationId: evaluations.evaluationId,
      scorerVersion: evaluations.scorerVersion,
      ciphertext: evaluations.ciphertext,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId))
    .innerJoin(evaluations, eq(evaluations.submissionId, submissions.submissionId))
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.state, 'scored'),
        isNull(submissions.withdrawnAt),
        eq(evaluations.erratumNumber, 0),
      ),
    )
    .orderBy(submissions.receivedAt, submissions.submissionId, desc(evaluations.scoredAt));
  return rows;
}

/**
 * Lists a round's scored submissions, in order of receipt and without withdrawn ones, that this scorer
 * version hasn't evaluated by the labels of this erratum.
 */
export async function listSubmissionsToRescore(
  db: Executor,
  {
    roundId,
    scorerVersion,
    erratumNumber,
  }: { roundId: string; scorerVersion: string; erratumNumber: number },
): Promise<{ submissionId: string; fileSha256: string; attempt: number }[]> {
  return db
    .select({
      submissionId: submissions.submissionId,
      fileSha256: submissions.fileSha256,
      attempt: submissions.attempt,
    })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.state, 'scored'),
        isNull(submissions.withdrawnAt),
        notExists(
          db
            .select({ id: evaluations.evaluationId })
            .from(evaluations)
            .where(
              and(
                eq(evaluations.submissionId, submissions.submissionId),
                eq(evaluations.scorerVersion, scorerVersion),
                eq(evaluations.erratumNumber, erratumNumber),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId));
}
