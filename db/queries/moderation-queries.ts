import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { LeakReportKind } from '@/lib/core/leak-report/leak-report';
import { parseRoundIn } from '@/lib/core/round/parse-round';
import type {
  ClosedRound,
  Freezing,
  FrozenRound,
  InvalidatedRound,
  Invalidation,
  OpenRound,
  RoundIn,
  StartedRound,
} from '@/lib/core/round/round';
import type { RoundState } from '@/lib/core/round/round-state';
import type { Executor } from '../client';
import { users } from '../schema/people';
import { invalidations, leakOverrules, leakReports, teamWithdrawals } from '../schema/round-history';
import { rounds } from '../schema/rounds';
import { type teamLinkProposals, teamNames } from '../schema/team-links';
import { isByMaintainer } from './people-of-benchmark-queries';
import { isNamedIn } from './pseudonym-queries';
import { newestFirst } from './round-queries';

/** The newest round that was frozen while it took submissions. */
export async function findRoundFrozenWhileOpen(
  db: Executor,
  benchmarkId: string,
): Promise<FrozenRound | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(
      and(eq(rounds.benchmarkId, benchmarkId), eq(rounds.state, 'frozen'), eq(rounds.frozenFrom, 'open')),
    )
    .orderBy(...newestFirst)
    .limit(1);
  return row && parseRoundIn(row, 'frozen');
}

export async function updateRoundFrozen(
  db: Executor,
  roundId: string,
  values: Freezing,
): Promise<FrozenRound> {
  return updateLocked(db, roundId, { state: 'frozen', ...values });
}

/** The opening of the benchmark's next round after this one, whatever its state since. */
export async function findNextOpenedAt(
  db: Executor,
  { benchmarkId, openedAt }: StartedRound,
): Promise<Date | null> {
  const [row] = await db
    .select({ openedAt: rounds.openedAt })
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), gt(rounds.openedAt, openedAt)))
    .orderBy(asc(rounds.openedAt))
    .limit(1);
  return row?.openedAt ?? null;
}

/** @param endsAt when the round ended, or will at the latest */
export async function updateRoundUnfrozen(
  db: Executor,
  roundId: string,
  { state, endsAt }: { state: 'open' | 'closed'; endsAt: Date },
): Promise<OpenRound | ClosedRound> {
  return updateLocked(db, roundId, {
    state,
    closedAt: state === 'closed' ? endsAt : null,
    closesAt: sql`least(${rounds.closesAt}, ${endsAt.toISOString()}::timestamptz)`,
    frozenAt: null,
    frozenFrom: null,
    freezeReason: null,
  });
}

export async function updateRoundInvalidated(
  db: Executor,
  roundId: string,
  values: Invalidation,
): Promise<InvalidatedRound> {
  return updateLocked(db, roundId, { state: 'invalidated', ...values });
}

async function updateLocked<S extends RoundState>(
  db: Executor,
  roundId: string,
  values: Parameters<ReturnType<typeof db.update<typeof rounds>>['set']>[0] & { state: S },
): Promise<RoundIn<S>> {
  const [row] = await db.update(rounds).set(values).where(eq(rounds.roundId, roundId)).returning();
  if (!row) throw new Error('the locked round is missing');
  return parseRoundIn(row, values.state);
}

/** A change that one maintainer proposes and a second person consents to. */
export type Proposal = {
  reason: string;
  proposedAt: Date;
  proposedBy: string | null;
  proposerName: string | null;
  /** True while its proposer is a maintainer. */
  isByMaintainer: boolean;
};

type ProposalTable =
  | typeof invalidations
  | typeof leakOverrules
  | typeof teamWithdrawals
  | typeof teamLinkProposals;

/** The columns of a `Proposal`, for a query that joins `users` as its proposers. */
export const proposalOf = <T extends ProposalTable>(table: T, benchmarkId: PgColumn) => ({
  reason: table.reason,
  proposedAt: table.proposedAt,
  proposedBy: table.proposedBy,
  proposerName: users.name,
  isByMaintainer: isByMaintainer(table.proposedBy, benchmarkId),
});

