import { and, asc, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Executor } from '../client';
import { benchmarkMaintainers, benchmarks, trainingFiles } from '../schema/benchmarks';
import { rounds } from '../schema/rounds';

export type BenchmarkRow = typeof benchmarks.$inferSelect;

/** A benchmark of any visibility, for operators' acts. */
export async function findBenchmarkBySlug(db: Executor, slug: string): Promise<BenchmarkRow | undefined> {
  const [row] = await db.select().from(benchmarks).where(eq(benchmarks.slug, slug));
  return row;
}

/**
 * A benchmark with a person's role; a visitor has none. A private one is found by people with a role and by those who may enter it. A
 * private and a missing one take the same steps, so that their times don't differ.
 */
export async function findBenchmarkWithRole(
  db: Executor,
  slug: string,
  userId: string | null,
): Promise<{ benchmark: BenchmarkRow; role: MaintainerRole | null } | undefined> {
  const isNotPrivate = sql`${benchmarks.visibility} <> 'private'`;
  if (userId === null) {
    const [row] = await db
      .select()
      .from(benchmarks)
      .where(and(eq(benchmarks.slug, slug), isNotPrivate));
    return row && { benchmark: row, role: null };
  }
  const asked = sql`(select coalesce((select asked.benchmark_id from benchmarks asked where asked.slug = ${slug}), ${noBenchmark}::uuid))`;
  const [row] = await db
    .select({ benchmark: benchmarks, role: benchmarkMaintainers.role })
    .from(
      sql`(select entry_of(asked.id, ${userId}::uuid) is not null as may_enter from ${asked} as asked (id)) as reader`,
    )
    .leftJoin(benchmarks, eq(benchmarks.slug, slug))
    .leftJoin(
      benchmarkMaintainers,
      and(
        eq(benchmarkMaintainers.benchmarkId, benchmarks.benchmarkId),
        eq(benchmarkMaintainers.userId, userId),
      ),
    )
    .where(or(isNotPrivate, isNotNull(benchmarkMaintainers.role), sql`reader.may_enter`));
  return row?.benchmark ? { benchmark: row.benchmark, role: row.role } : undefined;
}

const noBenchmark = '00000000-0000-0000-0000-000000000000';

/**
 * Listed benchmarks, newest first; an unlisted one has only its address. @param page after the listed benchmark `after`, or from
 * the first one
 */
export async function listPublicBenchmarks(
  db: Executor,
  page: { after: string | null; count: number },
): Promise<BenchmarkRow[]> {
  const isBehind = sql`coalesce((${benchmarks.createdAt}, ${benchmarks.slug}) < (
    select last.created_at, last.slug from benchmarks last where last.slug = ${page.after} and last.visibility = 'public'), true)`;
  return db
    .select()
    .from(benchmarks)
    .where(and(eq(benchmarks.visibility, 'public'), page.after === null ? undefined : isBehind))
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.slug))
    .limit(page.count);
}

/** A benchmark's round that takes submissions now, with the quota of a team. */
export type OpenRound = {
  slug: string;
  title: string;
  roundTitle: string;
  closesAt: Date | null;
  quotaPerRound: number;
  /** Used slots: submissions of the team and of the teams with which it shares slots. */
  usedCount: number;
};

/** The open rounds of listed benchmarks, those of the newest benchmarks first. */
export async function listPublicOpenRounds(db: Executor, teamId: string): Promise<OpenRound[]> {
  return db
    .select({
      slug: benchmarks.slug,
      title: benchmarks.title,
      roundTitle: rounds.title,
      closesAt: rounds.closesAt,
      quotaPerRound: sql<number>`coalesce(${rounds.quotaPerRound}, ${benchmarks.quotaPerRound})`,
      usedCount: sql<number>`(
        select count(*)::int from round_slots s
        where s.round_id = ${rounds.roundId} and s.group_id = slot_group_of_team(${rounds.roundId}, ${teamId}::uuid))`,
    })
    .from(benchmarks)
    .innerJoin(rounds, and(eq(rounds.benchmarkId, benchmarks.benchmarkId), eq(rounds.state, 'open')))
    .where(eq(benchmarks.visibility, 'public'))
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.slug));
}

