import { and, desc, eq, isNull } from 'drizzle-orm';
import type { EntryKind } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import type { SubmissionRow } from '../queries/submission-queries';
import { submissionKind } from '../queries/submission-scorer-queries';
import { models } from '../schema/models';
import { teams } from '../schema/people';
import { submissions } from '../schema/submissions';
import { evaluations } from './schema';

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
 * Submissions in the archive of a round: each scored one that isn't withdrawn, ranked or not, with its newest evaluation on the
 * sealed labels. In the order of receipt.
 */
export async function listArchivedEvaluations(db: Executor, roundId: string): Promise<ArchivedEvaluation[]> {
  const rows = await db
    .selectDistinctOn([submissions.receivedAt, submissions.submissionId], {
      submission: submissions,
      model: models.name,
      modelSlug: models.slug,
      team: teams.name,
      teamSlug: teams.slug,
      kind: submissionKind,
      evaluationId: evaluations.evaluationId,
      scorerVersion: evaluations.scorerVersion,
      ciphertext: evaluations.ciphertext,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teams, eq(teams.teamId, submissions.teamId))
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
