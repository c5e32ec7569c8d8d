import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import {
  findAuditHead,
  insertAuditLinks,
  listWaitingEvents,
  lockAuditChain,
  type NewAuditLink,
  updateEventsStuck,
} from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/read-clock';
import type { AuditHead } from '@/lib/core/audit/audit-head';
import { type AuditEventRecord, formatEventText } from '@/lib/core/audit/format-event-text';
import { chainStart, makeChainMessage } from '@/lib/core/audit/make-chain-message';

const batchMax = 1_000;

/**
 * Links the audit events that wait for their link, in the order of their ids, at most 1,000 a call. Events are only read, so
 * nobody who records an act ever waits for it. One that can't be linked keeps waiting, behind all others. Does nothing while
 * another process links.
 * @returns how many were linked
 */
export async function chainAuditEvents(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await lockAuditChain(tx))) return 0;
    const events = await listWaitingEvents(tx, batchMax);
    if (events.length === 0) return 0;
    const head = (await findAuditHead(tx)) ?? { position: 0, sha256: chainStart };
    const { links, stuckIds } = composeLinks(head, events);
    if (stuckIds.length > 0) await updateEventsStuck(tx, stuckIds, await readClock(tx));
    if (links.length > 0) await insertAuditLinks(tx, links);
    return links.length;
  });
}

/** The links behind `head`, and the events that no text can be made of. */
function composeLinks(
  head: AuditHead,
  events: readonly AuditEventRecord[],
): { links: NewAuditLink[]; stuckIds: string[] } {
  let last = head;
  const links: NewAuditLink[] = [];
  const stuckIds: string[] = [];
  for (const event of events) {
    const sha256 = computeLink(last, event);
    if (sha256 === null) stuckIds.push(event.auditEventId);
    else {
      last = { position: last.position + 1, sha256 };
      links.push({ ...last, auditEventId: event.auditEventId });
    }
  }
  return { links, stuckIds };
}

function computeLink(head: AuditHead, event: AuditEventRecord): string | null {
  let text: string;
  try {
    text = formatEventText(event);
  } catch {
    return null;
  }
  return createHash('sha256').update(makeChainMessage(head.sha256, text)).digest('hex');
}
