import { and, asc, eq, isNull, notExists } from 'drizzle-orm';
import type { Executor } from '../client';
import { submissions } from '../schema/submissions';
import { evaluations } from './schema';

/**
 * The scored submissions of a round, withdrawn ones left out, that have no evaluation by this scorer version on the labels
 * of this erratum. In the order in which they were received.
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
