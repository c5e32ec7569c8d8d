import { webPlatform } from '@/adapters/web-platform';
import { listPublishedErrata } from '@/db/queries/erratum-queries';
import type { ErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { viewOfErratum } from '../erratum/view';
import { type OneRound, requireOneRound } from './find-one-round';

/** Oldest first. */
export type ErrataPage = OneRound & { errata: readonly ErratumView[] };

/** The published errata of a round, for anybody. */
export async function findErrataPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<ErrataPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const errata = await listPublishedErrata(db, round.roundId);
  return ok({ ...named, errata: errata.map(viewOfErratum) });
}