/** Benchmarks in which a person has a role, newest first, each with its open round. */
export async function listBenchmarksMaintainedBy(db: Executor, userId: string) {
  return db
    .select({
      slug: benchmarks.slug,
      title: benchmarks.title,
      visibility: benchmarks.visibility,
      role: benchmarkMaintainers.role,
      open: { title: rounds.title, closesAt: rounds.closesAt },
    })
    .from(benchmarks)
    .innerJoin(benchmarkMaintainers, eq(benchmarkMaintainers.benchmarkId, benchmarks.benchmarkId))
    .leftJoin(rounds, and(eq(rounds.benchmarkId, benchmarks.benchmarkId), eq(rounds.state, 'open')))
    .where(eq(benchmarkMaintainers.userId, userId))
    .orderBy(desc(benchmarks.createdAt), desc(benchmarks.slug));
}

/** Undefined when the slug is taken. */
export async function insertBenchmark(
  db: Executor,
  values: typeof benchmarks.$inferInsert,
): Promise<BenchmarkRow | undefined> {
  const [row] = await db
    .insert(benchmarks)
    .values(values)
    .onConflictDoNothing({ target: benchmarks.slug })
    .returning();
  return row;
}

export async function insertMaintainer(
  db: Executor,
  maintainer: { benchmarkId: string; userId: string; role: MaintainerRole },
): Promise<void> {
  await db.insert(benchmarkMaintainers).values(maintainer);
}

/** The person's role in the benchmark; undefined for none. */
export async function findMaintainerRole(
  db: Executor,
  benchmarkId: string,
  userId: string,
): Promise<MaintainerRole | undefined> {
  const [row] = await db
    .select({ role: benchmarkMaintainers.role })
    .from(benchmarkMaintainers)
    .where(and(eq(benchmarkMaintainers.benchmarkId, benchmarkId), eq(benchmarkMaintainers.userId, userId)));
  return row?.role;
}

/**
 * The benchmark, locked against uploads, schedule changes and rotations until the transaction ends. Rows that refer to it can
 * still be inserted, since their transactions may hold a round that a rotation waits for.
 */
export async function lockBenchmark(db: Executor, benchmarkId: string): Promise<BenchmarkRow | undefined> {
  const [row] = await db
    .select()
    .from(benchmarks)
    .where(eq(benchmarks.benchmarkId, benchmarkId))
    .for('no key update');
  return row;
}

export async function listBenchmarksById(
  db: Executor,
  benchmarkIds: readonly string[],
): Promise<BenchmarkRow[]> {
  return db
    .select()
    .from(benchmarks)
    .where(inArray(benchmarks.benchmarkId, [...benchmarkIds]));
}

