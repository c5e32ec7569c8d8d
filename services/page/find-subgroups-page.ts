import { webPlatform } from '@/adapters/web-platform';
import type { SubgroupsView } from '@/lib/contracts/subgroups';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { readSubgroups } from '../publication/find-subgroups';
import { type OneRound, requireOneRound } from './find-one-round';

export type SubgroupsPage = OneRound & {
  /** Null before the official ranking, of a round that doesn't count, and without slice columns. */
  subgroups: SubgroupsView | null;
};

/** The scores of a round by slice as their page shows them. */
export async function findSubgroupsPage(
  actor: Actor | null,
  slug: string,
  number: number,
  pair: readonly string[],
): Promise<Result<SubgroupsPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const subgroups = await readSubgroups(db, slug, round, {
    models: [],
    pair: pair.length === 0 ? 'first-two' : pair,
  });
  return ok({ ...named, subgroups: subgroups.ok ? subgroups.value : null });
}
