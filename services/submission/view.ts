import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import {
  findSubmissionFor,
  listSubmissionsOfUser,
  type NamedSubmission,
  type SubmissionRow,
} from '@/db/queries/submission-queries';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isUuid } from '@/lib/core/is-uuid';
import { ok, type Result, refuse } from '@/lib/core/result';
import { isFinal, visibleStateOf } from '@/lib/core/submission/submission-state';
import { type Actor, requireSignedIn } from '../access/caller';

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
  note,
  isOutcomeLater,
  closesAt,
}: NamedSubmission): SubmissionView {
  const id = submission.submissionId;
  const state = visibleStateOf(submission);
  return {
    id,
    team_only: isTeamOnly,
    note,
    benchmark: benchmarkSlug,
    round: roundNumber,
    commitment_root: commitment.root,
    state,
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
    rules_version: submission.rulesVersion,
    rules_sha256: submission.rulesSha256,
    finished_at: isFinal(state) ? (submission.finishedAt?.toISOString() ?? null) : null,
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

/**
 * The fields that only the team may see during an open round: a hash would reveal copies of files, and feedback the team's
 * progress. Maintainers need neither before the close.
 */
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

/**
 * Finds a submission for its team, and for people with a role in the benchmark, who see no feedback and no hash while the round
 * is open. To others it is reported as missing (404).
 */
export async function findSubmission(
  actor: Actor | null,
  submissionId: string,
): Promise<Result<SubmissionView>> {
  const found = await requireSubmission(webPlatform().db, actor, submissionId);
  return found.ok ? ok(viewOfSubmission(found.value)) : found;
}

export async function requireSubmission(
  db: Executor,
  actor: Actor | null,
  submissionId: string,
): Promise<Result<NamedSubmission>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = isUuid(submissionId)
    ? await findSubmissionFor(db, submissionId, signedIn.value.userId)
    : undefined;
  return found ? ok(found) : refuse({ kind: 'not_found', what: 'submission' });
}

/** The submissions of the actor's teams, newest first, within the bounds of the actor's token. */
export async function listSubmissions(
  actor: Actor | null,
  { limit, cursor }: PagingQuery,
): Promise<Result<Page<SubmissionView>>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const after = readCursor(cursor);
  const found = await listSubmissionsOfUser(webPlatform().db, signedIn.value.userId, {
    limit: limit + 1,
    after: after !== null && isUuid(after) ? after : null,
    bounds: signedIn.value.token?.bounds ?? null,
  });
  return ok(cutPage(found.map(viewOfSubmission), limit, ({ id }) => id));
}
