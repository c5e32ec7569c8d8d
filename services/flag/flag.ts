import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findMaintainerRole } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type FlaggedSubmission,
  type FlagRow,
  findFlagById,
  isInTeamOf,
  listFlaggedSubmissionsByIds,
  listFlagsOf,
  updateFlagJudged,
} from '@/db/queries/flag-queries';
import { type FlagView, judgeFlagSchema } from '@/lib/contracts/moderation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { hasRole } from '@/lib/core/benchmark';
import { describeFlag, listFlaggedSubmissions } from '@/lib/core/flags/flag';
import { isUuid } from '@/lib/core/is-uuid';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asAuditor } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';

/**
 * Stores a maintainer's judgement of a flag (a suspicion about submissions, with the numbers that caused it). A later judgement
 * replaces it; the audit log keeps both. The changelog shows that a flag was judged, with the maintainer's public text. A
 * judgement has no other effect. To a caller without a role in the benchmark the flag is reported as missing, and a maintainer
 * can't judge a flag of their own team.
 */
export async function judgeFlag(
  actor: Actor | null,
  flagId: string,
  input: unknown,
): Promise<Result<FlagView>> {
  const { db } = webPlatform();
  if (!actor) return refuse({ kind: 'not_signed_in' });
  const found = isUuid(flagId) ? await findFlagById(db, flagId) : undefined;
  const role = found && (await findMaintainerRole(db, found.benchmarkId, actor.userId));
  if (!found || !role) return refuse({ kind: 'not_found', what: 'flag' });
  if (!hasRole(role, 'maintainer'))
    return refuse({ kind: 'forbidden', needs: 'a maintainer of this benchmark' });
  const flagged = await listFlaggedSubmissionsByIds(db, listFlaggedSubmissions(found.flag));
  if (await isInTeamOf(db, actor.userId, flagged))
    return refuse({ kind: 'forbidden', needs: 'a maintainer who is in none of the teams' });
  const parsed = parseWith(judgeFlagSchema, input);
  if (!parsed.ok) return parsed;
  const { judgement, public_words } = parsed.value;
  return transact(async (tx): Promise<Result<FlagView>> => {
    const at = await readClock(tx);
    await updateFlagJudged(tx, flagId, { judgedAt: at, judgedBy: actor.userId, judgement });
    await recordAuditEvent(tx, 'flag_judged', {
      actor,
      benchmarkId: found.benchmarkId,
      roundId: found.roundId,
      detail: { flag: flagId, kind: found.flag.kind, judgement },
    });
    // A trigger adds the number of flags that were judged so far.
    await recordAuditEvent(tx, 'flag_judgement_reported', {
      actor,
      benchmarkId: found.benchmarkId,
      detail: public_words ? { public_words } : {},
    });
    return ok(viewOfFlag({ ...found, judgedAt: at, judgement, judgeName: actor.name }, flagged));
  });
}

/** The flags of a benchmark for people with a role in it, unjudged ones first. */
export const listFlags = asAuditor(({ db, benchmark }) => readFlags(db, benchmark.benchmarkId));

export async function readFlags(db: Executor, benchmarkId: string): Promise<FlagView[]> {
  const rows = await listFlagsOf(db, benchmarkId);
  const flagged = await listFlaggedSubmissionsByIds(
    db,
    rows.flatMap(({ flag }) => listFlaggedSubmissions(flag)),
  );
  return rows.map((row) => {
    const ids = listFlaggedSubmissions(row.flag);
    return viewOfFlag(
      row,
      flagged.filter(({ submissionId }) => ids.includes(submissionId)),
    );
  });
}

/** @param flagged the submissions to which the flag refers */
export function viewOfFlag(row: FlagRow, flagged: readonly FlaggedSubmission[]): FlagView {
  const { finding, falseAlarms } = describeFlag(row.flag);
  return {
    id: row.flagId,
    round: row.roundNumber,
    kind: row.flag.kind,
    finding,
    false_alarms: falseAlarms,
    raised_at: row.raisedAt.toISOString(),
    submissions: flagged.map((submission) => ({
      id: submission.submissionId,
      team: submission.team,
      team_name: submission.teamName,
      model: submission.model,
      version: submission.version,
      received_at: submission.receivedAt.toISOString(),
    })),
    judged_at: row.judgedAt?.toISOString() ?? null,
    judged_by: row.judgeName,
    judgement: row.judgement,
  };
}
