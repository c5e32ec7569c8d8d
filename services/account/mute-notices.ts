import { webPlatform } from '@/adapters/web-platform';
import { updateMutedKinds } from '@/db/queries/notice-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { mutedNoticesSchema, type NoticePreferenceView } from '@/lib/contracts/notice';
import { noticeKinds } from '@/lib/core/notice/notice-kind';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { listNoticePreferences } from './list-notice-preferences';

/** Sets the kinds of mail that one doesn't want, all others being wanted. Integrity notices can't be among them. */
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
