import { webPlatform } from '@/adapters/web-platform';
import { findErratumByNumber, updateErratumDropped } from '@/db/queries/erratum-queries';
import { lockRound } from '@/db/queries/round-queries';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireConsenter } from '../access/require-consenter';
import { viewOfMaintainedErratum } from './view';

/** Gives up an erratum that isn't published, as any maintainer or operator may. Its number isn't used again. */
export async function dropErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireConsenter(db, actor, slug, number);
  if (!found.ok) return found;
  const { round, actor: person, as } = found.value;
  const { roundId, benchmarkId } = round;
  return db.transaction(async (tx): Promise<Result<MaintainedErratumView, Refusal>> => {
    await lockRound(tx, roundId);
    const row = await findErratumByNumber(tx, roundId, erratum);
    if (row?.state !== 'proposed' && row?.state !== 'compared')
      return refuse({ kind: 'not_found', what: 'erratum that waits' });
    const dropped = await updateErratumDropped(tx, row.erratumId);
    await recordAct(tx, {
      act: 'erratum_dropped',
      actor: person,
      actorKind: as,
      benchmarkId,
      roundId,
      detail: { erratum },
    });
    return ok(viewOfMaintainedErratum({ ...row, ...dropped }));
  });
}
