import type { ArchivedEvaluation } from '@/db/hidden/list-archived-evaluations';
import type { ArchiveEvaluation, ArchiveScores } from '@/lib/core/commitment/archive';
import type { PartScores } from '@/lib/core/scoring/part-scores';
import { openPayload } from '../vault/evaluation-payload';

/** An evaluation by public names, with its scores as the scorer found them: full doubles, nothing rounded. */
export function composeEvaluation(
  key: Uint8Array,
  { submission, kind, model, team, evaluationId, scorerVersion, ciphertext }: ArchivedEvaluation,
  predictions: string,
): ArchiveEvaluation {
  const { feedback, final } = openPayload(key, evaluationId, ciphertext);
  return {
    submission: submission.submissionId,
    model,
    version: submission.version,
    team,
    evidence: submission.evidence,
    kind,
    chosen: submission.chosenAt !== null,
    reported_score: submission.feedback?.score ?? null,
    received_at: submission.receivedAt.toISOString(),
    file_sha256: submission.fileSha256,
    predictions,
    scorer_version: scorerVersion,
    scores: { feedback: scoresOf(feedback), final: scoresOf(final) },
  };
}

function scoresOf({ primary, secondary }: PartScores): ArchiveScores {
  return { score: primary?.score ?? null, interval: primary?.interval ?? null, secondary };
}
