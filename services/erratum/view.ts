import type { NamedErratum } from '@/db/queries/erratum-queries';
import { type ErratumView, type MaintainedErratumView, parsePublicKey } from '@/lib/contracts/erratum';

export function viewOfMaintainedErratum(row: NamedErratum): MaintainedErratumView {
  return {
    number: row.number,
    state: row.state,
    reason: row.reason,
    corrections: [...row.corrections],
    proposed_at: row.proposedAt.toISOString(),
    compared_at: row.comparedAt?.toISOString() ?? null,
    score_changes: row.scoreChanges && [...row.scoreChanges],
    proposed_by: row.proposerName,
    consented_by: row.consenterName,
    consented_at: row.consentedAt?.toISOString() ?? null,
    objections_until: row.objectionsUntil?.toISOString() ?? null,
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}

/** @throws for an erratum that isn't published */
export function viewOfErratum(row: NamedErratum): ErratumView {
  const { publishedAt, document, signature, scoreChanges } = row;
  if (row.state !== 'published' || !publishedAt || !document || !signature || !scoreChanges)
    throw new Error('an erratum is public once it is published');
  return {
    number: row.number,
    published_at: publishedAt.toISOString(),
    reason: row.reason,
    corrections: [...row.corrections],
    score_changes: [...scoreChanges],
    document,
    signature,
    public_key: parsePublicKey(document),
    proposed_by: row.proposerName,
    consented_by: row.consenterName,
  };
}
