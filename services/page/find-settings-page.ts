import type { NoticePreferenceView } from '@/lib/contracts/notice';
import type { MeView, SessionView, TokenView, WayInView } from '@/lib/contracts/person';
import type { Actor } from '../access/actor';
import { findMe } from '../account/find-me';
import { listNoticePreferences } from '../account/list-notice-preferences';
import { listSessions } from '../account/list-sessions';
import { listSignInProviders, type SignInProvider } from '../account/list-sign-in-providers';
import { listTokens } from '../account/list-tokens';
import { listWaysIn } from '../account/list-ways-in';

export type SettingsPage = {
  me: MeView;
  ways: readonly WayInView[];
  /** Providers that the site offers and the account has not. */
  moreWays: readonly SignInProvider[];
  sessions: readonly SessionView[];
  tokens: readonly TokenView[];
  preferences: readonly NoticePreferenceView[];
};

/** What a person can see and set of their own account. */
export async function findSettingsPage(actor: Actor): Promise<SettingsPage> {
  const [me, ways, sessions, tokens, preferences] = await Promise.all([
    findMe(actor),
    listWaysIn(actor),
    listSessions(actor),
    listTokens(actor),
    listNoticePreferences(actor),
  ]);
  const moreWays = listSignInProviders().filter(
    ({ id }) => id !== 'email' && !ways.some(({ way }) => way === id),
  );
  return { me, ways, moreWays, sessions, tokens, preferences };
}
