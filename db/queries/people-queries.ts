import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import {
  apiTokens,
  inboxMails,
  sessions,
  teamMembers,
  teams,
  users,
  verificationTokens,
} from '../schema/people';

export type Person = { userId: string; name: string | null; email: string | null; isOperator: boolean };
export type Team = { teamId: string; slug: string; name: string };

/** A token without its hash, which stays in the database. */
const apiToken = {
  apiTokenId: apiTokens.apiTokenId,
  name: apiTokens.name,
  hint: apiTokens.hint,
  createdAt: apiTokens.createdAt,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
};
export type ApiToken = Pick<typeof apiTokens.$inferSelect, keyof typeof apiToken>;

const person = { userId: users.id, name: users.name, email: users.email, isOperator: users.isOperator };

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

/** Marks the token as used. Undefined for unknown, expired and revoked tokens alike. */
export async function findPersonByToken(
  db: Executor,
  tokenSha256: string,
  now: Date,
): Promise<Person | undefined> {
  const [used] = await db
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(
      and(eq(apiTokens.tokenSha256, tokenSha256), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)),
    )
    .returning({ userId: apiTokens.userId });
  return used ? findPersonById(db, used.userId) : undefined;
}

export async function insertPerson(
  db: Executor,
  values: { email: string; name: string | null; isOperator: boolean; emailVerified: Date },
): Promise<Person> {
  const [row] = await db.insert(users).values(values).returning(person);
  if (!row) throw new Error('a user was not inserted');
  return row;
}

export async function updateOperator(db: Executor, userId: string, isOperator: boolean): Promise<void> {
  await db.update(users).set({ isOperator }).where(eq(users.id, userId));
}

export async function listTeamsOf(db: Executor, userId: string): Promise<Team[]> {
  return db
    .select({ teamId: teams.teamId, slug: teams.slug, name: teams.name })
    .from(teams)
    .innerJoin(teamMembers, eq(teamMembers.teamId, teams.teamId))
    .where(eq(teamMembers.userId, userId))
    .orderBy(teamMembers.joinedAt);
}

/** A team with one member. Undefined when the slug is taken, or a team's name looks the same. */
export async function insertTeam(
  db: Executor,
  { slug, name, skeleton, userId }: { slug: string; name: string; skeleton: string; userId: string },
): Promise<Team | undefined> {
  const [team] = await db
    .insert(teams)
    .values({ slug, name, skeleton })
    .onConflictDoNothing()
    .returning({ teamId: teams.teamId, slug: teams.slug, name: teams.name });
  if (team) await db.insert(teamMembers).values({ teamId: team.teamId, userId });
  return team;
}

export async function insertApiToken(
  db: Executor,
  values: { userId: string; name: string; tokenSha256: string; hint: string; expiresAt: Date },
): Promise<ApiToken> {
  const [row] = await db.insert(apiTokens).values(values).returning(apiToken);
  if (!row) throw new Error('a token was not inserted');
  return row;
}

export async function listApiTokensOf(db: Executor, userId: string): Promise<ApiToken[]> {
  return db
    .select(apiToken)
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(apiTokens.createdAt);
}

/** False when the user has no such token. */
export async function revokeApiToken(
  db: Executor,
  userId: string,
  apiTokenId: string,
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(
      and(eq(apiTokens.apiTokenId, apiTokenId), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)),
    )
    .returning({ id: apiTokens.apiTokenId });
  return rows.length > 0;
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

export async function findPersonBySession(
  db: Executor,
  sessionToken: string,
  now: Date,
): Promise<Person | undefined> {
  const [row] = await db
    .select(person)
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, sessionToken), gt(sessions.expires, now)));
  return row;
}

/** Sign-in links of an address that haven't expired. */
export async function countSignInTokens(db: Executor, email: string, now: Date): Promise<number> {
  return db.$count(
    verificationTokens,
    and(eq(verificationTokens.identifier, email), gt(verificationTokens.expires, now)),
  );
}

export async function insertSignInToken(
  db: Executor,
  token: { identifier: string; token: string; expires: Date },
): Promise<void> {
  await db.insert(verificationTokens).values(token);
}
