import type { ErratumRow } from '@/db/queries/erratum-queries';
import { type ErratumView, type MaintainedErratumView, parsePublicKey } from '@/lib/contracts/erratum';

export function viewOfMaintainedErratum(row: ErratumRow): MaintainedErratumView {
  return {
    number: row.number,
    state: row.state,
    reason: row.reason,
    corrections: [...row.corrections],
    proposed_at: row.proposedAt.toISOString(),
    compared_at: row.comparedAt?.toISOString() ?? null,
    score_changes: row.scoreChanges && [...row.scoreChanges],
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}

/** @throws for an erratum that isn't published */
export function viewOfErratum(row: ErratumRow): ErratumView {
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
  };
}
