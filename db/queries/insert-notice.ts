import type { Executor } from '../client';
import { notices } from '../schema/notices';

export type NewNotice = typeof notices.$inferInsert;

/**
 * Queues a notice, once for each key, in the transaction of its cause.
 * @returns true if it was the first with its key
 */
export async function insertNotice(db: Executor, notice: NewNotice): Promise<boolean> {
  const rows = await db
    .insert(notices)
    .values(notice)
    .onConflictDoNothing({ target: notices.key })
    .returning({ id: notices.noticeId });
  return rows.length > 0;
}
