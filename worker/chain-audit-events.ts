import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import {
  findAuditHead,
  insertAuditLinks,
  listUnchainedEvents,
  lockAuditChain,
} from '@/db/queries/audit-queries';
import { formatEventText } from '@/lib/core/audit/format-event-text';
import { chainStart, makeChainMessage } from '@/lib/core/audit/make-chain-message';

const batchMax = 1_000;

/**
 * Links the audit events that have no link yet, in the order of their ids, at most 1,000 a call. Events are only read, so
 * nobody who records an act ever waits for it. Does nothing while another process links.
 * @returns how many were linked
 */
export async function chainAuditEvents(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await lockAuditChain(tx))) return 0;
    const events = await listUnchainedEvents(tx, batchMax);
    if (events.length === 0) return 0;
    let head = (await findAuditHead(tx)) ?? { position: 0, sha256: chainStart };
    const links = events.map((event) => {
      const message = makeChainMessage(head.sha256, formatEventText(event));
      head = { position: head.position + 1, sha256: createHash('sha256').update(message).digest('hex') };
      return { ...head, auditEventId: Number(event.auditEventId) };
    });
    await insertAuditLinks(tx, links);
    return links.length;
  });
}
