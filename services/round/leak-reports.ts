import { createHmac } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import {
  findNthNewestReportAt,
  findPendingInvalidation,
  insertLeakReport,
  type LeakReportRow,
  type LeakReportsCounted,
  listLeakReportsOf,
  lockLeakReports,
  updateLeakReportHandled,
} from '@/db/queries/moderation-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { countMaintainers } from '@/db/queries/people-of-benchmark-queries';
import {
  countSubmissionsByRound,
  noSubmissions,
  type SubmissionCounts,
} from '@/db/queries/submission-queries';
import {
  handleLeakReportSchema,
  type LeakReportReceipt,
  newLeakReportSchema,
  type PendingProposalView,
} from '@/lib/contracts/moderation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { RoundView } from '@/lib/contracts/round';
import { isUuid } from '@/lib/core/is-uuid';
import {
  classifyLeakReport,
  type LeakReportKind,
  type LeakReportLimit,
  leakReportLimits,
} from '@/lib/core/leak-report/leak-report';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import { requireBudget, transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { viewOfProposal } from '../access/proposal';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintainedRound, requirePublicRound } from '../access/require-benchmark';
import { readRoundView } from './view';
import { readWithdrawableTeams, type WithdrawableTeams } from './withdraw-team';

const hourMs = 3_600_000;

/** Facts about a reporter by which the limits count reports: round, kind of report, and person or network. */
type Reporter = { kind: LeakReportKind; roundId: string; userId: string | null; networkHash: string | null };

/**
 * Stores a report that a round's labels have leaked, and notifies the maintainers. Neither audit log nor mail quotes the
 * report: only maintainers read it, on the site. Visitors, signed-in people and reports with evidence have separate limits
 * (`leakReportLimits`); the limit of one person is a budget.
 * @param network of a visitor; null where it isn't known
 */
export async function reportLeak(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
  network: string | null = null,
): Promise<Result<LeakReportReceipt>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, actor);
  if (!found.ok) return found;
  const parsed = parseWith(newLeakReportSchema, input);
  if (!parsed.ok) return parsed;
  const { contact, text } = parsed.value;
  const { round } = found.value;
  const reporter: Reporter = {
    kind: classifyLeakReport(text, actor !== null),
    roundId: round.roundId,
    userId: actor?.userId ?? null,
    networkHash: actor === null && network !== null ? hashNetwork(network) : null,
  };
  if (actor) {
    const allowed = await requireBudget(db, actor.userId, 'leak_reports');
    if (!allowed.ok) return allowed;
  }
  // Reports are counted before taking the lock, so that a flood of refused reports doesn't queue for it, and again under the
  // lock.
  const beyond = await findRefusal(db, reporter, await readClock(db));
  if (beyond) return refuse(beyond);
  return transact(async (tx): Promise<Result<LeakReportReceipt>> => {
    await lockReportsLike(tx, reporter);
    const at = await readClock(tx);
    const full = await findRefusal(tx, reporter, at);
    if (full) return refuse(full);
    await insertLeakReport(tx, { ...reporter, contact, report: text, reportedAt: at });
    // The audit log is kept for ever, so this event doesn't name the reporter.
    const { benchmarkId, roundId } = round;
    await recordAuditEvent(tx, 'leak_reported', { actor: null, benchmarkId, roundId });
    await notifyMaintainers(tx, round, reporter.kind, at);
    return ok({ reported_at: at.toISOString() });
  });
}

/**
 * Locks all reports that count towards the same limit: of visitors, those of the site. Reports with evidence share no limit, so
 * they need no lock.
 */
async function lockReportsLike(tx: Transaction, { kind, roundId }: Reporter): Promise<void> {
  if (kind === 'anonymous') await lockLeakReports(tx, 'anonymous');
  if (kind === 'signed-in') await lockLeakReports(tx, `round:${roundId}`);
}

/** The refusal that states the first exceeded limit; undefined if there is none. */
async function findRefusal(db: Executor, reporter: Reporter, at: Date): Promise<Refusal | undefined> {
  for (const limit of leakReportLimits[reporter.kind]) {
    const retryAfterMs = await findWait(db, limit, reporter, at);
    const { scope, max } = limit;
    if (retryAfterMs !== null)
      return {
        kind: 'leak_reports_full',
        scope,
        limit: max,
        retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
      };
  }
  return undefined;
}