/** True for a proposal that waits for a second person. */
export const isPending = (table: ProposalTable) => and(isNull(table.consentedAt), isNull(table.droppedAt));

export type PendingInvalidation = Proposal & { invalidationId: string };

export async function findPendingInvalidation(
  db: Executor,
  roundId: string,
): Promise<PendingInvalidation | undefined> {
  const [row] = await db
    .select({
      invalidationId: invalidations.invalidationId,
      ...proposalOf(invalidations, rounds.benchmarkId),
    })
    .from(invalidations)
    .innerJoin(rounds, eq(rounds.roundId, invalidations.roundId))
    .leftJoin(users, eq(users.id, invalidations.proposedBy))
    .where(and(eq(invalidations.roundId, roundId), isPending(invalidations)));
  return row;
}

/** The caller holds the round's lock. */
export async function insertInvalidation(
  db: Executor,
  values: { roundId: string; reason: string; proposedBy: string; proposedAt: Date },
): Promise<void> {
  await db.insert(invalidations).values(values);
}

type Decision = { consentedBy: string; consentedAt: Date } | { droppedAt: Date };

export async function updateInvalidation(
  db: Executor,
  invalidationId: string,
  decision: Decision,
): Promise<void> {
  await db.update(invalidations).set(decision).where(eq(invalidations.invalidationId, invalidationId));
}

/** Two maintainers' decision that a draft may be sealed although `label_leak` blocks it, or the proposal for it. */
export type LeakOverrule = Proposal & { overruleId: string; consentedAt: Date | null };

/** The overrule of a draft that isn't dropped. */
export async function findLeakOverrule(db: Executor, roundId: string): Promise<LeakOverrule | undefined> {
  const [row] = await db
    .select({
      overruleId: leakOverrules.overruleId,
      ...proposalOf(leakOverrules, rounds.benchmarkId),
      consentedAt: leakOverrules.consentedAt,
    })
    .from(leakOverrules)
    .innerJoin(rounds, eq(rounds.roundId, leakOverrules.roundId))
    .leftJoin(users, eq(users.id, leakOverrules.proposedBy))
    .where(and(eq(leakOverrules.roundId, roundId), isNull(leakOverrules.droppedAt)));
  return row;
}

/** The caller holds the round's lock. */
export async function insertLeakOverrule(
  db: Executor,
  values: { roundId: string; reason: string; proposedBy: string; proposedAt: Date },
): Promise<void> {
  await db.insert(leakOverrules).values(values);
}

export async function updateLeakOverrule(
  db: Executor,
  overruleId: string,
  decision: Decision,
): Promise<void> {
  await db.update(leakOverrules).set(decision).where(eq(leakOverrules.overruleId, overruleId));
}

/** A proposal to withdraw a team that waits for a second person. */
export type PendingTeamWithdrawal = Proposal & {
  withdrawalId: string;
  teamId: string;
  /** Its slug. */
  team: string;
  teamName: string;
  flagId: string;
};

export async function findPendingTeamWithdrawal(
  db: Executor,
  roundId: string,
): Promise<PendingTeamWithdrawal | undefined> {
  const [row] = await db
    .select({
      withdrawalId: teamWithdrawals.withdrawalId,
      teamId: teamWithdrawals.teamId,
      team: teamNames.slug,
      teamName: teamNames.name,
      flagId: teamWithdrawals.flagId,
      ...proposalOf(teamWithdrawals, rounds.benchmarkId),
    })
    .from(teamWithdrawals)
    .innerJoin(rounds, eq(rounds.roundId, teamWithdrawals.roundId))
    .innerJoin(teamNames, isNamedIn(rounds.benchmarkId, teamWithdrawals.teamId))
    .leftJoin(users, eq(users.id, teamWithdrawals.proposedBy))
    .where(and(eq(teamWithdrawals.roundId, roundId), isPending(teamWithdrawals)));
  return row;
}

/** The teams that two people have withdrawn from a round. */
export async function listWithdrawnTeams(db: Executor, roundId: string): Promise<string[]> {
  const rows = await db
    .select({ teamId: teamWithdrawals.teamId })
    .from(teamWithdrawals)
    .where(and(eq(teamWithdrawals.roundId, roundId), isNotNull(teamWithdrawals.consentedAt)));
  return rows.map(({ teamId }) => teamId);
}

