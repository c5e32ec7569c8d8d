import { createHash } from 'node:crypto';
import type { Database, Executor } from '@/db/client';
import {
  type ChainedEvent,
  deleteWaitsOfDeletedEvents,
  insertWaitsOfUnlinkedEvents,
  listChainedEvents,
  listOverdueLinks,
  listUnlinkedEvents,
} from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type AuditFinding,
  type AuditHead,
  chainStart,
  formatEventText,
  linkedWithinMs,
  makeChainMessage,
} from '@/lib/core/audit/audit-chain';
import { ok, type Result, refuse } from '@/lib/core/result';
import { recordOperatorEvent } from '../access/record-audit-event';

const batchMax = 1_000;

/** Maximum number of events without a link that the report names. */
const namedMax = 100;

export type AuditVerification = {
  /** Number of links that were recomputed and found correct, counted from the first. */
  readonly count: number;
  /** The last correct link; null without one. */
  readonly head: AuditHead | null;
  /** The first fault of the hash chain, events without a link, and a missing or different noted head. */
  readonly findings: readonly AuditFinding[];
};

/**
 * Recomputes the hash chain of the audit log from its start, a thousand rows at a time.
 * @param expected a head of the chain that was noted earlier; without it, a removed end of the log can't be detected
 */
export async function verifyAudit(
  db: Executor,
  expected: AuditHead | null = null,
): Promise<AuditVerification> {
  const findings: AuditFinding[] = [];
  let head: AuditHead = { position: 0, sha256: chainStart };
  let noted: string | null = null;
  let isWhole = true;
  for (let after: number | null = null; isWhole; ) {
    const links = await listChainedEvents(db, after, batchMax);
    for (const link of links) {
      const sha256 = link.event && computeAuditLink(head.sha256, link);
      if (link.position !== head.position + 1 || sha256 !== link.sha256) {
        findings.push(await nameFault(db, head, link, sha256));
        isWhole = false;
        break;
      }
      head = { position: link.position, sha256 };
      if (link.position === expected?.position) noted = sha256;
    }
    if (links.length < batchMax) break;
    after = head.position;
  }
  findings.push(...(await listUnlinked(db)));
  // If the chain breaks before the noted head, only that fault is reported, since the head can't be reached.
  const isReached = isWhole || (expected !== null && expected.position <= head.position);
  if (expected && isReached && noted !== expected.sha256)
    findings.push({ kind: 'head_differs', expected, found: noted });
  return { count: head.position, head: head.position === 0 ? null : head, findings };
}

/** Lists events that have no link although they should, and events that were deleted while they waited for a link. */
async function listUnlinked(db: Executor): Promise<AuditFinding[]> {
  const before = new Date((await readClock(db)).getTime() - linkedWithinMs);
  const unlinked = await listUnlinkedEvents(db, before, namedMax);
  const gone = (await listOverdueLinks(db, before, namedMax)).filter(({ isThere }) => !isThere);
  return [
    ...unlinked.map((event) => ({ kind: 'event_unlinked' as const, ...event })),
    ...gone.map(({ auditEventId }) => ({ kind: 'event_gone' as const, auditEventId })),
  ];
}

function computeAuditLink(before: string, { event }: ChainedEvent): string | null {
  if (event === null) return null;
  return createHash('sha256')
    .update(makeChainMessage(before, formatEventText(event)))
    .digest('hex');
}

/**
 * Names the changed or missing row where the chain first breaks. The next link, if there is one, shows on which hash it was
 * computed.
 */
async function nameFault(
  db: Executor,
  before: AuditHead,
  link: ChainedEvent,
  sha256: string | null,
): Promise<AuditFinding> {
  const { position, auditEventId } = link;
  if (position > before.position + 1) return { kind: 'link_missing', position: before.position + 1 };
  if (sha256 === null) return { kind: 'event_missing', position, auditEventId };
  if (position !== before.position + 1) return { kind: 'link_changed', position, auditEventId };
  const [next] = await listChainedEvents(db, position, 1);
  const isNextOn = (hash: string) =>
    /^[0-9a-f]{64}$/.test(hash) && next !== undefined && computeAuditLink(hash, next) === next.sha256;
  if (isNextOn(sha256)) return { kind: 'link_changed', position, auditEventId };
  if (isNextOn(link.sha256)) return { kind: 'event_changed', position, auditEventId };
  return { kind: 'event_or_link_changed', position, auditEventId };
}

const reasonCharsMax = 1_000;

/** Maximum number of event ids that the repair's own audit event lists; its count includes all. */
const listedEventsMax = 100;

export type AuditRepair = { readonly added: readonly string[]; readonly gone: readonly string[] };

/**
 * Puts events that no scorer could link back into the queue, to be linked at the end of the chain, and gives up waiting for
 * deleted ones. An audit event records the repair and its reason. A broken chain stays broken, since nobody should be able to
 * mend it.
 * @param db connected as the owner of the tables
 * @returns the changes (none if nothing was missing), or a message about an invalid reason
 */
export async function repairAudit(db: Database, reason: string): Promise<Result<AuditRepair, string>> {
  const words = reason.trim();
  if (words === '' || words.length > reasonCharsMax)
    return refuse(`--reason takes 1 to ${reasonCharsMax} characters`);
  return db.transaction(async (tx) => {
    const added = await insertWaitsOfUnlinkedEvents(tx);
    const gone = await deleteWaitsOfDeletedEvents(tx);
    if (added.length + gone.length > 0)
      await recordOperatorEvent(tx, 'audit_repaired', {
        reason: words,
        added_count: added.length,
        added: added.slice(0, listedEventsMax).join(', '),
        gone_count: gone.length,
        gone: gone.slice(0, listedEventsMax).join(', '),
      });
    return ok({ added, gone });
  });
}
