import { and, asc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { TeamRole } from '@/lib/core/team/team';
import type { Executor } from '../client';
import { benchmarkMaintainers, benchmarks, invitations } from '../schema/benchmarks';
import { teams, users } from '../schema/people';

/**
 * True if a person is an owner or maintainer of a benchmark; the database checks proposers the same way
 * (db/functions/proposals.sql).
 */
export const isByMaintainer = (person: PgColumn, benchmarkId: PgColumn): SQL<boolean> =>
  sql<boolean>`is_maintainer(${benchmarkId}, ${person})`;

/** All people with a role, the oldest role first. */
export async function listPeopleOfBenchmark(db: Executor, benchmarkId: string) {
  return db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: benchmarkMaintainers.role,
      addedAt: benchmarkMaintainers.addedAt,
    })
    .from(benchmarkMaintainers)
    .innerJoin(users, eq(users.id, benchmarkMaintainers.userId))
    .where(eq(benchmarkMaintainers.benchmarkId, benchmarkId))
    .orderBy(asc(benchmarkMaintainers.addedAt), asc(users.id));
}

export type PersonOfBenchmark = Awaited<ReturnType<typeof listPeopleOfBenchmark>>[number];

/** The caller holds the benchmark's lock. */
export async function countOwners(db: Executor, benchmarkId: string): Promise<number> {
  return db.$count(
    benchmarkMaintainers,
    and(eq(benchmarkMaintainers.benchmarkId, benchmarkId), eq(benchmarkMaintainers.role, 'owner')),
  );
}

/** Owners and maintainers, who may consent to each other's proposals. */
export async function countMaintainers(db: Executor, benchmarkId: string): Promise<number> {
  return db.$count(
    benchmarkMaintainers,
    and(eq(benchmarkMaintainers.benchmarkId, benchmarkId), ne(benchmarkMaintainers.role, 'auditor')),
  );
}

const isOf = (benchmarkId: string, userId: string) =>
  and(eq(benchmarkMaintainers.benchmarkId, benchmarkId), eq(benchmarkMaintainers.userId, userId));

export async function updateRole(
  db: Executor,
  { role, benchmarkId, userId }: { benchmarkId: string; userId: string; role: MaintainerRole },
): Promise<void> {
  await db.update(benchmarkMaintainers).set({ role }).where(isOf(benchmarkId, userId));
}

export async function deleteRole(
  db: Executor,
  { benchmarkId, userId }: { benchmarkId: string; userId: string },
): Promise<void> {
  await db.delete(benchmarkMaintainers).where(isOf(benchmarkId, userId));
}

type InvitationFacts = {
  invitationId: string;
  invitedByName: string | null;
  invitedAt: Date;
  expiresAt: Date;
};

/** An invitation to a benchmark. A check of the table requires address and role. */
export type Invitation = InvitationFacts & { email: string; role: MaintainerRole };

const facts = {
  invitationId: invitations.invitationId,
  invitedByName: users.name,
  invitedAt: invitations.invitedAt,
  expiresAt: invitations.expiresAt,
};

const toBenchmark = {
  email: sql<string>`${invitations.email}`,
  role: sql<MaintainerRole>`${invitations.role}`,
};

/** True for an invitation that can still be accepted. */
export const isPending = (now: Date) =>
  and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));

/** Invitations that can still be accepted, oldest first. */
export async function listPendingInvitations(
  db: Executor,
  benchmarkId: string,
  now: Date,
): Promise<Invitation[]> {
  return db
    .select({ ...facts, ...toBenchmark })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.benchmarkId, benchmarkId), isPending(now)))
    .orderBy(asc(invitations.invitedAt), asc(invitations.invitationId));
}

export async function insertInvitation(
  db: Executor,
  values: typeof invitations.$inferInsert,
): Promise<string> {
  const [row] = await db.insert(invitations).values(values).returning({ id: invitations.invitationId });
  if (!row) throw new Error('an invitation was not inserted');
  return row.id;
}

/** Revokes those of the invitations that can still be accepted. @returns their ids */
export async function revokePending(db: Executor, those: SQL | undefined, now: Date): Promise<string[]> {
  const rows = await db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(those, isPending(now)))
    .returning({ id: invitations.invitationId });
  return rows.map((row) => row.id);
}

/** Revokes the open invitations to an address. @returns their ids */
export const revokeInvitationsTo = (
  db: Executor,
  { benchmarkId, email }: { benchmarkId: string; email: string },
  now: Date,
): Promise<string[]> =>
  revokePending(db, and(eq(invitations.benchmarkId, benchmarkId), eq(invitations.email, email)), now);

/** Revokes the open invitations that a person has sent. @returns their ids */
export const revokeInvitationsBy = (
  db: Executor,
  { benchmarkId, userId }: { benchmarkId: string; userId: string },
  now: Date,
): Promise<string[]> =>
  revokePending(db, and(eq(invitations.benchmarkId, benchmarkId), eq(invitations.invitedBy, userId)), now);

/** False when the benchmark has no such pending invitation. */
export async function revokeInvitationById(
  db: Executor,
  { benchmarkId, invitationId }: { benchmarkId: string; invitationId: string },
  now: Date,
): Promise<boolean> {
  const isThis = and(eq(invitations.benchmarkId, benchmarkId), eq(invitations.invitationId, invitationId));
  return (await revokePending(db, isThis, now)).length > 0;
}

export type PendingInvitation = InvitationFacts &
  (
    | {
        kind: 'benchmark';
        email: string;
        role: MaintainerRole;
        benchmark: { benchmarkId: string; slug: string; title: string };
      }
    | {
        kind: 'team';
        /** Null for a link. */
        email: string | null;
        role: TeamRole;
        team: { teamId: string; slug: string; name: string };
      }
  );

/** The invitation of a link, while it can be accepted. */
export async function findPendingInvitation(
  db: Executor,
  tokenSha256: string,
  now: Date,
): Promise<PendingInvitation | undefined> {
  const [row] = await db
    .select({
      facts,
      toBenchmark,
      email: invitations.email,
      teamRole: invitations.teamRole,
      benchmark: {
        benchmarkId: benchmarks.benchmarkId,
        slug: benchmarks.slug,
        title: benchmarks.title,
      },
      team: { teamId: teams.teamId, slug: teams.slug, name: teams.name },
    })
    .from(invitations)
    .leftJoin(benchmarks, eq(benchmarks.benchmarkId, invitations.benchmarkId))
    .leftJoin(teams, eq(teams.teamId, invitations.teamId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.tokenSha256, tokenSha256), isPending(now)));
  if (row?.team && row.teamRole)
    return { ...row.facts, kind: 'team', email: row.email, role: row.teamRole, team: row.team };
  return row?.benchmark
    ? { ...row.facts, ...row.toBenchmark, kind: 'benchmark', benchmark: row.benchmark }
    : undefined;
}

/** Marks an invitation as used. False when it was used or revoked before, or has expired. */
export async function updateInvitationAccepted(
  db: Executor,
  { invitationId, userId }: { invitationId: string; userId: string },
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy: userId })
    .where(and(eq(invitations.invitationId, invitationId), isPending(now)))
    .returning({ id: sql`1` });
  return rows.length > 0;
}
