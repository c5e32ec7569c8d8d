import type {
  MeView,
  NoticePreferenceView,
  SessionView,
  SignInMethodView,
  TokenView,
} from '@/lib/contracts/people';
import type { Actor } from '../access/caller';
import {
  findMe,
  listSessions,
  listSignInMethods,
  listSignInProviders,
  type SignInProvider,
} from '../account/account';
import { listNoticePreferences } from '../account/notices';
import { listTokens } from '../account/tokens';

export type SettingsPage = {
  me: MeView;
  ways: readonly SignInMethodView[];
  /** Sign-in providers of the site that the account doesn't use yet. */
  moreWays: readonly SignInProvider[];
  sessions: readonly SessionView[];
  tokens: readonly TokenView[];
  preferences: readonly NoticePreferenceView[];
};

/** The page of a person's own account and settings. */
export async function findSettingsPage(actor: Actor): Promise<SettingsPage> {
  const [me, ways, sessions, tokens, preferences] = await Promise.all([
    findMe(actor),
    listSignInMethods(actor),
    listSessions(actor),
    listTokens(actor),
    listNoticePreferences(actor),
  ]);
  const moreWays = listSignInProviders().filter(
    ({ id }) => id !== 'email' && !ways.some(({ way }) => way === id),
  );
  return { me, ways, moreWays, sessions, tokens, preferences };
}
