import { and, asc, eq, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { NoticeAudience, NoticeKind } from '@/lib/core/notice/notice';
import { parseRound } from '@/lib/core/round/parse-round';
import type { Round } from '@/lib/core/round/round';
import type { Executor } from '../client';
import { benchmarkMaintainers, benchmarks } from '../schema/benchmarks';
import { mutedNotices, noticeDeliveries, notices } from '../schema/notices';
import { users } from '../schema/people';
import { rounds } from '../schema/rounds';

export type NewNotice = typeof notices.$inferInsert;

/**
 * Queues a notice in the transaction of its cause, once for each key, and at most one announcement a day.
 * @returns true if it was the first with its key
 */
export async function insertNotice(db: Executor, notice: NewNotice): Promise<boolean> {
  const rows = await db
    .insert(notices)
    .values(notice)
    .onConflictDoNothing()
    .returning({ id: notices.noticeId });
  return rows.length > 0;
}

export type NoticeRow = typeof notices.$inferSelect;

/** Lists notices whose recipients aren't listed yet, oldest first. */
export async function listUnaddressedNotices(db: Executor, limit: number): Promise<string[]> {
  const rows = await db
    .select({ noticeId: notices.noticeId })
    .from(notices)
    .where(isNull(notices.addressedAt))
    .orderBy(asc(notices.createdAt))
    .limit(limit);
  return rows.map((row) => row.noticeId);
}

/**
 * Locks a notice whose recipients aren't listed yet. Undefined if another process has locked it, or has
 * listed its recipients.
 */
export async function lockUnaddressedNotice(db: Executor, noticeId: string): Promise<NoticeRow | undefined> {
  const [row] = await db
    .select()
    .from(notices)
    .where(and(eq(notices.noticeId, noticeId), isNull(notices.addressedAt)))
    .for('update', { skipLocked: true });
  return row;
}

/** Composes a query for the ids of the people who get a notice. */
export function audienceOf(
  { benchmarkId, roundId, kind, detail }: Pick<NoticeRow, 'kind' | 'benchmarkId' | 'roundId' | 'detail'>,
  audience: NoticeAudience,
): SQL {
  const { to } = detail;
  const { hasMaintainers, isOnePerson = false, isOneTeam = false } = audience;
  const teamsOf = to === 'nobody' ? null : audience.teamsOf;
  const hasFollowers = audience.hasFollowers === true && (to === undefined || to === 'followers');
  // Operators get a request for consent if no other person of the benchmark could consent, except when it
  // concerns a draft.
  const hasOperators = kind === 'consent_needed' && roundId !== null && detail.what !== 'overrule';
  const isWithoutSecond = sql`not exists (
    select from benchmark_maintainers bm where bm.benchmark_id = ${benchmarkId}::uuid and bm.role <> 'auditor'
      and bm.user_id::text is distinct from ${detail.proposed_by ?? null})`;
  const person = typeof detail.person === 'string' ? detail.person : null;
  const team = typeof detail.team === 'string' ? detail.team : null;
  const ofTeams =
    teamsOf === 'round'
      ? sql`s.round_id = ${roundId}::uuid`
      : sql`s.round_id in (select round_id from rounds where benchmark_id = ${benchmarkId}::uuid)`;
  return sql`
    select bm.user_id from benchmark_maintainers bm
    where bm.benchmark_id = ${benchmarkId}::uuid and ${hasMaintainers}
    union
    select tm.user_id from team_members tm join submissions s on s.team_id = tm.team_id
    where ${teamsOf !== null} and ${ofTeams}
    union
    select f.user_id from benchmark_followers f where f.benchmark_id = ${benchmarkId}::uuid and ${hasFollowers}
    union
    select o.user_id from users o where o.is_operator and ${hasOperators} and ${isWithoutSecond}
    union
    select ${person}::uuid where ${isOnePerson}
    union
    select tm.user_id from team_members tm where tm.team_id = ${team}::uuid and ${isOneTeam}`;
}

/** Inserts one mail delivery for each recipient who has an address and hasn't muted this kind of notice. */
export async function insertDeliveries(
  db: Executor,
  notice: Pick<NoticeRow, 'noticeId' | 'kind' | 'benchmarkId' | 'roundId' | 'detail'>,
  { audience, dueAt, canBeMuted }: { audience: NoticeAudience; canBeMuted: boolean; dueAt: Date },
): Promise<void> {
  await db.execute(sql`
    insert into notice_deliveries (notice_id, user_id, due_at)
    select ${notice.noticeId}::uuid, u.user_id, ${dueAt.toISOString()}::timestamptz
    from users u
    where u.email is not null and u.user_id::text is distinct from ${notice.detail.proposed_by ?? null}
      and u.user_id in (${audienceOf(notice, audience)})
      and not (${canBeMuted} and exists (
        select from muted_notices m where m.user_id = u.user_id and m.kind = ${notice.kind}::notice_kind
      ))
    on conflict do nothing`);
}

export async function updateNoticeAddressed(
  db: Executor,
  noticeId: string,
  addressedAt: Date,
): Promise<void> {
  await db.update(notices).set({ addressedAt }).where(eq(notices.noticeId, noticeId));
}

export type Delivery = { noticeId: string; userId: string; attempt: number };

/** Locks a mail that is due until the transaction ends. Undefined if none is due, or all are locked. */
export async function lockDueDelivery(
  db: Executor,
  now: Date,
  attemptsMax: number,
): Promise<Delivery | undefined> {
  const [row] = await db
    .select({
      noticeId: noticeDeliveries.noticeId,
      userId: noticeDeliveries.userId,
      attempt: noticeDeliveries.attempt,
    })
    .from(noticeDeliveries)
    .where(
      and(
        isNull(noticeDeliveries.sentAt),
        lte(noticeDeliveries.dueAt, now),
        lt(noticeDeliveries.attempt, attemptsMax),
      ),
    )
    .orderBy(asc(noticeDeliveries.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

export async function updateDelivery(
  db: Executor,
  { noticeId, userId }: Pick<Delivery, 'noticeId' | 'userId'>,
  values: { attempt?: number; dueAt?: Date; sentAt?: Date },
): Promise<void> {
  await db
    .update(noticeDeliveries)
    .set(values)
    .where(and(eq(noticeDeliveries.noticeId, noticeId), eq(noticeDeliveries.userId, userId)));
}

export type DeliveryContent = {
  notice: NoticeRow;
  benchmark: typeof benchmarks.$inferSelect;
  round: Round | null;
  email: string | null;
  role: MaintainerRole | null;
  isFollower: boolean;
  isOperator: boolean;
  /** True if a sealed round of the benchmark waits for its opening. */
  hasSealed: boolean;
};

/** Finds the data for the text of one mail. */
export async function findDeliveryContent(
  db: Executor,
  { noticeId, userId }: Pick<Delivery, 'noticeId' | 'userId'>,
): Promise<DeliveryContent | undefined> {
  const [row] = await db
    .select({
      notice: notices,
      benchmark: benchmarks,
      round: rounds,
      email: users.email,
      role: benchmarkMaintainers.role,
      isOperator: users.isOperator,
      isFollower: sql<boolean>`exists (
        select from benchmark_followers f where f.benchmark_id = ${notices.benchmarkId} and f.user_id = ${noticeDeliveries.userId})`,
      hasSealed: sql<boolean>`exists (
        select from rounds r where r.benchmark_id = ${notices.benchmarkId} and r.state = 'sealed')`,
    })
    .from(noticeDeliveries)
    .innerJoin(notices, eq(notices.noticeId, noticeDeliveries.noticeId))
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, notices.benchmarkId))
    .innerJoin(users, eq(users.id, noticeDeliveries.userId))
    .leftJoin(rounds, eq(rounds.roundId, notices.roundId))
    .leftJoin(
      benchmarkMaintainers,
      and(
        eq(benchmarkMaintainers.benchmarkId, notices.benchmarkId),
        eq(benchmarkMaintainers.userId, noticeDeliveries.userId),
      ),
    )
    .where(and(eq(noticeDeliveries.noticeId, noticeId), eq(noticeDeliveries.userId, userId)));
  return row && { ...row, round: row.round && parseRound(row.round) };
}

/** Finds the benchmark and the round that a notice is about. */
export async function findNoticeSubject(
  db: Executor,
  noticeId: string,
): Promise<Pick<DeliveryContent, 'benchmark' | 'round'> | undefined> {
  const [row] = await db
    .select({ benchmark: benchmarks, round: rounds })
    .from(notices)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, notices.benchmarkId))
    .leftJoin(rounds, eq(rounds.roundId, notices.roundId))
    .where(eq(notices.noticeId, noticeId));
  return row && { ...row, round: row.round && parseRound(row.round) };
}

