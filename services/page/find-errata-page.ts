import { webPlatform } from '@/adapters/web-platform';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { type PublicErrataView, viewOfPublicErrata } from '../erratum/view';
import { type OneRound, requireOneRound } from './find-one-round';

export type ErrataPage = OneRound & PublicErrataView;

/** The published errata of a round, and the one open for objections, for every reader. */
export async function findErrataPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<ErrataPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  return ok({ ...named, ...viewOfPublicErrata(await listPublicErrata(db, round.roundId)) });
}
