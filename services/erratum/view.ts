import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findErratumByNumber, listPublicErrata, type NamedErratum } from '@/db/queries/erratum-queries';
import { type ErratumView, type MaintainedErratumView, parsePublicKey } from '@/lib/contracts/erratum';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireConsenter, requireMaintainedRound, requirePublicRound } from '../access/require-benchmark';

/** A round's errata as every reader may see them. */
export type PublicErrataView = {
  /** Published errata, in the order in which their corrections apply. */
  published: ErratumView[];
  /** The erratum to which two people have agreed, open for objections until its publication; null if there is none. */
  announced: MaintainedErratumView | null;
};

/** @param rows of public errata */
export function viewOfPublicErrata(rows: readonly NamedErratum[]): PublicErrataView {
  const announced = rows.find(({ state }) => state === 'compared');
  return {
    published: rows.filter(({ state }) => state === 'published').map(viewOfErratum),
    announced: announced ? viewOfMaintainedErratum(announced) : null,
  };
}

/** Names one comparison of old and corrected labels. After a new comparison, an earlier consent no longer counts. */
export const nameComparison = ({ comparedAt }: Pick<NamedErratum, 'comparedAt'>): string | null =>
  comparedAt?.toISOString() ?? null;

export function viewOfMaintainedErratum(row: NamedErratum): MaintainedErratumView {
  return {
    number: row.number,
    state: row.state,
    reason: row.reason,
    corrections: [...row.corrections],
    proposed_at: row.proposedAt.toISOString(),
    compared_at: row.comparedAt?.toISOString() ?? null,
    consent_to: row.state === 'compared' && row.consentedBy === null ? nameComparison(row) : null,
    score_changes: row.scoreChanges && [...row.scoreChanges],
    proposed_by: row.proposerName,
    consented_by: row.consenterName,
    void: ['proposed', 'compared'].includes(row.state) && row.consentedBy === null && !row.isByMaintainer,
    consented_at: row.consentedAt?.toISOString() ?? null,
    objections_until: row.objectionsUntil?.toISOString() ?? null,
    published_at: row.publishedAt?.toISOString() ?? null,
  };
}

/** @throws for an unpublished erratum */
function viewOfErratum(row: NamedErratum): ErratumView {
  const { publishedAt, document, signature, scoreChanges } = row;
  if (row.state !== 'published' || !publishedAt || !document || !signature || !scoreChanges)
    throw new Error('an unpublished erratum has no public view');
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

/** One erratum in any state, for maintainers and auditors of the benchmark, and for operators, since they may consent. */
export async function findErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView>> {
  const { db } = webPlatform();
  const found = await requireReader(db, actor, slug, number);
  if (!found.ok) return found;
  const row = await findErratumByNumber(db, found.value.round.roundId, erratum);
  return row ? ok(viewOfMaintainedErratum(row)) : refuse({ kind: 'not_found', what: 'erratum' });
}

async function requireReader(db: Executor, actor: Actor | null, slug: string, number: number) {
  const reader = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  return reader.ok || !actor?.isOperator ? reader : requireConsenter(db, actor, slug, number);
}

/** The published errata of a round and the one open for objections, for every reader. */
export async function listErrata(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<PublicErrataView>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, reader);
  if (!found.ok) return found;
  return ok(viewOfPublicErrata(await listPublicErrata(db, found.value.round.roundId)));
}
