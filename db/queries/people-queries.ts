import { and, asc, eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Profile, ProfileField } from '@/lib/core/person/profile';
import type { Executor } from '../client';
import { accounts, inboxMails, users } from '../schema/people';

export type Person = { userId: string; name: string | null; email: string | null; isOperator: boolean };

/** Selected columns for a `Person`. */
export const person = {
  userId: users.id,
  name: users.name,
  email: users.email,
  isOperator: users.isOperator,
};

/** Condition: no operator has suspended or deleted the person. */
export const isInGoodStanding = (userId: AnyPgColumn | string) =>
  sql`not exists (select from moderations m where m.kind = 'person' and m.subject_id = ${userId}::text)`;

export async function findPersonByEmail(db: Executor, email: string): Promise<Person | undefined> {
  const [row] = await db
    .select(person)
    .from(users)
    .where(sql`lower(${users.email}) = ${email.toLowerCase()}`);
  return row;
}

export async function findPersonById(db: Executor, userId: string): Promise<Person | undefined> {
  const [row] = await db.select(person).from(users).where(eq(users.id, userId));
  return row;
}

/** Inserts a person; undefined if the e-mail address belongs to a person already. */
export async function insertPerson(
  db: Executor,
  values: { email: string; name: string | null; isOperator: boolean; emailVerified: Date },
): Promise<Person | undefined> {
  const [row] = await db.insert(users).values(values).onConflictDoNothing().returning(person);
  return row;
}

/**
 * Locks the person with this e-mail address, so that verifications of the address, new tokens and removals of
 * sign-in methods happen one after another. `provedAt` is the time of the first verification, by mail or by
 * an operator.
 */
export async function lockPersonByEmail(
  db: Executor,
  email: string,
): Promise<(Person & { provedAt: Date | null }) | undefined> {
  const [row] = await db
    .select({ ...person, provedAt: users.emailVerified })
    .from(users)
    .where(sql`lower(${users.email}) = ${email.toLowerCase()}`)
    .for('update');
  return row;
}

export async function lockPerson(db: Executor, userId: string): Promise<void> {
  await db.select({ userId: users.id }).from(users).where(eq(users.id, userId)).for('update');
}

export async function updateEmailProved(db: Executor, userId: string, at: Date): Promise<void> {
  await db.update(users).set({ emailVerified: at }).where(eq(users.id, userId));
}

export async function updateOperator(db: Executor, userId: string, isOperator: boolean): Promise<void> {
  await db.update(users).set({ isOperator }).where(eq(users.id, userId));
}

export async function insertInboxMail(
  db: Executor,
  mail: { recipient: string; subject: string; body: string },
): Promise<void> {
  await db.insert(inboxMails).values(mail);
}

export async function listInboxMailRows(
  db: Executor,
  limit: number,
): Promise<(typeof inboxMails.$inferSelect)[]> {
  return db.select().from(inboxMails).orderBy(sql`${inboxMails.sentAt} desc`).limit(limit);
}

export type LinkedAccount = { provider: string; providerAccountId: string; linkedAt: Date };

/** Lists the accounts at sign-in providers with which a person signs in. */
export async function listAccountsOf(db: Executor, userId: string): Promise<LinkedAccount[]> {
  return db
    .select({
      provider: accounts.provider,
      providerAccountId: accounts.providerAccountId,
      linkedAt: accounts.linkedAt,
    })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .orderBy(asc(accounts.provider));
}

/**
 * Deletes a person's accounts at sign-in providers. Sessions that were opened with an account end with it.
 */
export async function deleteAccountsOf(db: Executor, userId: string, provider?: string): Promise<string[]> {
  const isThat = provider === undefined ? undefined : eq(accounts.provider, provider);
  const rows = await db
    .delete(accounts)
    .where(and(eq(accounts.userId, userId), isThat))
    .returning({ provider: accounts.provider });
  return rows.map((row) => row.provider);
}

export type EmailOfPerson = { email: string | null; provedAt: Date | null };

/** Finds a person's e-mail address, and when it was first verified. */
export async function findEmailOf(db: Executor, userId: string): Promise<EmailOfPerson> {
  const [row] = await db
    .select({ email: users.email, provedAt: users.emailVerified })
    .from(users)
    .where(eq(users.id, userId));
  return row ?? { email: null, provedAt: null };
}

type ProfileRow = Profile & { shownFields: ProfileField[] };

export async function findProfile(db: Executor, userId: string): Promise<ProfileRow | undefined> {
  const { name, affiliation, orcid, link, shownFields } = users;
  const [row] = await db
    .select({ name, affiliation, orcid, link, shownFields })
    .from(users)
    .where(eq(users.id, userId));
  return row;
}

/** Changes only the given fields of a profile. */
export async function updateProfile(
  db: Executor,
  userId: string,
  changed: Partial<ProfileRow>,
): Promise<void> {
  if (Object.values(changed).every((value) => value === undefined)) return;
  await db.update(users).set(changed).where(eq(users.id, userId));
}
