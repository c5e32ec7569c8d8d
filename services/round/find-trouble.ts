import { webPlatform } from '@/adapters/web-platform';
import {
  countSubmissionsByRound,
  noSubmissions,
  type SubmissionCounts,
} from '@/db/queries/submission-queries';
import { findPendingInvalidation, type LeakReportRow, listLeakReportsOf } from '@/db/queries/trouble-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { PendingInvalidationView } from '@/lib/contracts/trouble';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireConsenter } from '../access/require-consenter';
import { requireMaintainedRound } from '../access/require-round';
import { readRoundView } from './read-views';
import { viewOfPendingInvalidation } from './view-of-pending-invalidation';

/** A page shows no more of them. */
const reportsMax = 200;

export type LeakReportView = {
  id: string;
  text: string;
  contact: string;
  reported_at: string;
  handled_at: string | null;
  handled_by: string | null;
};

export type RoundTrouble = {
  round: RoundView;
  /** A maintainer acts and reads the reports; an operator may consent to an invalidation; an auditor looks on. */
  as: 'maintainer' | 'operator' | 'auditor';
  submissions: SubmissionCounts;
  pending: PendingInvalidationView | null;
  /** Unhandled ones first; null for all but maintainers. */
  reports: LeakReportView[] | null;
};

/** One round as those who look after it see it. */
export async function findRoundTrouble(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundTrouble, Refusal>> {
  const { db } = webPlatform();
  const found = await requireLookingOn(actor, slug, number);
  if (!found.ok) return found;
  const { round, as, actor: reader } = found.value;
  const { roundId } = round;
  const [view, counts, pending, reports] = await Promise.all([
    readRoundView(db, round),
    countSubmissionsByRound(db, [roundId]),
    findPendingInvalidation(db, roundId),
    as === 'maintainer' ? listLeakReportsOf(db, roundId, reportsMax) : null,
  ]);
  return ok({
    round: view,
    as,
    submissions: counts.get(roundId) ?? noSubmissions,
    pending: pending ? viewOfPendingInvalidation(pending, reader) : null,
    reports: reports?.map(viewOfLeakReport) ?? null,
  });
}

async function requireLookingOn(actor: Actor | null, slug: string, number: number) {
  const { db } = webPlatform();
  const consenter = await requireConsenter(db, actor, slug, number);
  if (consenter.ok || consenter.error.kind !== 'forbidden') return consenter;
  const audited = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  return audited.ok
    ? ok({ round: audited.value.round, actor: audited.value.actor, as: 'auditor' as const })
    : audited;
}

function viewOfLeakReport(row: LeakReportRow): LeakReportView {
  return {
    id: row.leakReportId,
    text: row.report,
    contact: row.contact,
    reported_at: row.reportedAt.toISOString(),
    handled_at: row.handledAt?.toISOString() ?? null,
    handled_by: row.handlerName,
  };
}
