import { hmacAccount } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { revokeApiTokensOf } from '@/db/queries/api-token-queries';
import { readClock } from '@/db/queries/clock-queries';
import { forgetIdentity, returnPerson } from '@/db/queries/operator-act-queries';
import {
  deleteAccountsOf,
  findEmailOf,
  findProfile,
  insertPerson,
  listAccountsOf,
  lockPerson,
  lockPersonByEmail,
  type Person,
  updateEmailProved,
  updateProfile,
} from '@/db/queries/people-queries';
import { deleteSession, deleteSessionsOf, listSessionsOf } from '@/db/queries/session-queries';
import { listTeamsOf } from '@/db/queries/team-queries';
import {
  changedProfileSchema,
  type MeView,
  type SessionView,
  type SignInMethodView,
} from '@/lib/contracts/people';
import { isUuid } from '@/lib/core/is-uuid';
import { ok, type Result, refuse } from '@/lib/core/result';
import {
  type SignInMethod,
  signInMethodNames,
  signInMethodOf,
  signInMethods,
} from '@/lib/core/sign-in/auth-route';
import type { TokenBounds } from '@/lib/core/token-scope';
import { asPerson } from '../access/authorized';
import type { Actor } from '../access/caller';
import { recordOperatorEvent } from '../access/record-audit-event';

export async function findMe({ userId, name, email, token }: Actor): Promise<MeView> {
  const { db } = webPlatform();
  const teams = await listTeamsOf(db, userId);
  const profile = await findProfile(db, userId);
  const bound = token?.bounds.team?.teamId;
  return {
    ...{ name: profile?.name ?? name, email },
    ...{ affiliation: profile?.affiliation ?? null, orcid: profile?.orcid ?? null },
    ...{ link: profile?.link ?? null, shown: profile?.shownFields ?? [] },
    teams: teams.flatMap(({ teamId, slug, name: teamName, role }) =>
      bound && teamId !== bound ? [] : [{ slug, name: teamName, role }],
    ),
    token: token
      ? { scope: token.scope, expires_at: token.expiresAt.toISOString(), ...viewOfBounds(token.bounds) }
      : null,
  };
}

/** Changes the given fields of the actor's profile, and the choice which fields are public. */
export const changeProfile = asPerson(changedProfileSchema, async ({ db, actor }, { shown, ...fields }) => {
  await updateProfile(db, actor.userId, { ...fields, shownFields: shown });
  return ok(await findMe(actor));
});

/** The slugs of the benchmark and the team that a token is bound to; null without a bound. */
export const viewOfBounds = ({ benchmark, team }: TokenBounds) => ({
  benchmark: benchmark?.slug ?? null,
  team: team?.slug ?? null,
});

/** A provider as the site's pages name a sign-in method. @param provider as stored; null for a sign-in by mailed link */
function methodOf(provider: string | null): { way: SignInMethod; name: string } {
  const way = signInMethodOf(provider);
  return { way, name: nameOfMethod(way) };
}

const nameOfMethod = (id: SignInMethod): string =>
  (id === 'oidc' && webPlatform().environment.OIDC_NAME) || signInMethodNames[id];

/** The actor's sessions, newest first. */
export async function listSessions(actor: Actor): Promise<SessionView[]> {
  const { db } = webPlatform();
  const rows = await listSessionsOf(db, actor.userId, await readClock(db));
  return rows.map((row) => ({
    id: row.sessionId,
    ...methodOf(row.provider),
    browser: row.browser,
    since: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    is_this_one: row.sessionId === actor.sessionId,
  }));
}

/** Signs the actor out in one of their browsers. */
export async function endSession(actor: Actor, id: string): Promise<Result<null>> {
  const isEnded = isUuid(id) && (await deleteSession(webPlatform().db, actor.userId, id));
  return isEnded ? ok(null) : refuse({ kind: 'not_found', what: 'session' });
}

/**
 * Ends every session of the actor but the current one, and revokes every token: for a person who fears that somebody else has
 * access.
 */
export async function endOtherSessions(actor: Actor): Promise<void> {
  await webPlatform().db.transaction(async (tx) => {
    await lockPerson(tx, actor.userId);
    await deleteSessionsOf(tx, actor.userId, actor.sessionId ?? null);
    await revokeApiTokensOf(tx, actor.userId, await readClock(tx));
  });
}

