import { webPlatform } from '@/adapters/web-platform';
import { findErratumByNumber, updateErratumConsented } from '@/db/queries/erratum-queries';
import { insertNotice } from '@/db/queries/insert-notice';
import { lockRound } from '@/db/queries/round-queries';
import { consentToErratumSchema, type MaintainedErratumView } from '@/lib/contracts/erratum';
import { parseWith } from '@/lib/contracts/field-faults';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireConsenter } from '../access/require-consenter';
import { viewOfMaintainedErratum } from './view';

/**
 * A second person, another maintainer or an operator, agrees to what an erratum changes. It is public from here on, with who
 * wants it and why, and anybody may object until it can be published.
 */
export async function consentToErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
  input: unknown,
): Promise<Result<MaintainedErratumView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireConsenter(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(consentToErratumSchema, input);
  if (!parsed.ok) return parsed;
  const { round, actor: person, as } = found.value;
  const { roundId, benchmarkId } = round;
  return db.transaction(async (tx): Promise<Result<MaintainedErratumView, Refusal>> => {
    await lockRound(tx, roundId);
    const row = await findErratumByNumber(tx, roundId, erratum);
    if (row?.state === 'proposed') return refuse({ kind: 'not_published_yet', what: 'comparison' });
    if (row?.state !== 'compared' || row.consentedBy)
      return refuse({ kind: 'not_found', what: 'erratum that waits for a consent' });
    if (row.comparedAt?.getTime() !== Date.parse(parsed.value.compared_at)) return otherComparison;
    if (row.proposedBy === person.userId) return refuse({ kind: 'second_person_needed' });
    if (!row.isByMaintainer) return refuse({ kind: 'proposal_void' });
    const consented = await updateErratumConsented(tx, row.erratumId, person.userId);
    const view = viewOfMaintainedErratum({ ...row, ...consented, consenterName: person.name });
    await recordAct(tx, {
      act: 'erratum_consented',
      actor: person,
      actorKind: as,
      benchmarkId,
      roundId,
      detail: {
        erratum,
        correction_count: row.corrections.length,
        reason: row.reason,
        proposed_by: view.proposed_by,
        consented_by: view.consented_by,
        objections_until: view.objections_until,
      },
    });
    await insertNotice(tx, {
      // To one comparison: where it is made anew, so is the consent, and the time for objections.
      key: `objections_begun:${row.erratumId}:${view.compared_at}`,
      kind: 'objections_begun',
      benchmarkId,
      roundId,
      detail: { number: erratum, reason: row.reason, objections_until: view.objections_until },
      createdAt: consented.consentedAt!,
    });
    return ok(view);
  });
}

const otherComparison = refuse<Refusal>({
  kind: 'invalid_request',
  faults: [
    {
      code: 'invalid',
      field: 'compared_at',
      detail: 'what it changes was found anew since: read it again',
    },
  ],
});