/** The caller holds the round's lock. @returns its id */
export async function insertTeamWithdrawal(
  db: Executor,
  values: {
    roundId: string;
    teamId: string;
    flagId: string;
    reason: string;
    proposedBy: string;
    proposedAt: Date;
  },
): Promise<string> {
  const [row] = await db
    .insert(teamWithdrawals)
    .values(values)
    .returning({ withdrawalId: teamWithdrawals.withdrawalId });
  return row!.withdrawalId;
}

export async function updateTeamWithdrawal(
  db: Executor,
  withdrawalId: string,
  decision: Decision,
): Promise<void> {
  await db.update(teamWithdrawals).set(decision).where(eq(teamWithdrawals.withdrawalId, withdrawalId));
}

/**
 * Locks the reports of a round while one is counted and stored, so that parallel reporters can't exceed a limit together. This
 * lock isn't the round's own, since reporters must not delay submissions.
 */
export async function lockLeakReports(db: Executor, of: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`leak-reports:${of}`}, 0))`);
}

/** Reports that a limit counts. */
export type LeakReportsCounted = {
  since: Date;
  kind?: LeakReportKind;
  roundId?: string;
  networkHash?: string;
  isWaiting?: boolean;
};

/** The time of the `nth` newest of those reports; undefined where there are fewer. */
export async function findNthNewestReportAt(
  db: Executor,
  counted: LeakReportsCounted,
  nth: number,
): Promise<Date | undefined> {
  const { since, kind, roundId, networkHash, isWaiting } = counted;
  const [row] = await db
    .select({ reportedAt: leakReports.reportedAt })
    .from(leakReports)
    .where(
      and(
        gt(leakReports.reportedAt, since),
        kind && eq(leakReports.kind, kind),
        roundId ? eq(leakReports.roundId, roundId) : undefined,
        networkHash ? eq(leakReports.networkHash, networkHash) : undefined,
        isWaiting ? isNull(leakReports.handledAt) : undefined,
      ),
    )
    .orderBy(desc(leakReports.reportedAt))
    .offset(nth - 1)
    .limit(1);
  return row?.reportedAt;
}

export async function countWaitingReports(db: Executor, roundId: string): Promise<number> {
  return db.$count(leakReports, and(eq(leakReports.roundId, roundId), isNull(leakReports.handledAt)));
}

export async function insertLeakReport(
  db: Executor,
  values: Pick<
    typeof leakReports.$inferInsert,
    'roundId' | 'userId' | 'contact' | 'report' | 'reportedAt' | 'kind' | 'networkHash'
  >,
): Promise<void> {
  await db.insert(leakReports).values(values);
}

/** The round's reports: unhandled ones first; among those with evidence, then by signed-in people; then newest first. */
export async function listLeakReportsOf(db: Executor, roundId: string, limit: number) {
  return db
    .select({
      leakReportId: leakReports.leakReportId,
      contact: leakReports.contact,
      report: leakReports.report,
      reportedAt: leakReports.reportedAt,
      kind: leakReports.kind,
      handledAt: leakReports.handledAt,
      handlerName: users.name,
    })
    .from(leakReports)
    .leftJoin(users, eq(users.id, leakReports.handledBy))
    .where(eq(leakReports.roundId, roundId))
    .orderBy(
      sql`${leakReports.handledAt} is not null`,
      sql`case ${leakReports.kind} when 'evidence' then 1 when 'signed-in' then 2 else 3 end`,
      desc(leakReports.reportedAt),
    )
    .limit(limit);
}

export type LeakReportRow = Awaited<ReturnType<typeof listLeakReportsOf>>[number];

/** False when the round has no such unhandled report. */
export async function updateLeakReportHandled(
  db: Executor,
  { leakReportId, roundId }: { roundId: string; leakReportId: string },
  values: { handledBy: string; handledAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(leakReports)
    .set(values)
    .where(
      and(
        eq(leakReports.leakReportId, leakReportId),
        eq(leakReports.roundId, roundId),
        isNull(leakReports.handledAt),
      ),
    )
    .returning({ id: leakReports.leakReportId });
  return rows.length > 0;
}

/** A proposal that waits for a second person's consent, by a person who is a maintainer still. */
export type WaitingProposal = {
  kind: 'invalidation' | 'overrule' | 'withdrawal' | 'erratum' | 'link';
  /** Number of the proposal's round; null for a link of teams. */
  round: number | null;
  proposedAt: Date;
  proposedBy: string;
  proposerName: string | null;
};

/** The waiting proposals of a benchmark, oldest first. Only people with a role in it may know of them. */
export async function listWaitingProposals(db: Executor, benchmarkId: string): Promise<WaitingProposal[]> {
  const rows = await db.execute<Omit<WaitingProposal, 'proposedAt'> & { proposedAt: string }>(sql`
    with waiting as (
      select 'invalidation' as kind, r.number as round, i.proposed_at, i.proposed_by
      from invalidations i join rounds r using (round_id)
      where r.benchmark_id = ${benchmarkId} and i.consented_at is null and i.dropped_at is null
      union all
      select 'overrule', r.number, o.proposed_at, o.proposed_by
      from leak_overrules o join rounds r using (round_id)
      where r.benchmark_id = ${benchmarkId} and o.consented_at is null and o.dropped_at is null
      union all
      select 'withdrawal', r.number, w.proposed_at, w.proposed_by
      from team_withdrawals w join rounds r using (round_id)
      where r.benchmark_id = ${benchmarkId} and w.consented_at is null and w.dropped_at is null
      union all
      select 'erratum', r.number, e.proposed_at, e.proposed_by
      from errata e join rounds r using (round_id)
      where r.benchmark_id = ${benchmarkId} and e.state in ('proposed', 'compared') and e.consented_by is null
      union all
      select 'link', null, p.proposed_at, p.proposed_by
      from team_link_proposals p
      where p.benchmark_id = ${benchmarkId} and p.consented_at is null and p.dropped_at is null
        and not exists (select from linked_teams l where l.group_id = p.proposal_id)
    )
    select kind, round, to_json(proposed_at) #>> '{}' as "proposedAt", proposed_by as "proposedBy", u.name as "proposerName"
    from waiting join users u on u.user_id = proposed_by
    where is_maintainer(${benchmarkId}, proposed_by) order by proposed_at, kind`);
  return rows.map((row) => ({ ...row, proposedAt: new Date(row.proposedAt) }));
}

type Requests = {
  count: number;
  /** ISO 8601: since when the oldest waits; of merges, the nearest end of the time for objections. */
  at: string;
};

/** A benchmark's requests that one maintainer answers: to enter it, to judge a flag, to let teams merge. Null without one. */
export type WaitingRequests = Record<'applications' | 'flags' | 'merges', Requests | null>;

export async function findWaitingRequests(db: Executor, benchmarkId: string): Promise<WaitingRequests> {
  const rows = await db.execute<Requests & { kind: keyof WaitingRequests }>(sql`
    select kind, count(*)::int as count, to_json(min(at)) #>> '{}' as at from (
      select 'applications' as kind, asked_at as at from entrants
        where benchmark_id = ${benchmarkId} and state = 'asked'
      union all
      select 'flags', raised_at from flags join rounds using (round_id)
        where benchmark_id = ${benchmarkId} and judged_at is null
      union all
      select 'merges', objections_until from team_merges
        where benchmark_id = ${benchmarkId} and agreed_at is not null and merged_at is null and dropped_at is null
    ) requests group by kind`);
  const of = (kind: keyof WaitingRequests) => rows.find((row) => row.kind === kind) ?? null;
  return { applications: of('applications'), flags: of('flags'), merges: of('merges') };
}

/** The rounds of a benchmark with unhandled leak reports, and their number in each. */
export async function listWaitingReports(
  db: Executor,
  benchmarkId: string,
): Promise<{ round: number; count: number }[]> {
  return [
    ...(await db.execute<{ round: number; count: number }>(sql`
    select r.number as round, count(*)::int as count from leak_reports l join rounds r using (round_id)
    where r.benchmark_id = ${benchmarkId} and l.handled_at is null group by r.number order by r.number`)),
  ];
}
