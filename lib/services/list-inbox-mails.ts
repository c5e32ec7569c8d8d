import { listInboxMailRows } from '@/db/queries/people-queries';
import { isReachableFromElsewhere } from '@/lib/adapters/reachability';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, ok, refuse } from '@/lib/core/result';

export type InboxMail = { id: string; recipient: string; subject: string; body: string; sent_at: string };

/** The site's own inbox. It exists without SMTP and on loopback only: its links sign anybody in. */
export async function listInboxMails(): Promise<Result<InboxMail[], Refusal>> {
  const { db, environment } = webPlatform();
  if (environment.SMTP_URL || isReachableFromElsewhere(environment)) return refuse({ kind: 'not_found', what: 'page' });
  const rows = await listInboxMailRows(db, 50);
  return ok(rows.map((row) => ({ id: row.inboxMailId, recipient: row.recipient, subject: row.subject, body: row.body, sent_at: row.sentAt.toISOString() })));
}
