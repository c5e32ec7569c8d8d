import { decideReachability } from '@/adapters/reachability';
import { readUnsubscribeToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { insertMutedKind, listMutedKinds, updateMutedKinds } from '@/db/queries/notice-queries';
import { listInboxMailRows } from '@/db/queries/people-queries';
import { mutedNoticesSchema, type NoticePreferenceView } from '@/lib/contracts/people';
import { isIntegrityNotice, type NoticeKind, noticeKinds } from '@/lib/core/notice/notice';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asPerson } from '../access/authorized';
import type { Actor } from '../access/caller';

/** Every kind of mail, each with the actor's choice to get or to mute it. */
export async function listNoticePreferences(actor: Actor): Promise<NoticePreferenceView[]> {
  const muted = await listMutedKinds(webPlatform().db, actor.userId);
  return noticeKinds.map((kind) => {
    const canBeMuted = !isIntegrityNotice(kind);
    return { kind, wanted: !canBeMuted || !muted.includes(kind), can_be_muted: canBeMuted };
  });
}

/** Sets which kinds of mail the actor mutes. Mails about integrity can't be muted. */
export const muteNotices = asPerson(mutedNoticesSchema, async ({ db, actor }, { muted }) => {
  await db.transaction((tx) => updateMutedKinds(tx, actor.userId, { among: noticeKinds, muted }));
  return ok(await listNoticePreferences(actor));
});

/**
 * The kind of mail that an unsubscribe link mutes, to be named on the link's page. Null for a link that the site didn't make,
 * and for a kind that can't be muted.
 */
export function findUnsubscribeKind(token: string): NoticeKind | null {
  const read = readUnsubscribeToken(token, webPlatform().environment.NEXTAUTH_SECRET);
  return noticeKinds.find((kind) => kind === read?.kind && !isIntegrityNotice(kind)) ?? null;
}

/** Mutes one kind of mail by the token of an unsubscribe link, without a sign-in (RFC 8058, one-click unsubscribe). */
export async function unsubscribe(token: string): Promise<Result<null>> {
  const { db, environment } = webPlatform();
  const read = readUnsubscribeToken(token, environment.NEXTAUTH_SECRET);
  const kind = findUnsubscribeKind(token);
  if (!read || !kind) return refuse({ kind: 'not_found', what: 'link' });
  await insertMutedKind(db, read.userId, kind);
  return ok(null);
}

export type InboxMail = { id: string; recipient: string; subject: string; body: string; sent_at: string };

/**
 * The mails of a site without a mail server, as its page `/inbox` shows them. The page exists only without SMTP, on loopback,
 * and for direct requests from this machine: any visitor could sign in with the links in these mails, so a request by way of a
 * proxy is refused.
 */
export async function listInboxMails({
  isForwarded,
}: {
  isForwarded: boolean;
}): Promise<Result<InboxMail[]>> {
  const { db, environment } = webPlatform();
  // Without another sign-in method, a site starts on loopback only; this checks that again, and applies with other methods too.
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