/** The actor's sign-in methods. A mailed link is a method of every account with an address, and can't be removed. */
export async function listSignInMethods(
  actor: Actor,
  db: Executor = webPlatform().db,
): Promise<SignInMethodView[]> {
  const { email, provedAt } = await findEmailOf(db, actor.userId);
  const accounts = await listAccountsOf(db, actor.userId);
  const byMail: SignInMethodView[] = email
    ? [{ ...methodOf(null), address: email, since: provedAt?.toISOString() ?? null, can_end: false }]
    : [];
  const canEnd = byMail.length + accounts.length > 1;
  return [
    ...byMail,
    ...accounts.map(
      ({ provider, linkedAt }): SignInMethodView => ({
        ...methodOf(provider),
        address: null,
        since: linkedAt.toISOString(),
        can_end: canEnd,
      }),
    ),
  ];
}

/**
 * Removes a provider as a sign-in method of the actor, and ends the sessions that were opened with it. An account's last method
 * can't be removed.
 */
export async function removeSignInMethod(actor: Actor, way: string): Promise<Result<null>> {
  const { db, environment } = webPlatform();
  return db.transaction(async (tx): Promise<Result<null>> => {
    await lockPerson(tx, actor.userId);
    const ending = (await listSignInMethods(actor, tx)).find((known) => known.way === way);
    if (!ending || ending.way === 'email') return refuse({ kind: 'not_found', what: 'sign-in method' });
    if (!ending.can_end) return refuse({ kind: 'last_sign_in_method' });
    const accounts = (await listAccountsOf(tx, actor.userId)).filter(
      ({ provider }) => provider === ending.way,
    );
    for (const account of accounts)
      await forgetIdentity(tx, actor.userId, hmacAccount(account, environment.NEXTAUTH_SECRET));
    await deleteAccountsOf(tx, actor.userId, ending.way);
    return ok(null);
  });
}

type Proof = {
  email: string;
  name: string | null;
  isOperator: boolean;
  at: Date;
  /** Keyed hash of the address, by which `return_person` recognises a deleted person who signs in again. */
  addressHmac?: string;
};

/**
 * Finds or creates the account of an e-mail address whose ownership is proved, by a mailed link or by an operator. The first
 * proof ends all other access to the account (accounts at providers, sessions, API tokens), since before it another person may
 * have created the account by stating this address at a provider.
 */
export async function proveAddress(
  tx: Executor,
  proof: Proof,
): Promise<{ person: Person; hasEndedEarlier: boolean }> {
  const { at, addressHmac, ...values } = proof;
  const known = await lockPersonByEmail(tx, proof.email);
  if (!known) {
    const identity = { email: proof.email, addressHmac: addressHmac ?? null, accountHmac: null };
    if (addressHmac && (await returnPerson(tx, identity)))
      return proveAddress(tx, { ...values, email: proof.email, at });
    const made = await insertPerson(tx, { ...values, emailVerified: at });
    // A concurrent proof of the same address has already created the account; the second call finds it.
    return made ? { person: made, hasEndedEarlier: false } : proveAddress(tx, proof);
  }
  const { provedAt, ...person } = known;
  if (provedAt) return { person, hasEndedEarlier: false };
  const { userId } = person;
  const sessions = await deleteSessionsOf(tx, userId);
  const accounts = await deleteAccountsOf(tx, userId);
  const tokens = await revokeApiTokensOf(tx, userId, at);
  await updateEmailProved(tx, userId, at);
  const hasEndedEarlier = accounts.length + sessions + tokens > 0;
  if (hasEndedEarlier && (person.isOperator || proof.isOperator))
    await recordOperatorEvent(tx, 'operator_ways_ended', {
      user_id: userId,
      accounts: accounts.length,
      sessions,
      tokens,
    });
  return { person, hasEndedEarlier };
}

export type SignInProvider = { id: SignInMethod; name: string };

/** The sign-in methods of this site. */
export function listSignInProviders(): SignInProvider[] {
  const { environment } = webPlatform();
  const isOffered: Record<SignInMethod, boolean> = {
    email: true,
    github: Boolean(environment.GITHUB_ID && environment.GITHUB_SECRET),
    orcid: Boolean(environment.ORCID_ID && environment.ORCID_SECRET),
    oidc: Boolean(environment.OIDC_ISSUER),
  };
  return signInMethods.filter((id) => isOffered[id]).map((id) => ({ id, name: nameOfMethod(id) }));
}
