import { decideReachability } from '@/adapters/reachability';
import { webPlatform } from '@/adapters/web-platform';
import { listMutedKinds, updateMutedKinds } from '@/db/queries/notice-queries';
import { listInboxMailRows } from '@/db/queries/people-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { mutedNoticesSchema, type NoticePreferenceView } from '@/lib/contracts/people';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice';
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
