import { randomBytes } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { insertPseudonym, listPseudonymsOf } from '@/db/queries/pseudonym-queries';
import { isNameTaken } from '@/db/queries/team-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { newPseudonymSchema, type PseudonymView } from '@/lib/contracts/team';
import { skeletonOf, slugOf } from '@/lib/core/name/name';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { lockOwnTeam, notCaptain, requireMembership } from './own-team';

/**
 * Puts a team under a pseudonym in one benchmark until a date, as a captain and before the team has entered anything there. Nobody
 * moves or removes it earlier.
 */
export async function setPseudonym(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<PseudonymView>> {
  const parsed = parseWith(newPseudonymSchema, input);
  if (!parsed.ok) return parsed;
  const { name, until } = parsed.value;
  try {
    return await transact(async (tx): Promise<Result<PseudonymView>> => {
      const own = await lockOwnTeam(tx, actor, slug);
      if (!own.ok) return own;
      const { team, actor: captain } = own.value;
      const benchmark = await requireBenchmark(tx, parsed.value.benchmark, captain);
      if (!benchmark.ok) return benchmark;
      const { benchmarkId } = benchmark.value;
      await insertPseudonym(tx, {
        ...{ teamId: team.teamId, benchmarkId, setBy: captain.userId, endsAt: new Date(until) },
        ...{ name, skeleton: skeletonOf(name), slug: await chooseAddress(tx, name) },
      });
      const set = (await viewPseudonyms(tx, team.teamId, captain.userId)).find(
        (one) => one.benchmark.slug === benchmark.value.slug,
      );
      if (!set) throw new Error('a pseudonym was not set');
      return ok(set);
    });
  } catch (error) {
    const explain = refusals[findViolatedConstraint(error) ?? ''];
    if (!explain) throw error;
    return refuse(explain);
  }
}

/** A free address, which isn't the team's own. */
async function chooseAddress(db: Executor, name: string): Promise<string> {
  const slug = slugOf(name, 'team');
  return (await isNameTaken(db, { slug })) ? `${slug}-${randomBytes(3).toString('hex')}` : slug;
}

const nameTaken: Refusal = { kind: 'name_taken', what: 'team', own: null };

const refusals: Readonly<Record<string, Refusal>> = {
  team_pseudonyms_name: nameTaken,
  team_pseudonyms_slug_key: nameTaken,
  team_pseudonyms_skeleton_key: nameTaken,
  team_pseudonyms_by_captains: notCaptain,
  team_pseudonyms_first: faultyField(
    'entered',
    'benchmark',
    'the team has entered this benchmark, or is linked with a team there; a pseudonym is set before the first submission',
  ),
  team_pseudonyms_one_per_benchmark: faultyField(
    'has_pseudonym',
    'benchmark',
    'the team has had its pseudonym in this benchmark, which can’t be changed',
  ),
  team_pseudonyms_ends_at: faultyField(
    'out_of_range',
    'until',
    'name a date in the future, within 12 months',
  ),
};

export async function listPseudonyms(actor: Actor | null, slug: string): Promise<Result<PseudonymView[]>> {
  const { db } = webPlatform();
  const own = await requireMembership(db, actor, slug);
  if (!own.ok) return own;
  return ok(await viewPseudonyms(db, own.value.team.teamId, own.value.actor.userId));
}

/** The pseudonyms of a team that a member may know. */
export async function viewPseudonyms(db: Executor, teamId: string, userId: string): Promise<PseudonymView[]> {
  const pseudonyms = await listPseudonymsOf(db, teamId, userId);
  return pseudonyms.map(({ benchmark, slug, name, endsAt, endedAt }) => ({
    benchmark,
    ...{ team: slug, name, until: endsAt.toISOString(), ended: endedAt !== null },
  }));
}
