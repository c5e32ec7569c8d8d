import type { NoticePreferenceView } from '@/lib/contracts/notice';
import type { MeView, TokenView } from '@/lib/contracts/person';
import type { Actor } from '../access/actor';
import { findMe } from '../account/find-me';
import { listNoticePreferences } from '../account/list-notice-preferences';
import { listTokens } from '../account/list-tokens';

export type SettingsPage = {
  me: MeView;
  tokens: readonly TokenView[];
  preferences: readonly NoticePreferenceView[];
};

/** What a person can see and set of their own account. */
export async function findSettingsPage(actor: Actor): Promise<SettingsPage> {
  const [me, tokens, preferences] = await Promise.all([
    findMe(actor),
    listTokens(actor),
    listNoticePreferences(actor),
  ]);
  return { me, tokens, preferences };
}
