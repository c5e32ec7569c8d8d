import { and, desc, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { signInLinks } from '../schema/people';

export type SignInLink = Pick<
  typeof signInLinks.$inferSelect,
  'signInLinkId' | 'email' | 'browserSha256' | 'canRenew'
>;

const link = {
  signInLinkId: signInLinks.signInLinkId,
  email: signInLinks.email,
  browserSha256: signInLinks.browserSha256,
  canRenew: signInLinks.canRenew,
};

/**
 * Locks the count of sign-in mails, because two concurrent requests could otherwise both take the last free
 * place.
 */
export async function lockSignInLinks(db: Executor): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('sign_in_links'))`);
}

/**
 * Condition for links that count against the limits: mailed since `since`, or being mailed since
 * `sendingSince`.
 */
const counts = ({ since, sendingSince }: { since: Date; sendingSince: Date }) =>
  and(
    gt(signInLinks.askedAt, since),
    or(isNotNull(signInLinks.mailedAt), gt(signInLinks.askedAt, sendingSince)),
  );

type Window = { since: Date; sendingSince: Date };

/**
 * Finds the request time of the mail that must expire before another one fits within `limit`; null if one
 * fits now. For an address only unused links count, since a used link proves that the address's owner reads
 * the mails.
 */
async function findOldestInTheWay(db: Executor, those: SQL | undefined, limit: number): Promise<Date | null> {
  const [row] = await db
    .select({ askedAt: signInLinks.askedAt })
    .from(signInLinks)
    .where(those)
    .orderBy(desc(signInLinks.askedAt))
    .offset(limit - 1)
    .limit(1);
  return row?.askedAt ?? null;
}

export const findBlockingMailOfAddress = (
  db: Executor,
  { email, isKnownBrowser }: { email: string; isKnownBrowser: boolean },
  window: Window,
  limit: number,
) =>
  findOldestInTheWay(
    db,
    and(
      eq(signInLinks.email, email),
      eq(signInLinks.isKnownBrowser, isKnownBrowser),
      isNull(signInLinks.usedAt),
      counts(window),
    ),
    limit,
  );

export const findBlockingMailOfNetwork = (db: Executor, networkHmac: string, window: Window, limit: number) =>
  findOldestInTheWay(db, and(eq(signInLinks.networkHmac, networkHmac), counts(window)), limit);

export const findBlockingMailOfSite = (db: Executor, window: Window, limit: number) =>
  findOldestInTheWay(db, counts(window), limit);

export async function insertSignInLink(
  db: Executor,
  values: Omit<typeof signInLinks.$inferInsert, 'signInLinkId' | 'mailedAt' | 'usedAt'>,
): Promise<string> {
  const [row] = await db.insert(signInLinks).values(values).returning({ id: signInLinks.signInLinkId });
  if (!row) throw new Error('a sign-in link was not inserted');
  return row.id;
}

export async function updateSignInLinkMailed(db: Executor, signInLinkId: string, at: Date): Promise<void> {
  await db.update(signInLinks).set({ mailedAt: at }).where(eq(signInLinks.signInLinkId, signInLinkId));
}

/** Deletes a link whose mail was never sent. */
export async function deleteSignInLink(db: Executor, signInLinkId: string): Promise<void> {
  await db.delete(signInLinks).where(eq(signInLinks.signInLinkId, signInLinkId));
}

export async function deleteExpiredSignInLinks(db: Executor, now: Date): Promise<void> {
  await db.delete(signInLinks).where(lte(signInLinks.expiresAt, now));
}

const isValid = (tokenSha256: string, now: Date) =>
  and(eq(signInLinks.tokenSha256, tokenSha256), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now));

/** Finds a sign-in link that can still be used. */
export async function findSignInLink(
  db: Executor,
  tokenSha256: string,
  now: Date,
): Promise<SignInLink | undefined> {
  const [row] = await db.select(link).from(signInLinks).where(isValid(tokenSha256, now));
  return row;
}

/** Marks a sign-in link as used; of several concurrent uses one succeeds. */
export async function updateSignInLinkUsed(
  db: Executor,
  tokenSha256: string,
  now: Date,
): Promise<SignInLink | undefined> {
  const [row] = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(isValid(tokenSha256, now))
    .returning(link);
  return row;
}

/**
 * Marks a sign-in link as renewed; of several concurrent renewals one succeeds. The link stays valid in the
 * browser that requested it.
 */
export async function updateSignInLinkRenewed(
  db: Executor,
  tokenSha256: string,
  now: Date,
): Promise<SignInLink | undefined> {
  const [row] = await db
    .update(signInLinks)
    .set({ canRenew: false })
    .where(and(isValid(tokenSha256, now), eq(signInLinks.canRenew, true)))
    .returning(link);
  return row;
}

/** Lets a sign-in link be renewed again, after the mail of a renewal failed. */
export async function restoreSignInLink(db: Executor, signInLinkId: string): Promise<void> {
  await db.update(signInLinks).set({ canRenew: true }).where(eq(signInLinks.signInLinkId, signInLinkId));
}
