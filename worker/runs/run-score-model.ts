import { insertRun } from '@/db/queries/run-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { lockTry } from '@/db/queries/submission-scorer-queries';
import { runPriorities } from '@/lib/core/run/run';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { endSubmission } from '../ending/end-submission';
import { findRoundOf, trySubmission } from '../scoring/run-score-submission';
import { modelKinds } from './model-kinds';
import type { RunPlatform } from './run-purpose';
import { findModelOf } from './submitted-model';

/**
 * Begins the runs of a submission's model: checks its file, and queues it for a runner, first on the public
 * sample; a model that was accepted in an earlier round goes straight to the round's inputs. `finish_run`
 * continues from there. @throws as `trySubmission`
 */
export async function runScoreModel(
  platform: RunPlatform,
  { submissionId }: { submissionId: string },
): Promise<void> {
  // The time limit is the deadline for a runner to finish the run.
  await trySubmission(platform, submissionId, stateDeadlineMs.queued, (submission) =>
    beginRuns(platform, submission),
  );
}

async function beginRuns(platform: RunPlatform, submission: SubmissionRow): Promise<void> {
  const { db } = platform.client;
  const { submissionId, roundId, attempt, isAutomatic, userId } = submission;
  const model = await findModelOf(platform, submission);
  const kind = modelKinds[model.kind];
  const { benchmark } = await findRoundOf(platform, submission);
  const refused = isAutomatic ? null : await kind.check(platform, model, benchmark);
  if (refused) {
    await endSubmission(platform, submission, { state: 'rejected', ...refused, line: null, column: null });
    return;
  }
  await db.transaction(async (tx) => {
    if (!(await lockTry(tx, submission))) return;
    await insertRun(tx, {
      ...{ kind: model.kind, isLong: kind.isAlwaysLong },
      purpose: isAutomatic || !kind.hasSample(benchmark) ? 'round' : 'sample',
      ...{ submissionId, roundId, attempt },
      priority: isAutomatic ? runPriorities.automatic : runPriorities.submitted,
      userId: userId ?? model.frozenBy,
      queuedAt: submission.receivedAt,
    });
  });
}
