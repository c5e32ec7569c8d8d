import { decideReachability } from '@/adapters/reachability';
import { webPlatform } from '@/adapters/web-platform';
import { listInboxMailRows } from '@/db/queries/people-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

export type InboxMail = { id: string; recipient: string; subject: string; body: string; sent_at: string };

/**
 * The site's own inbox. It exists without SMTP and on loopback only, and for whoever asks this machine directly: its links sign
 * anybody in, so a proxy that somebody has put in front must not show it.
 */
export async function listInboxMails({
  isForwarded,
}: {
  isForwarded: boolean;
}): Promise<Result<InboxMail[], Refusal>> {
  const { db, environment } = webPlatform();
  // Without any other way in, a site is only let start on loopback: the decision is asked again, not assumed.
  const reach = decideReachability({
    host: environment.HOST,
    publicUrl: environment.PUBLIC_URL,
    environment: {},
  });
  if (isForwarded || environment.SMTP_URL || !reach.ok) return refuse({ kind: 'not_found', what: 'page' });
  const rows = await listInboxMailRows(db, 50);
  return ok(
    rows.map((row) => ({
      id: row.inboxMailId,
      recipient: row.recipient,
      subject: row.subject,
      body: row.body,
      sent_at: row.sentAt.toISOString(),
    })),
  );
}
