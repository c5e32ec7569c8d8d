import type { NamedSubmission } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';

export function viewOfSubmission({
  submission,
  benchmarkSlug,
  roundNumber,
  commitment,
  model,
  team,
  queuePlace,
}: NamedSubmission): SubmissionView {
  const id = submission.submissionId;
  return {
    id,
    benchmark: benchmarkSlug,
    round: roundNumber,
    commitment_root: commitment?.root ?? null,
    state: submission.state,
    withdrawn: submission.withdrawnAt !== null,
    kind: submission.kind,
    model,
    version: submission.version,
    team,
    sha256: submission.fileSha256,
    received_at: submission.receivedAt.toISOString(),
    finished_at: submission.finishedAt?.toISOString() ?? null,
    queue_place: queuePlace,
    code: submission.code,
    message: submission.message,
    line: submission.line,
    column: submission.column,
    // Answers from before there were reasons have none.
    feedback: submission.feedback && { ...submission.feedback, reason: submission.feedback.reason ?? null },
    evidence: submission.evidence,
    disclosure: submission.disclosure,
    links: {
      self: `/api/v1/submissions/${id}`,
      events: `/api/v1/submissions/${id}/events`,
      page: `/submissions/${id}`,
    },
  };
}
