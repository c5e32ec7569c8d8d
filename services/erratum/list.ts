import { webPlatform } from '@/adapters/web-platform';
import { listErrataOf, listPublishedErrata } from '@/db/queries/erratum-queries';
import type { ErratumView, MaintainedErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintainedRound, requirePublicRound } from '../access/require-round';
import { viewOfErratum, viewOfMaintainedErratum } from './view';

/** The published errata of a round, for anybody, in the order in which their corrections apply. */
export async function listErrata(slug: string, number: number): Promise<Result<ErratumView[], Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  return ok((await listPublishedErrata(db, found.value.round.roundId)).map(viewOfErratum));
}

/** Every erratum of a round, newest first, for its maintainers and auditors: proposals and comparisons too. */
export async function listMaintainedErrata(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<MaintainedErratumView[], Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  if (!found.ok) return found;
  return ok((await listErrataOf(db, found.value.round.roundId)).map(viewOfMaintainedErratum));
}
