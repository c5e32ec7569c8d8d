import { webPlatform } from '@/adapters/web-platform';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { type PublicErrataView, viewOfPublicErrata } from './view';

/** The published errata of a round and the one that may be objected to, for anybody. */
export async function listErrata(slug: string, number: number): Promise<Result<PublicErrataView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  return ok(viewOfPublicErrata(await listPublicErrata(db, found.value.round.roundId)));
}
