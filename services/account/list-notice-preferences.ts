import { webPlatform } from '@/adapters/web-platform';
import { listMutedKinds } from '@/db/queries/notice-queries';
import type { NoticePreferenceView } from '@/lib/contracts/notice';
import { isIntegrityNotice, noticeKinds } from '@/lib/core/notice/notice-kind';
import type { Actor } from '../access/actor';

/** Every kind of mail, and whether the person gets it. */
export async function listNoticePreferences(actor: Actor): Promise<NoticePreferenceView[]> {
  const muted = await listMutedKinds(webPlatform().db, actor.userId);
  return noticeKinds.map((kind) => {
    const canBeMuted = !isIntegrityNotice(kind);
    return { kind, wanted: !canBeMuted || !muted.includes(kind), can_be_muted: canBeMuted };
  });
}