/** True if the person owns a listed benchmark. */
export async function ownsListedBenchmark(db: Executor, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ one: sql`1` })
    .from(benchmarkMaintainers)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, benchmarkMaintainers.benchmarkId))
    .where(
      and(
        eq(benchmarkMaintainers.userId, userId),
        eq(benchmarkMaintainers.role, 'owner'),
        eq(benchmarks.visibility, 'public'),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Lists an unlisted benchmark; undefined if none has the slug. Only the migration role has the right to do so. */
export async function updateBenchmarkListed(db: Executor, slug: string): Promise<string | undefined> {
  const [row] = await db
    .update(benchmarks)
    .set({ visibility: 'public' })
    .where(and(eq(benchmarks.slug, slug), eq(benchmarks.visibility, 'unlisted')))
    .returning({ benchmarkId: benchmarks.benchmarkId });
  return row?.benchmarkId;
}

/**
 * Names of up to three owners of a benchmark who show theirs, in the order in which they became owners, and the newest announcement of the last 30
 * days, unless an operator has hidden it; in one statement.
 */
export async function findHost(
  db: Executor,
  benchmarkId: string,
): Promise<{ ownerNames: string[]; announcement: { title: string; at: string } | null }> {
  const [row] = await db.execute<{
    ownerNames: string[];
    announcement: { title: string; at: string; isHidden: boolean } | null;
  }>(sql`
    select array(
      select u.name from benchmark_maintainers m join users u on u.user_id = m.user_id
      where m.benchmark_id = ${benchmarkId} and m.role = 'owner' and u.name is not null and 'name' = any (u.shown_fields) order by m.added_at, m.user_id limit 3
    ) as "ownerNames", (
      select jsonb_build_object('title', e.detail ->> 'title', 'at', e.at, 'isHidden', exists (
        select from moderations h where h.kind = 'event' and h.subject_id = e.audit_event_id::text))
      from audit_events e
      where e.benchmark_id = ${benchmarkId} and e.act = 'announced' and e.at > site_clock() - interval '30 days'
      order by e.at desc limit 1
    ) as announcement`);
  if (!row) throw new Error('a query without a table gives one row');
  const { ownerNames, announcement } = row;
  const at = announcement && new Date(announcement.at).toISOString();
  return {
    ownerNames,
    announcement: announcement && at && !announcement.isHidden ? { title: announcement.title, at } : null,
  };
}

/** True if the benchmark has been in the public list: by an operator, or before a maintainer took it out. */
export async function wasListed(db: Executor, benchmarkId: string): Promise<boolean> {
  const [row] = await db.execute<{ wasListed: boolean }>(sql`
    select exists (
      select from audit_events e where e.benchmark_id = ${benchmarkId} and (e.act = 'benchmark_listed'
        or e.act = 'benchmark_changed' and e.detail ->> 'visibility_before' = 'public')) as "wasListed"`);
  return row?.wasListed ?? false;
}

/** Changes fields of a benchmark; a trigger refuses those that a round has fixed. */
export async function updateBenchmark(
  db: Executor,
  benchmarkId: string,
  values: Partial<typeof benchmarks.$inferInsert>,
): Promise<void> {
  await db.update(benchmarks).set(values).where(eq(benchmarks.benchmarkId, benchmarkId));
}

/** An open round with downloadable inputs, and the form of its prediction files. */
export type ExampleRound = Pick<BenchmarkRow, 'slug' | 'title' | 'task' | 'classes' | 'metric'> & {
  number: number;
  roundTitle: string;
  /** True if a round of the benchmark is revealed, so that labelled items are public. */
  hasTraining: boolean;
  /** The version of the rules that a submission accepts; null without rules. */
  rulesVersion: number | null;
};

/** The listed benchmarks' round that has been open the longest: an example that stays the same for a while. */
export async function findExampleRound(db: Executor): Promise<ExampleRound | undefined> {
  const [row] = await db
    .select({
      slug: benchmarks.slug,
      title: benchmarks.title,
      task: benchmarks.task,
      classes: benchmarks.classes,
      metric: benchmarks.metric,
      number: rounds.number,
      roundTitle: rounds.title,
      rulesVersion: sql<
        number | null
      >`case when ${benchmarks.rules} <> '' then ${benchmarks.rulesVersion} end`,
      hasTraining: sql<boolean>`exists (
        select from rounds r where r.benchmark_id = ${benchmarks.benchmarkId} and r.state = 'revealed')`,
    })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(
      and(
        eq(rounds.state, 'open'),
        eq(benchmarks.visibility, 'public'),
        eq(benchmarks.entry, 'open'),
        eq(benchmarks.inputs, 'public'),
        sql`'predictions' = any(${rounds.accepts})`,
        sql`${rounds.checkReport} ->> 'format' is distinct from 'jsonl'`,
      ),
    )
    .orderBy(asc(rounds.openedAt), asc(rounds.roundId))
    .limit(1);
  return row;
}

/** Deletes a benchmark without sealed rounds. @throws where the database finds one, or no audit event of the deletion */
export async function deleteUnsealedBenchmark(db: Executor, benchmarkId: string): Promise<void> {
  await db.execute(sql`select delete_unsealed_benchmark(${benchmarkId})`);
}

export type TrainingFileRow = typeof trainingFiles.$inferSelect;

/** The maintainers' own training file. */
export async function findTrainingFile(
  db: Executor,
  benchmarkId: string,
): Promise<TrainingFileRow | undefined> {
  const [row] = await db.select().from(trainingFiles).where(eq(trainingFiles.benchmarkId, benchmarkId));
  return row;
}

export async function insertTrainingFile(
  db: Executor,
  file: typeof trainingFiles.$inferInsert,
): Promise<void> {
  await db.insert(trainingFiles).values(file);
}

export async function deleteTrainingFile(db: Executor, trainingFileId: string): Promise<void> {
  await db.delete(trainingFiles).where(eq(trainingFiles.trainingFileId, trainingFileId));
}
