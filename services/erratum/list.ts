import { webPlatform } from '@/adapters/web-platform';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import type { ErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { viewOfErratum } from './view';

/** The published errata of a round, for anybody, in the order in which their corrections apply. */
export async function listErrata(slug: string, number: number): Promise<Result<ErratumView[], Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const errata = await listPublicErrata(db, found.value.round.roundId);
  return ok(errata.filter(({ state }) => state === 'published').map(viewOfErratum));
}