/** Lists slugs of a person's teams that submitted to the round: present and former slugs, and pseudonyms. */
export async function listTeamsInRound(db: Executor, userId: string, roundId: string): Promise<string[]> {
  const rows = await db.execute<{ slug: string }>(sql`
    with own as (
      select m.team_id from team_members m where m.user_id = ${userId}
        and exists (select from submissions s where s.round_id = ${roundId} and s.team_id = m.team_id))
    select t.slug from own join teams t using (team_id) union select f.slug from own join former_team_names f using (team_id)
    union select p.slug from own join team_pseudonyms p using (team_id)`);
  return rows.map((row) => row.slug);
}

export async function listMutedKinds(db: Executor, userId: string): Promise<NoticeKind[]> {
  const rows = await db
    .select({ kind: mutedNotices.kind })
    .from(mutedNotices)
    .where(eq(mutedNotices.userId, userId));
  return rows.map((row) => row.kind);
}

/** Mutes one kind of mail for a person; used by the link in such a mail. */
export async function insertMutedKind(db: Executor, userId: string, kind: NoticeKind): Promise<void> {
  await db.execute(sql`
    insert into muted_notices (user_id, kind) select user_id, ${kind}::notice_kind from users where user_id = ${userId}
    on conflict do nothing`);
}

/** Sets which of the kinds in `among` the person has muted. */
export async function updateMutedKinds(
  db: Executor,
  userId: string,
  { among, muted }: { among: readonly NoticeKind[]; muted: readonly NoticeKind[] },
): Promise<void> {
  await db
    .delete(mutedNotices)
    .where(and(eq(mutedNotices.userId, userId), inArray(mutedNotices.kind, [...among])));
  if (muted.length === 0) return;
  await db
    .insert(mutedNotices)
    .values(muted.map((kind) => ({ userId, kind })))
    .onConflictDoNothing();
}
