import type { Executor } from '@/db/client';
import { type BenchmarkRow, findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import type { Team } from '@/db/queries/people-queries';
import type { NewSubmission } from '@/lib/contracts/submission';
import { hasRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireTeam } from '../team/require';

/** The team that a submission is of, if the actor may send it: a baseline is a maintainer's alone. */
export async function requireEntrant(
  db: Executor,
  actor: Actor,
  { slug }: BenchmarkRow,
  { team, baseline }: Pick<NewSubmission, 'team' | 'baseline'>,
): Promise<Result<Team, Refusal>> {
  if (baseline) {
    const role = (await findBenchmarkWithRole(db, slug, actor.userId))?.role;
    if (!role || !hasRole(role, 'maintainer'))
      return refuse({
        kind: 'forbidden',
        needs: 'a maintainer of this benchmark: others enter to be ranked',
      });
  }
  return requireTeam(db, actor, team);
}
