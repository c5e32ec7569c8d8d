import { webPlatform } from '@/adapters/web-platform';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import type { ErratumView, MaintainedErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { viewOfErratum, viewOfMaintainedErratum } from '../erratum/view';
import { type OneRound, requireOneRound } from './find-one-round';

/** Oldest first. */
export type ErrataPage = OneRound & {
  errata: readonly ErratumView[];
  /** Two people want it, and anybody may object until it is published. */
  announced: MaintainedErratumView | null;
};

/** The errata of a round that are published, and the one that may be, for anybody. */
export async function findErrataPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<ErrataPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const rows = await listPublicErrata(db, round.roundId);
  const announced = rows.find(({ state }) => state === 'compared');
  return ok({
    ...named,
    errata: rows.filter(({ state }) => state === 'published').map(viewOfErratum),
    announced: announced ? viewOfMaintainedErratum(announced) : null,
  });
}