/** Milliseconds until the limit allows another report; null if it does now. */
async function findWait(
  db: Executor,
  limit: LeakReportLimit,
  { roundId, networkHash }: Reporter,
  at: Date,
): Promise<number | null> {
  const { scope, kind, max, windowMs } = limit;
  if (scope === 'network' && networkHash === null) return null;
  const counted: LeakReportsCounted = {
    since: new Date(at.getTime() - windowMs),
    kind,
    ...(scope === 'round' && { roundId }),
    ...(scope === 'network' && networkHash !== null && { networkHash }),
    isWaiting: limit.isOfWaiting,
  };
  const inTheWay = await findNthNewestReportAt(db, counted, max);
  return inTheWay ? inTheWay.getTime() + windowMs - at.getTime() : null;
}

/**
 * Notifies the maintainers by at most two mails an hour and round: the first report is mailed at once, later ones together
 * after the hour. Reports with evidence have two mails of their own.
 */
async function notifyMaintainers(
  tx: Transaction,
  { roundId, benchmarkId }: Pick<Round, 'roundId' | 'benchmarkId'>,
  kind: LeakReportKind,
  at: Date,
): Promise<void> {
  const hour = Math.floor(at.getTime() / hourMs);
  const key = `leak_reported:${roundId}:${kind === 'evidence' ? kind : 'other'}:${hour}`;
  const notice = { kind: 'leak_reported' as const, benchmarkId, roundId, detail: {}, createdAt: at };
  if (await insertNotice(tx, { ...notice, key })) return;
  await insertNotice(tx, { ...notice, key: `${key}:digest`, notBefore: new Date((hour + 1) * hourMs) });
}

/** The key of this HMAC isn't in the database, so that a copy of the database can't reveal the networks. */
const hashNetwork = (network: string): string =>
  createHmac('sha256', webPlatform().environment.NEXTAUTH_SECRET)
    .update(`leak-report network ${network}`)
    .digest('hex');

/**
 * Marks a report as handled; it can't be marked again. The changelog shows this, the number of handled reports so far, and the
 * maintainer's public reply, if there is one; nothing of the report itself.
 */
export async function handleLeakReport(
  actor: Actor | null,
  slug: string,
  number: number,
  leakReportId: string,
  input: unknown,
): Promise<Result<null>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(handleLeakReportSchema, input);
  if (!parsed.ok) return parsed;
  const { public_words } = parsed.value;
  const { roundId, benchmarkId } = found.value.round;
  const { actor: maintainer } = found.value;
  return transact(async (tx): Promise<Result<null>> => {
    const at = await readClock(tx);
    const isHandled =
      isUuid(leakReportId) &&
      (await updateLeakReportHandled(
        tx,
        { roundId, leakReportId },
        { handledBy: maintainer.userId, handledAt: at },
      ));
    if (!isHandled) return refuse({ kind: 'not_found', what: 'unhandled report' });
    // A trigger adds the number of reports handled so far.
    await recordAuditEvent(tx, 'leak_report_handled', {
      actor: maintainer,
      benchmarkId,
      roundId,
      detail: { leak_report: leakReportId, ...(public_words && { public_words }) },
    });
    return ok(null);
  });
}

/** Maximum number of reports on the page. */
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
  /**
   * The capacity in which the reader reads: a maintainer handles reports, an operator may consent to an invalidation, an
   * auditor only reads.
   */
  as: 'maintainer' | 'operator' | 'auditor';
  submissions: SubmissionCounts;
  pending: PendingProposalView | null;
  /** True if the benchmark has a single maintainer, so that only an operator can consent to a proposal. */
  isSole: boolean;
  /** Teams that may be withdrawn after the reveal, for people who may propose or consent to that; else null. */
  withdrawable: WithdrawableTeams | null;
  /** Leak reports, unhandled ones first; null for a reader who isn't a maintainer. */
  reports: LeakReportView[] | null;
};

/** One round with its moderation (proposals, reports), for maintainers, auditors and operators. */
export async function readModeratedRound(
  db: Executor,
  { round, as, reader }: { round: Round; as: ModeratedRound['as']; reader: Actor },
): Promise<ModeratedRound> {
  const { roundId } = round;
  const [view, counts, pending, withdrawable, reports, maintainerCount] = await Promise.all([
    readRoundView(db, round),
    countSubmissionsByRound(db, [roundId]),
    findPendingInvalidation(db, roundId),
    readWithdrawableTeams(db, { round, as, reader }),
    as === 'maintainer' ? listLeakReportsOf(db, roundId, reportsMax) : null,
    countMaintainers(db, round.benchmarkId),
  ]);
  return {
    round: view,
    as,
    submissions: counts.get(roundId) ?? noSubmissions,
    pending: pending ? viewOfProposal(pending.invalidationId, pending, reader) : null,
    isSole: maintainerCount === 1,
    withdrawable,
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
