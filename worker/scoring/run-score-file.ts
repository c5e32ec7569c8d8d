import { addScorerJob } from '@/db/queries/job-queries';
import { findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { runScoreSubmission } from './run-score-submission';

/**
 * Scores a submitted file. A model whose score was requested as a file's is passed on to the queue of models, since a
 * participant's program may run long.
 */
export async function runScoreFile(
  platform: ScorerPlatform,
  vault: RoundVault,
  payload: { submissionId: string },
): Promise<void> {
  const accepted = await findAcceptedFile(platform.client.db, payload.submissionId);
  return accepted && accepted.kind !== 'predictions'
    ? addScorerJob(platform.client.db, 'score_model', payload)
    : runScoreSubmission(platform, vault, payload);
}
