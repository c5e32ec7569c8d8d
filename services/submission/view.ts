import type { NamedSubmission, SubmissionRow } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';

export function viewOfSubmission({
  submission,
  benchmarkSlug,
  roundNumber,
  commitment,
  model,
  team,
  queuePlace,
  isTeamOnly,
  counts,
  practice,
  isOutcomeLater,
  closesAt,
}: NamedSubmission): SubmissionView {
  const id = submission.submissionId;
  return {
    id,
    team_only: isTeamOnly,
    benchmark: benchmarkSlug,
    round: roundNumber,
    commitment_root: commitment.root,
    state: submission.state,
    counts,
    chosen: submission.chosenAt !== null,
    automatic: submission.isAutomatic,
    score_at: isOutcomeLater ? (closesAt?.toISOString() ?? null) : null,
    baseline: submission.isBaseline,
    withdrawn: submission.withdrawnAt !== null,
    withdrawn_at: submission.withdrawnAt?.toISOString() ?? null,
    withdrawal_reason: submission.withdrawalReason,
    kind: submission.kind,
    model,
    version: submission.version,
    team,
    received_at: submission.receivedAt.toISOString(),
    finished_at: submission.finishedAt?.toISOString() ?? null,
    queue_place: queuePlace,
    evidence: submission.evidence,
    ...(isTeamOnly ? nothing : whatTheTeamHas(submission, practice)),
    links: {
      self: `/api/v1/submissions/${id}`,
      events: `/api/v1/submissions/${id}/events`,
      page: `/submissions/${id}`,
    },
  };
}

type TeamsAlone = Pick<
  SubmissionView,
  'sha256' | 'code' | 'message' | 'line' | 'column' | 'feedback' | 'practice' | 'disclosure'
>;

/** A hash would show copies, and feedback a team's progress: moderation of an open round needs neither. */
const nothing: TeamsAlone = {
  sha256: null,
  code: null,
  message: null,
  line: null,
  column: null,
  feedback: null,
  practice: null,
  disclosure: null,
};

const whatTheTeamHas = (submission: SubmissionRow, practice: NamedSubmission['practice']): TeamsAlone => ({
  sha256: submission.fileSha256,
  code: submission.code,
  message: submission.message,
  line: submission.line,
  column: submission.column,
  feedback: submission.feedback,
  practice,
  disclosure: submission.disclosure,
});
