import type { Database } from '@/db/client';
import { listOverdueLinks } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/read-clock';
import { linkedWithinMs } from '@/lib/core/audit/linked-within-ms';

const namedMax = 20;

/** A look for events that have waited a minute for their link. They are told by their ids, and again only when others do. */
export function watchUnlinkedEvents(
  db: Database,
  tell: (ids: readonly string[]) => void,
): () => Promise<void> {
  let told = '';
  return async () => {
    const before = new Date((await readClock(db)).getTime() - linkedWithinMs);
    const ids = (await listOverdueLinks(db, before, namedMax)).map(({ auditEventId }) => auditEventId);
    if (ids.length > 0 && ids.join() !== told) tell(ids);
    told = ids.join();
  };
}
