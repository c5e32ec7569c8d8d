import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, max, or, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { LabelCorrection, ScoreChange } from '@/lib/core/errata/erratum';
import type { Executor } from '../client';
import { users } from '../schema/people';
import { errata } from '../schema/round-history';
import { rounds } from '../schema/rounds';
import { isByMaintainer } from './people-of-benchmark-queries';

export type ErratumRow = typeof errata.$inferSelect;

export async function findErratumById(db: Executor, erratumId: string): Promise<ErratumRow | undefined> {
  const [row] = await db.select().from(errata).where(eq(errata.erratumId, erratumId));
  return row;
}

const proposers = alias(users, 'proposers');

const consenters = alias(users, 'consenters');

const nameIfShown = ({ name, shownFields }: { name: PgColumn; shownFields: PgColumn }) =>
  sql<string | null>`case when 'name' = any (${shownFields}) then ${name} end`;

/** @param isPublic true where only names are read that their people show to every reader */
const selectNamed = (db: Executor, isPublic = false) =>
  db
    .select({
      ...getTableColumns(errata),
      proposerName: isPublic ? nameIfShown(proposers) : proposers.name,
      consenterName: isPublic ? nameIfShown(consenters) : consenters.name,
      isByMaintainer: isByMaintainer(errata.proposedBy, rounds.benchmarkId),
    })
    .from(errata)
    .innerJoin(rounds, eq(rounds.roundId, errata.roundId))
    .leftJoin(proposers, eq(proposers.id, errata.proposedBy))
    .leftJoin(consenters, eq(consenters.id, errata.consentedBy));

/** An erratum with the names of its two people, and whether the proposer is still a maintainer. The scorer may not read these. */
export type NamedErratum = Awaited<ReturnType<typeof selectNamed>>[number];

export async function findErratumByNumber(
  db: Executor,
  roundId: string,
  number: number,
): Promise<NamedErratum | undefined> {
  const [row] = await selectNamed(db).where(and(eq(errata.roundId, roundId), eq(errata.number, number)));
  return row;
}

/** Every erratum of a round, proposals and dropped ones too, newest first. */
export async function listErrataOf(db: Executor, roundId: string): Promise<NamedErratum[]> {
  return selectNamed(db).where(eq(errata.roundId, roundId)).orderBy(desc(errata.number));
}

/** Public errata: published ones and those open for objections, in the order of their numbers. */
export async function listPublicErrata(db: Executor, roundId: string): Promise<NamedErratum[]> {
  const mayBeObjectedTo = and(eq(errata.state, 'compared'), isNotNull(errata.consentedBy));
  return selectNamed(db, true)
    .where(and(eq(errata.roundId, roundId), or(eq(errata.state, 'published'), mayBeObjectedTo)))
    .orderBy(asc(errata.number));
}

/** The published errata of a round, in the order in which their corrections apply. */
export async function listPublishedErrata(db: Executor, roundId: string): Promise<ErratumRow[]> {
  return db
    .select()
    .from(errata)
    .where(and(eq(errata.roundId, roundId), eq(errata.state, 'published')))
    .orderBy(asc(errata.number));
}

/** The corrections of several rounds' published errata, in the order in which they apply. */
export async function listPublishedCorrections(
  db: Executor,
  roundIds: readonly string[],
): Promise<Pick<ErratumRow, 'roundId' | 'corrections'>[]> {
  if (roundIds.length === 0) return [];
  return db
    .select({ roundId: errata.roundId, corrections: errata.corrections })
    .from(errata)
    .where(and(inArray(errata.roundId, [...roundIds]), eq(errata.state, 'published')))
    .orderBy(asc(errata.number));
}

/** The erratum of a round that is neither published nor dropped. */
export async function findUnfinishedErratum(db: Executor, roundId: string): Promise<ErratumRow | undefined> {
  const [row] = await db
    .select()
    .from(errata)
    .where(and(eq(errata.roundId, roundId), inArray(errata.state, ['proposed', 'compared'])));
  return row;
}

/** The caller holds the round's lock. Numbers continue after dropped errata, so that each has one meaning. */
export async function insertErratum(
  db: Executor,
  values: {
    roundId: string;
    corrections: LabelCorrection[];
    reason: string;
    proposedBy: string;
    proposedAt: Date;
  },
): Promise<ErratumRow> {
  const [newest] = await db
    .select({ number: max(errata.number) })
    .from(errata)
    .where(eq(errata.roundId, values.roundId));
  const [row] = await db
    .insert(errata)
    .values({ ...values, number: (newest?.number ?? 0) + 1 })
    .returning();
  if (!row) throw new Error('an erratum was not inserted');
  return row;
}

/** The caller holds the round's lock. */
export async function updateErratumCompared(
  db: Executor,
  erratumId: string,
  values: { scoreChanges: ScoreChange[]; comparedAt: Date },
): Promise<void> {
  await db
    .update(errata)
    .set({ state: 'compared', ...values })
    .where(eq(errata.erratumId, erratumId));
}

/** The caller holds the round's lock. A trigger sets the time and the end of the objection period. */
export async function updateErratumConsented(
  db: Executor,
  erratumId: string,
  consentedBy: string,
): Promise<ErratumRow> {
  const [row] = await db
    .update(errata)
    .set({ consentedBy })
    .where(eq(errata.erratumId, erratumId))
    .returning();
  if (!row) throw new Error('the locked erratum is missing');
  return row;
}

/** The caller holds the round's lock. */
export async function updateErratumPublished(
  db: Executor,
  erratumId: string,
  values: { publishedAt: Date; publishedBy: string; document: string; signature: string },
): Promise<void> {
  await db
    .update(errata)
    .set({ state: 'published', ...values })
    .where(eq(errata.erratumId, erratumId));
}

/** The caller holds the round's lock. */
export async function updateErratumDropped(db: Executor, erratumId: string): Promise<ErratumRow> {
  const [row] = await db
    .update(errata)
    .set({ state: 'dropped' })
    .where(eq(errata.erratumId, erratumId))
    .returning();
  if (!row) throw new Error('the locked erratum is missing');
  return row;
}
