import { and, asc, eq } from 'drizzle-orm';
import type { Executor } from '../client';
import { accounts, users } from '../schema/people';

export type LinkedAccount = { provider: string; linkedAt: Date };

/** The providers' accounts by which a person signs in. */
export async function listAccountsOf(db: Executor, userId: string): Promise<LinkedAccount[]> {
  return db
    .select({ provider: accounts.provider, linkedAt: accounts.linkedAt })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .orderBy(asc(accounts.provider));
}

/** The sessions opened with an account end with it. */
export async function deleteAccountsOf(db: Executor, userId: string, provider?: string): Promise<string[]> {
  const isThat = provider === undefined ? undefined : eq(accounts.provider, provider);
  const rows = await db
    .delete(accounts)
    .where(and(eq(accounts.userId, userId), isThat))
    .returning({ provider: accounts.provider });
  return rows.map((row) => row.provider);
}

export type EmailOfPerson = { email: string | null; provedAt: Date | null };

/** The address of a person, and when it was first proved. */
export async function findEmailOf(db: Executor, userId: string): Promise<EmailOfPerson> {
  const [row] = await db
    .select({ email: users.email, provedAt: users.emailVerified })
    .from(users)
    .where(eq(users.id, userId));
  return row ?? { email: null, provedAt: null };
}
