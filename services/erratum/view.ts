import type { NamedErratum } from '@/db/queries/erratum-queries';
import { type ErratumView, type MaintainedErratumView, parsePublicKey } from '@/lib/contracts/erratum';

/** What anybody may know of a round's errata. */
export type PublicErrataView = {
  /** In the order in which their corrections apply. */
  published: ErratumView[];
  /** Two people want it, and anybody may object until it is published. */
  announced: MaintainedErratumView | null;
};

/** @param rows of errata that the public may know of */
export function viewOfPublicErrata(rows: readonly NamedErratum[]): PublicErrataView {
  const announced = rows.find(({ state }) => state === 'compared');
  return {
    published: rows.filter(({ state }) => state === 'published').map(viewOfErratum),
    announced: announced ? viewOfMaintainedErratum(announced) : null,
  };
}

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
    void: ['proposed', 'compared'].includes(row.state) && row.consentedBy === null && !row.isByMaintainer,
    consented_at: row.consentedAt?.toISOString() ?? null,
    objections_until: row.objectionsUntil?.toISOString() ?? null,
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}

/** @throws for an erratum that isn't published */
function viewOfErratum(row: NamedErratum): ErratumView {
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
