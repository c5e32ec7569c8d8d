import type { Executor } from '@/db/client';
import { findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import { listTeamsOf } from '@/db/queries/people-queries';
import type { NamedSubmission } from '@/db/queries/submission-queries';
import { hasRole } from '@/lib/core/benchmark';
import type { Actor } from '../access/actor';

/** What somebody has to do with a submission. */
type StandingTowards = { isInTeam: boolean; isMaintainer: boolean };

export async function findStandingTowards(
  db: Executor,
  { userId }: Actor,
  { submission, benchmarkSlug }: NamedSubmission,
): Promise<StandingTowards> {
  const teams = await listTeamsOf(db, userId);
  const role = (await findBenchmarkWithRole(db, benchmarkSlug, userId))?.role;
  return {
    isInTeam: teams.some(({ teamId }) => teamId === submission.teamId),
    isMaintainer: role ? hasRole(role, 'maintainer') : false,
  };
}
