import { and, asc, count, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { benchmarkMaintainers } from '../schema/benchmarks';
import { users } from '../schema/people';
import { linkedTeams, teamLinkProposals } from '../schema/team-links';
import { isByMaintainer } from './is-by-maintainer';

export type LinkProposal = {
  proposalId: string;
  teamIds: string[];
  reason: string;
  proposedAt: Date;
  proposedBy: string | null;
  proposerName: string | null;
  /** True while its proposer is a maintainer. */
  isByMaintainer: boolean;
};

/** The links of a benchmark that wait for a second person, oldest first. */
export async function listLinkProposals(db: Executor, benchmarkId: string): Promise<LinkProposal[]> {
  return db
    .select({
      proposalId: teamLinkProposals.proposalId,
      teamIds: teamLinkProposals.teamIds,
      reason: teamLinkProposals.reason,
      proposedAt: teamLinkProposals.proposedAt,
      proposedBy: teamLinkProposals.proposedBy,
      proposerName: users.name,
      isByMaintainer: isByMaintainer(teamLinkProposals.proposedBy, teamLinkProposals.benchmarkId),
    })
    .from(teamLinkProposals)
    .leftJoin(users, eq(users.id, teamLinkProposals.proposedBy))
    .where(
      and(
        eq(teamLinkProposals.benchmarkId, benchmarkId),
        isNull(teamLinkProposals.consentedAt),
        isNull(teamLinkProposals.droppedAt),
        notExists(
          db
            .select({ one: sql`1` })
            .from(linkedTeams)
            .where(
              and(
                eq(linkedTeams.benchmarkId, teamLinkProposals.benchmarkId),
                eq(linkedTeams.teamGroupId, teamLinkProposals.proposalId),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(teamLinkProposals.proposedAt), asc(teamLinkProposals.proposalId));
}

/** People who can propose a link and consent to one. */
export async function countMaintainers(db: Executor, benchmarkId: string): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(benchmarkMaintainers)
    .where(
      and(
        eq(benchmarkMaintainers.benchmarkId, benchmarkId),
        inArray(benchmarkMaintainers.role, ['owner', 'maintainer']),
      ),
    );
  return row?.people ?? 0;
}

/** A trigger sets the time of the proposal. @returns the proposal's id, which its group will have too */
export async function insertLinkProposal(
  db: Executor,
  values: { benchmarkId: string; teamIds: string[]; reason: string; proposedBy: string },
): Promise<string> {
  const [row] = await db
    .insert(teamLinkProposals)
    .values({ ...values, proposedAt: sql`clock_timestamp()` })
    .returning({ proposalId: teamLinkProposals.proposalId });
  if (!row) throw new Error('a link was not proposed');
  return row.proposalId;
}

/** The same: a trigger sets the time, and requires a second person. */
export async function updateLinkConsented(
  db: Executor,
  proposalId: string,
  consentedBy: string,
): Promise<void> {
  await db.update(teamLinkProposals).set({ consentedBy }).where(eq(teamLinkProposals.proposalId, proposalId));
}

export async function updateLinkDropped(db: Executor, proposalId: string, droppedBy: string): Promise<void> {
  await db.update(teamLinkProposals).set({ droppedBy }).where(eq(teamLinkProposals.proposalId, proposalId));
}
