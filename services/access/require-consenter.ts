import type { Executor } from '@/db/client';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from './caller';
import { requireMaintainedRound, requirePublicRound } from './require-round';

/** The round, for people who may consent to its invalidation: a maintainer of the benchmark, or any operator of the site. */
export async function requireConsenter(
  db: Executor,
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<{ round: Round; actor: Actor; as: 'maintainer' | 'operator' }, Refusal>> {
  const maintained = await requireMaintainedRound(db, actor, slug, number);
  if (maintained.ok) return ok({ ...maintained.value, as: 'maintainer' });
  if (maintained.error.kind !== 'forbidden' || !actor?.isOperator) return maintained;
  const found = await requirePublicRound(db, slug, number);
  return found.ok ? ok({ round: found.value.round, actor, as: 'operator' }) : found;
}

/**
 * The rule of errata, invalidations and links of teams: the proposer doesn't consent, and a proposal is void when its proposer has
 * left or lost the role. Triggers hold the same rule in the database.
 * @returns the proposer's user id
 */
export function requireSecondPerson(
  { proposedBy, isByMaintainer }: { proposedBy: string | null; isByMaintainer: boolean },
  person: Actor,
): Result<string, Refusal> {
  if (proposedBy === person.userId) return refuse({ kind: 'second_person_needed' });
  return proposedBy && isByMaintainer ? ok(proposedBy) : refuse({ kind: 'proposal_void' });
}
