import { addScorerJob } from '@/db/queries/add-scorer-job';
import { findAcceptedFile } from '@/db/queries/submission-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { runScoreSubmission } from './run-score-submission';

/**
 * Scores a submitted file. A model whose score was asked for like a file's is handed on: in this lane nothing runs that may take as
 * long as a stranger's program wants.
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
