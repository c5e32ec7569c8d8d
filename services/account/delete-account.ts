import { describeMailFailure, sendMail } from '@/adapters/mail';
import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/clock-queries';
import { deleteOwnAccount, listBenchmarksNeedingOwner } from '@/db/queries/operator-act-queries';
import { listSessionsOf } from '@/db/queries/session-queries';
import { listTeamsOf } from '@/db/queries/team-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { freshMinutes, isFreshSession } from '@/lib/core/sign-in/session';
import type { Actor } from '../access/caller';
import { composeDeletion, retryConflicts } from '../moderation/act';

/** The words that a person types to confirm. */
export const deletionPhrase = 'delete my account';

export type DeletionPage = {
  /** True in the minutes after a sign-in. */
  isFresh: boolean;
  /** Teams that lose their name, since the person is their only member. */
  ownTeams: readonly string[];
  /** Benchmarks that need another owner, or are deleted first if nothing of them was sealed. */
  needingOwner: readonly { slug: string; title: string; isSealed: boolean }[];
};

/** Everything that a person should know before they delete their account. */
export async function findDeletionPage({ userId, sessionId }: Actor): Promise<DeletionPage> {
  const { db } = webPlatform();
  const now = await readClock(db);
  const sessions = await listSessionsOf(db, userId, now);
  const since = sessions.find((session) => session.sessionId === sessionId)?.createdAt;
  const teams = await listTeamsOf(db, userId);
  return {
    isFresh: since !== undefined && isFreshSession(since, now),
    ownTeams: teams.filter(({ memberCount }) => memberCount === 1).map(({ name }) => name),
    needingOwner: await listBenchmarksNeedingOwner(db, userId),
  };
}

/**
 * Deletes the actor's account, as an operator's command would. The database refuses a session that is older than ten minutes, so
 * that a stolen one can't do it. Afterwards a mail says so to the address, where the site has a mail server.
 */
export async function deleteAccount(actor: Actor, confirmation: string): Promise<Result<null>> {
  const platform = webPlatform();
  const { userId, sessionId, email, token } = actor;
  if (!sessionId || token) return refuse(needsFreshSession);
  if (confirmation.trim().toLowerCase() !== deletionPhrase)
    return refuse(faultyField('invalid', 'confirmation', `Type “${deletionPhrase}”.`));
  try {
    await retryConflicts(() =>
      platform.db.transaction(async (tx) => {
        const given = await composeDeletion(tx, userId, platform.environment.NEXTAUTH_SECRET);
        await deleteOwnAccount(tx, { userId, sessionId }, given);
      }),
    );
  } catch (error) {
    const refusal = refusals.get(findViolatedConstraint(error) ?? '');
    if (!refusal) throw error;
    return refuse(refusal);
  }
  // The inbox page of a site without a mail server would keep the address.
  if (email && platform.environment.SMTP_URL) await mailConfirmation(email);
  return ok(null);
}

const needsFreshSession: Refusal = {
  kind: 'forbidden',
  needs: `a sign-in within the last ${freshMinutes} minutes: sign out, sign in again, and come back`,
};

const refusals = new Map<string, Refusal>([
  ['users_deleted_after_sign_in', needsFreshSession],
  [
    'users_deleted_no_operator',
    { kind: 'forbidden', needs: 'a person who is no operator: remove the rights by a command first' },
  ],
  ['users_deleted_no_sole_owner', { kind: 'last_owner' }],
]);

const mailMsMax = 10_000;

async function mailConfirmation(recipient: string): Promise<void> {
  const platform = webPlatform();
  try {
    await sendMail(
      platform,
      {
        recipient,
        subject: 'Your Tidemark account was deleted',
        body: `The account with this address at ${platform.environment.PUBLIC_URL} was deleted at its owner’s request, in a browser that had signed in within ${freshMinutes} minutes.\n\nIf it wasn’t you, write to the contact of the site: ${new URL('/contact', platform.environment.PUBLIC_URL).href}\n`,
      },
      mailMsMax,
    );
  } catch (cause) {
    platform.log.error(
      { failure: describeMailFailure(cause) },
      'a confirmation of a deletion was not mailed',
    );
  }
}
