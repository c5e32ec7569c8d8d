import { and, desc, eq, gt, isNull, lt, ne, or } from 'drizzle-orm';
import type { Executor } from '../client';
import { sessions, users } from '../schema/people';
import { isInGoodStanding, type Person, person } from './people-queries';

/** Columns of a session without the hash of its token. */
const session = {
  sessionId: sessions.sessionId,
  createdAt: sessions.createdAt,
  lastUsedAt: sessions.lastUsedAt,
  browser: sessions.browser,
  provider: sessions.provider,
};
export type Session = Pick<typeof sessions.$inferSelect, keyof typeof session>;

/**
 * Finds the owner of a session, and records the hour of its use. @returns undefined for unknown and expired
 * sessions, and for a suspended owner
 */
export async function findPersonBySession(
  db: Executor,
  sessionSha256: string,
  { now, hour }: { now: Date; hour: Date },
): Promise<(Person & { sessionId: string }) | undefined> {
  const isThis = and(
    eq(sessions.sessionToken, sessionSha256),
    gt(sessions.expires, now),
    isInGoodStanding(sessions.userId),
  );
  const noted = db.$with('noted').as(
    db
      .update(sessions)
      .set({ lastUsedAt: hour })
      .where(and(isThis, or(isNull(sessions.lastUsedAt), lt(sessions.lastUsedAt, hour))))
      .returning({ sessionId: sessions.sessionId }),
  );
  const [row] = await db
    .with(noted)
    .select({ ...person, sessionId: sessions.sessionId })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isThis);
  return row;
}

export async function insertSession(
  db: Executor,
  values: { sessionSha256: string; userId: string; expiresAt: Date; createdAt: Date; browser: string | null },
): Promise<void> {
  const { sessionSha256, expiresAt, ...rest } = values;
  await db.insert(sessions).values({ ...rest, sessionToken: sessionSha256, expires: expiresAt });
}

export async function deleteSessionByHash(db: Executor, sessionSha256: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.sessionToken, sessionSha256));
}

/** Lists a person's unexpired sessions, newest first. */
export async function listSessionsOf(db: Executor, userId: string, now: Date): Promise<Session[]> {
  return db
    .select(session)
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expires, now)))
    .orderBy(desc(sessions.createdAt), sessions.sessionId);
}

export async function hasSession(db: Executor, sessionId: string): Promise<boolean> {
  return (await db.$count(sessions, eq(sessions.sessionId, sessionId))) > 0;
}

/** Ends a session. False if the person has no such session. */
export async function deleteSession(db: Executor, userId: string, sessionId: string): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.sessionId, sessionId)))
    .returning({ id: sessions.sessionId });
  return rows.length > 0;
}

/** Ends all of a person's sessions, or all but one. @returns the number of ended sessions */
export async function deleteSessionsOf(
  db: Executor,
  userId: string,
  but: string | null = null,
): Promise<number> {
  const isOther = but === null ? undefined : ne(sessions.sessionId, but);
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), isOther))
    .returning({ id: sessions.sessionId });
  return rows.length;
}
