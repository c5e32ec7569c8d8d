import type { Executor } from '@/db/client';
import {
  findPendingInvalidation,
  type LeakReportRow,
  listLeakReportsOf,
} from '@/db/queries/moderation-queries';
import {
  countSubmissionsByRound,
  noSubmissions,
  type SubmissionCounts,
} from '@/db/queries/submission-queries';
import type { PendingInvalidationView } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import type { LeakReportKind } from '@/lib/core/leak-report/leak-report-limits';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from '../access/actor';
import { readRoundView } from './read-views';
import { viewOfPendingInvalidation } from './view-of-pending-invalidation';

/** A page shows no more of them. */
const reportsMax = 200;

export type LeakReportView = {
  id: string;
  text: string;
  contact: string;
  reported_at: string;
  kind: LeakReportKind;
  handled_at: string | null;
  handled_by: string | null;
};

export type ModeratedRound = {
  round: RoundView;
  /** A maintainer acts and reads the reports; an operator may consent to an invalidation; an auditor looks on. */
  as: 'maintainer' | 'operator' | 'auditor';
  submissions: SubmissionCounts;
  pending: PendingInvalidationView | null;
  /** Unhandled ones first; null for all but maintainers. */
  reports: LeakReportView[] | null;
};

/** One round as those who look after it see it. */
export async function readModeratedRound(
  db: Executor,
  { round, as, reader }: { round: Round; as: ModeratedRound['as']; reader: Actor },
): Promise<ModeratedRound> {
  const { roundId } = round;
  const [view, counts, pending, reports] = await Promise.all([
    readRoundView(db, round),
    countSubmissionsByRound(db, [roundId]),
    findPendingInvalidation(db, roundId),
    as === 'maintainer' ? listLeakReportsOf(db, roundId, reportsMax) : null,
  ]);
  return {
    round: view,
    as,
    submissions: counts.get(roundId) ?? noSubmissions,
    pending: pending ? viewOfPendingInvalidation(pending, reader) : null,
    reports: reports?.map(viewOfLeakReport) ?? null,
  };
}

function viewOfLeakReport(row: LeakReportRow): LeakReportView {
  return {
    id: row.leakReportId,
    text: row.report,
    contact: row.contact,
    reported_at: row.reportedAt.toISOString(),
    kind: row.kind,
    handled_at: row.handledAt?.toISOString() ?? null,
    handled_by: row.handlerName,
  };
}
