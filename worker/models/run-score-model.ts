import { insertRun } from '@/db/queries/run-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { lockTry } from '@/db/queries/submission-scorer-queries';
import { runPriorities } from '@/lib/core/run/run';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { endSubmission } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import { findRoundOf, trySubmission } from '../scoring/run-score-submission';
import { openOnnxModel } from './onnx-model';
import { findArtefact } from './submitted-model';

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity' | 'log'>;

/**
 * Begins the runs of a submission's model: checks its file, and lets the model wait for a runner, first for a run on the public
 * sample; one that was accepted in an earlier round goes straight to the round's inputs. `finish_run` goes on from there.
 * @throws as `trySubmission`
 */
export async function runScoreModel(
  platform: Platform,
  { submissionId }: { submissionId: string },
): Promise<void> {
  // The deadline of a run that waits for a runner.
  await trySubmission(platform, submissionId, stateDeadlineMs.queued, (submission) =>
    beginRuns(platform, submission),
  );
}

async function beginRuns(platform: Platform, submission: SubmissionRow): Promise<void> {
  const { db } = platform.client;
  const { submissionId, roundId, attempt, isAutomatic, userId } = submission;
  const artefact = await findArtefact(platform, submission);
  if (!isAutomatic) {
    const { benchmark } = await findRoundOf(platform, submission);
    const model = await openOnnxModel(platform, artefact, benchmark);
    if (!model.ok) {
      await endSubmission(platform, submission, {
        state: 'rejected',
        ...model.error,
        line: null,
        column: null,
      });
      return;
    }
  }
  await db.transaction(async (tx) => {
    if (!(await lockTry(tx, submission))) return;
    await insertRun(tx, {
      purpose: isAutomatic ? 'round' : 'sample',
      ...{ submissionId, roundId, attempt },
      priority: isAutomatic ? runPriorities.automatic : runPriorities.submitted,
      userId: userId ?? artefact.frozenBy,
      queuedAt: submission.receivedAt,
    });
  });
}
