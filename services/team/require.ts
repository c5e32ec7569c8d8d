import type { Executor } from '@/db/client';
import { listTeamsOf, type Team } from '@/db/queries/people-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { ensureTeam } from './ensure';

/** The actor's team of that slug; without a slug, the first. */
export async function requireTeam(
  db: Executor,
  actor: Actor,
  slug?: string | null,
): Promise<Result<Team, Refusal>> {
  if (!slug) return ok(await ensureTeam(db, actor));
  const team = (await listTeamsOf(db, actor.userId)).find((candidate) => candidate.slug === slug);
  return team ? ok(team) : refuse({ kind: 'forbidden', needs: 'a member of that team' });
}
