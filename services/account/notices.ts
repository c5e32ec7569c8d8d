import { decideReachability } from '@/adapters/reachability';
import { readUnsubscribeToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import { insertMutedKind, listMutedKinds, updateMutedKinds } from '@/db/queries/notice-queries';
import { listInboxMailRows } from '@/db/queries/people-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { mutedNoticesSchema, type NoticePreferenceView } from '@/lib/contracts/people';
import { isIntegrityNotice, type NoticeKind, noticeKinds } from '@/lib/core/notice/notice';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';

/** Every kind of mail, and whether the person gets it. */
export async function listNoticePreferences(actor: Actor): Promise<NoticePreferenceView[]> {
  const muted = await listMutedKinds(webPlatform().db, actor.userId);
  return noticeKinds.map((kind) => {
    const canBeMuted = !isIntegrityNotice(kind);
    return { kind, wanted: !canBeMuted || !muted.includes(kind), can_be_muted: canBeMuted };
  });
}

/** Sets the muted kinds of mail. Integrity notices can't be muted. */
export async function muteNotices(
  actor: Actor | null,
  input: unknown,
): Promise<Result<NoticePreferenceView[], Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const parsed = parseWith(mutedNoticesSchema, input);
  if (!parsed.ok) return parsed;
  await webPlatform().db.transaction((tx) =>
    updateMutedKinds(tx, signedIn.value.userId, { among: noticeKinds, muted: parsed.value.muted }),
  );
  return ok(await listNoticePreferences(signedIn.value));
}

/** The kind of mail that a link ends, for its page; null for a link that the site didn't make, or of a kind that isn't muted. */
export function findUnsubscribeKind(token: string): NoticeKind | null {
  const read = readUnsubscribeToken(token, webPlatform().environment.NEXTAUTH_SECRET);
  return noticeKinds.find((kind) => kind === read?.kind && !isIntegrityNotice(kind)) ?? null;
}

/** Ends one kind of mail by the token of such a mail, without a sign-in (RFC 8058). */
export async function unsubscribe(token: string): Promise<Result<null, Refusal>> {
  const { db, environment } = webPlatform();
  const read = readUnsubscribeToken(token, environment.NEXTAUTH_SECRET);
  const kind = findUnsubscribeKind(token);
  if (!read || !kind) return refuse({ kind: 'not_found', what: 'link' });
  await insertMutedKind(db, read.userId, kind);
  return ok(null);
}

export type InboxMail = { id: string; recipient: string; subject: string; body: string; sent_at: string };

/**
 * The site's own inbox. It exists without SMTP and on loopback only, and for direct requests from this machine: its links sign
 * any visitor in, so a proxy in front must not show it.
 */
export async function listInboxMails({
  isForwarded,
}: {
  isForwarded: boolean;
}): Promise<Result<InboxMail[], Refusal>> {
  const { db, environment } = webPlatform();
  // A site without another sign-in method starts on loopback only; this checks it again.
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
