import type { Executor } from '@/db/client';
import { findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import { listTeamsOf } from '@/db/queries/people-queries';
import type { NamedSubmission } from '@/db/queries/submission-queries';
import { hasRole } from '@/lib/core/benchmark';
import { coversScope } from '@/lib/core/token-scope';
import type { Actor } from '../access/caller';

/** A person's relation to a submission. A token without the scope to maintain makes no maintainer. */
type Relation = { isInTeam: boolean; isMaintainer: boolean };

export async function findRelation(
  db: Executor,
  { userId, token }: Actor,
  { submission, benchmarkSlug }: NamedSubmission,
): Promise<Relation> {
  const teams = await listTeamsOf(db, userId);
  const role = (await findBenchmarkWithRole(db, benchmarkSlug, userId))?.role;
  const mayMaintain = !token || coversScope(token.scope, 'maintain');
  return {
    isInTeam: teams.some(({ teamId }) => teamId === submission.teamId),
    isMaintainer: role ? mayMaintain && hasRole(role, 'maintainer') : false,
  };
}
