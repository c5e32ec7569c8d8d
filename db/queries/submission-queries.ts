import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Direction, InputVisibility } from '@/lib/core/benchmark';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Commitment } from '@/lib/core/round/round';
import type { TokenBounds } from '@/lib/core/token-scope';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { models } from '../schema/models';
import { teamMembers } from '../schema/people';
import { rounds } from '../schema/rounds';
import { submissionNotes, submissions } from '../schema/submissions';
import { teamNames } from '../schema/team-links';
import { isInGoodStanding } from './people-queries';
import { addPracticeLeaders, type PracticeScore, practiceOfSubmission } from './practice-queries';
import { isNamedIn } from './pseudonym-queries';

export type SubmissionRow = typeof submissions.$inferSelect;

/** A submission with the public names of its team, model, benchmark and round. */
export type NamedSubmission = {
  submission: SubmissionRow;
  benchmarkId: string;
  benchmarkSlug: string;
  benchmarkTitle: string;
  metric: MetricName;
  direction: Direction;
  inputs: InputVisibility;
  /** Null if the maintainers reveal rounds manually. */
  revealsAfterRounds: number | null;
  quotaPerRound: number;
  quotaPerDay: number;
  roundNumber: number;
  commitment: Commitment;
  model: string;
  modelSlug: string;
  team: string;
  queuePlace: number | null;
  /**
   * True for a reader outside the team while the round may still accept files: such a reader may only see
   * that the submission exists.
   */
  isTeamOnly: boolean;
  /** The team's note; null for a reader outside the team. */
  note: string | null;
  counts: boolean;
  practice: PracticeScore[];
  /**
   * True for an automatic evaluation in a round that may still accept files, whose outcome must not be shown
   * yet.
   */
  isOutcomeLater: boolean;
  closesAt: Date | null;
};

const named = {
  submission: submissions,
  benchmarkId: benchmarks.benchmarkId,
  benchmarkSlug: benchmarks.slug,
  benchmarkTitle: benchmarks.title,
  metric: benchmarks.metric,
  direction: benchmarks.direction,
  inputs: benchmarks.inputs,
  revealsAfterRounds: benchmarks.revealsAfterRounds,
  // Not null: a round that takes files has been opened, which sets the quota.
  quotaPerRound: sql<number>`${rounds.quotaPerRound}`,
  quotaPerDay: sql<number>`${rounds.quotaPerDay}`,
  roundNumber: rounds.number,
  // Not null: a round that takes files has been sealed, which sets the commitment.
  commitment: sql<Commitment>`${rounds.commitment}`,
  closesAt: rounds.closesAt,
  model: models.name,
  modelSlug: models.slug,
  team: teamNames.name,
  queuePlace: sql<number | null>`case when ${submissions.state} = 'queued' then (
    select count(*)::int from submissions earlier
    where earlier.state in ('queued', 'scoring') and not earlier.is_automatic and earlier.received_at < ${submissions.receivedAt}) end`,
  practice: practiceOfSubmission,
  // counting_submission is null if no submission of the model has a score; then this one doesn't count.
  counts: sql<boolean>`coalesce(${submissions.submissionId} = counting_submission(${submissions.roundId}, ${submissions.modelId}), false)`,
};

/**
 * Condition: the round may take files now or later. A round that was closed before its freeze takes none.
 * @param round the table or its alias
 */
export const isTakingFiles = (round: SQL): SQL =>
  sql`(${round}.state = 'open' or ${round}.state = 'frozen' and ${round}.frozen_from = 'open')`;

const mayTakeFiles = isTakingFiles(sql`${rounds}`);

/**
 * Condition: the outcome of an automatic evaluation must wait for the round's close: how it ends, why and
 * when would each be feedback that uses no slot and counts in no exposure.
 */
const isOutcomeLater = sql<boolean>`(${submissions.isAutomatic} and ${mayTakeFiles})`;

function selectNamed(db: Executor, isOwn: SQL = sql`true`) {
  return db
    .select({
      ...named,
      isOutcomeLater,
      isTeamOnly: sql<boolean>`not ${isOwn} and ${mayTakeFiles}`,
      note: sql<
        string | null
      >`(select n.text from submission_notes n where n.submission_id = ${submissions.submissionId} and ${isOwn})`,
    })
    .from(submissions)
    .innerJoin(rounds, eq(rounds.roundId, submissions.roundId))
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId));
}

const noOutcome = {
  ...{ state: 'queued', finishedAt: null, code: null, message: null, line: null, column: null },
  feedback: null,
} as const satisfies Partial<SubmissionRow>;

type SelectedSubmission = Awaited<ReturnType<typeof selectNamed>>[number];

const complete = (db: Executor, rows: readonly SelectedSubmission[]): Promise<NamedSubmission[]> =>
  addPracticeLeaders(db, rows.map(hideLaterOutcome));

async function completeFirst(
  db: Executor,
  rows: readonly SelectedSubmission[],
): Promise<NamedSubmission | undefined> {
  return (await complete(db, rows.slice(0, 1)))[0];
}

function hideLaterOutcome(row: SelectedSubmission): SelectedSubmission {
  if (!row.isOutcomeLater) return row;
  return { ...row, submission: { ...row.submission, ...noOutcome }, queuePlace: null, counts: false };
}

export async function findSubmissionById(
  db: Executor,
  submissionId: string,
): Promise<NamedSubmission | undefined> {
  return completeFirst(db, await selectNamed(db).where(eq(submissions.submissionId, submissionId)));
}

/** Finds a submission for a member of its team or a person with a role in the benchmark. */
export async function findSubmissionFor(
  db: Executor,
  submissionId: string,
  userId: string,
): Promise<NamedSubmission | undefined> {
  return (await listSubmissionsFor(db, [submissionId], userId))[0];
}

/**
 * Lists those of the submissions that the person may see; none while an operator has suspended the person.
 */
export async function listSubmissionsFor(
  db: Executor,
  submissionIds: readonly string[],
  userId: string,
): Promise<NamedSubmission[]> {
  const isOwn = sql`exists (select from team_members m where m.team_id = ${submissions.teamId} and m.user_id = ${userId})`;
  const isMaintained = sql`exists (
    select from benchmark_maintainers b where b.benchmark_id = ${benchmarks.benchmarkId} and b.user_id = ${userId})`;
  const rows = await selectNamed(db, isOwn).where(
    and(
      inArray(submissions.submissionId, [...submissionIds]),
      or(isOwn, isMaintained),
      isInGoodStanding(userId),
    ),
  );
  return complete(db, rows);
}

/**
 * Lists a version string for each submission, which changes with its row or its queue position: the
 * transaction that last wrote the row, and the positions of all waiting submissions, computed in one pass.
 * The outcome of an automatic evaluation doesn't change the string before the close.
 */
export async function listSubmissionMarks(
  db: Executor,
  submissionIds: readonly string[],
): Promise<Map<string, string>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; mark: string }>(sql`
    with waiting as (
      select submission_id, rank() over (order by received_at) as place
      from submissions where state in ('queued', 'scoring') and not is_automatic)
    select submissions.submission_id as id, case when ${isOutcomeLater}
      then concat_ws(':', 'later', submissions.withdrawn_at, submissions.chosen_at)
      else concat_ws(':', submissions.xmin, case when submissions.state = 'queued' then waiting.place end) end as mark
    from submissions join rounds using (round_id) left join waiting on waiting.submission_id = submissions.submission_id
    where submissions.submission_id = any(${sql.param([...submissionIds])}::uuid[])`);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

export async function findSubmissionByKey(
  db: Executor,
  userId: string,
  idempotencyKey: string,
): Promise<NamedSubmission | undefined> {
  const isOfKey = and(eq(submissions.userId, userId), eq(submissions.idempotencyKey, idempotencyKey));
  // First checks if the key is used: it nearly never is, and planning the joins below takes twenty times as
  // long as this query.
  const [row] = await db.select({ id: submissions.submissionId }).from(submissions).where(isOfKey);
  return row && findSubmissionById(db, row.id);
}

/**
 * Lists submissions of all teams of the user, newest first. @param after the submission with which the
 * previous page ended
 */
export async function listSubmissionsOfUser(
  db: Executor,
  userId: string,
  {
    limit,
    after = null,
    bounds = null,
    sentBy = null,
  }: { limit: number; after?: string | null; bounds?: TokenBounds | null; sentBy?: string | null },
): Promise<NamedSubmission[]> {
  const mine = db
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(eq(teamMembers.userId, userId));
  const rows = await selectNamed(db)
    .where(
      and(
        inArray(submissions.teamId, mine),
        sentBy === null ? undefined : and(eq(submissions.userId, sentBy), eq(submissions.isAutomatic, false)),
        bounds?.team ? eq(submissions.teamId, bounds.team.teamId) : undefined,
        bounds?.benchmark ? eq(rounds.benchmarkId, bounds.benchmark.benchmarkId) : undefined,
        after === null
          ? undefined
          : sql`(${submissions.receivedAt}, ${submissions.submissionId}) < (
              select s.received_at, s.submission_id from submissions s where s.submission_id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(submissions.receivedAt), desc(submissions.submissionId))
    .limit(limit);
  return complete(db, rows);
}

/** Lists a team's submissions to a round, newest first. */
export async function listSubmissionsOfTeam(
  db: Executor,
  { roundId, teamId, limit }: { roundId: string; teamId: string; limit: number },
): Promise<NamedSubmission[]> {
  const rows = await selectNamed(db)
    .where(and(eq(submissions.roundId, roundId), eq(submissions.teamId, teamId)))
    .orderBy(desc(submissions.receivedAt), desc(submissions.submissionId))
    .limit(limit);
  return complete(db, rows);
}

/**
 * Lists submissions to a benchmark, reduced to what a person outside the teams may know, newest first. @param
 * after the submission with which the previous page ended
 */
export async function listSubmissionsOfBenchmark(
  db: Executor,
  benchmarkId: string,
  { limit, after = null }: { limit: number; after?: string | null },
): Promise<NamedSubmission[]> {
  const rows = await selectNamed(db, sql`false`)
    .where(
      and(
        eq(benchmarks.benchmarkId, benchmarkId),
        after === null
          ? undefined
          : sql`(${submissions.receivedAt}, ${submissions.submissionId}) < (
              select s.received_at, s.submission_id from submissions s where s.submission_id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(submissions.receivedAt), desc(submissions.submissionId))
    .limit(limit);
  return complete(db, rows);
}

/** A counting submission of a round, with the names that a maintainer may see. */
export type CountingSubmission = { submissionId: string; model: string; version: string; team: string };

export async function listCountingSubmissions(db: Executor, roundId: string): Promise<CountingSubmission[]> {
  return db
    .select({
      submissionId: submissions.submissionId,
      model: models.name,
      version: submissions.version,
      team: teamNames.name,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId))
    .where(
      and(
        eq(submissions.roundId, roundId),
        sql`${submissions.submissionId} = counting_submission(${submissions.roundId}, ${submissions.modelId})`,
      ),
    )
    .orderBy(asc(models.name), asc(teamNames.name));
}

/** Finds the counting submission of a model in the open round, for a member of its team only. */
export async function findCountingOfOwnModel(
  db: Executor,
  { benchmarkId, modelSlug, userId }: { benchmarkId: string; modelSlug: string; userId: string },
): Promise<{ submissionId: string; version: string; round: number; roundTitle: string } | undefined> {
  const [row] = await db
    .select({
      submissionId: submissions.submissionId,
      version: submissions.version,
      round: rounds.number,
      roundTitle: rounds.title,
    })
    .from(submissions)
    .innerJoin(rounds, eq(rounds.roundId, submissions.roundId))
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamMembers, eq(teamMembers.teamId, submissions.teamId))
    .where(
      and(
        eq(models.benchmarkId, benchmarkId),
        eq(models.slug, modelSlug),
        eq(teamMembers.userId, userId),
        eq(rounds.state, 'open'),
        eq(submissions.isAutomatic, false),
        sql`${submissions.submissionId} = counting_submission(${submissions.roundId}, ${submissions.modelId})`,
      ),
    );
  return row;
}

/**
 * True if a table shows the model: the official ranking of a round, or a score reported to its team in the
 * open one.
 */
export async function isModelShown(db: Executor, modelId: string): Promise<boolean> {
  const [row] = await db.execute<{ isShown: boolean }>(sql`
    select exists (
      select from models m join rounds r using (benchmark_id) join submissions s on s.round_id = r.round_id and s.model_id = m.model_id
      where m.model_id = ${modelId} and s.state = 'scored' and s.withdrawn_at is null and (
        r.state = 'open' and s.feedback ->> 'score' is not null
        or exists (select from snapshots where snapshots.round_id = r.round_id and split = 'final'))) as "isShown"`);
  return row?.isShown ?? false;
}

/** Inserts a submission. False if the same person has used the idempotency key already. */
export async function insertSubmission(
  db: Executor,
  values: typeof submissions.$inferInsert,
): Promise<boolean> {
  const rows = await db
    .insert(submissions)
    .values(values)
    .onConflictDoNothing({ target: [submissions.userId, submissions.idempotencyKey] })
    .returning({ id: submissions.submissionId });
  return rows.length > 0;
}

/** Withdraws a submission. A trigger sets the time. */
export async function updateSubmissionWithdrawn(
  db: Executor,
  submissionId: string,
  values: { withdrawnBy: string; withdrawalReason: string | null },
): Promise<void> {
  await db
    .update(submissions)
    .set({ ...values, withdrawnAt: sql`clock_timestamp()` })
    .where(eq(submissions.submissionId, submissionId));
}

/** Counts a team's scored submissions in a round that aren't withdrawn. */
export const countScoredOfTeam = (db: Executor, roundId: string, teamId: string): Promise<number> =>
  db.$count(
    submissions,
    and(
      eq(submissions.roundId, roundId),
      eq(submissions.teamId, teamId),
      eq(submissions.state, 'scored'),
      isNull(submissions.withdrawnAt),
    ),
  );

/** Chooses one of a model's submissions in a round, or none. A trigger sets the time. */
export async function updateSubmissionChosen(
  db: Executor,
  { roundId, modelId, submissionId, isChosen, userId: chosenBy }: Choice,
): Promise<void> {
  const isOfModel = and(eq(submissions.roundId, roundId), eq(submissions.modelId, modelId));
  await db
    .update(submissions)
    .set({ chosenAt: null, chosenBy })
    .where(and(isOfModel, isNotNull(submissions.chosenAt)));
  if (!isChosen) return;
  await db
    .update(submissions)
    .set({ chosenAt: sql`clock_timestamp()`, chosenBy })
    .where(eq(submissions.submissionId, submissionId));
}

type Choice = { roundId: string; modelId: string; submissionId: string; isChosen: boolean; userId: string };

/** Finds the model of a benchmark whose name looks the same (has this skeleton); there is at most one. */
export async function findModelBySkeleton(
  db: Executor,
  benchmarkId: string,
  skeleton: string,
): Promise<{ modelId: string; teamId: string; name: string } | undefined> {
  const [row] = await db
    .select({ modelId: models.modelId, teamId: models.teamId, name: models.name })
    .from(models)
    .where(and(eq(models.benchmarkId, benchmarkId), eq(models.skeleton, skeleton)));
  return row;
}

/**
 * Returns the benchmark's model with that name or a name that looks the same, of whichever team; creates the
 * team's model if there is none, with a slug that is unique in the benchmark.
 */
export async function upsertModel(
  db: Executor,
  model: { benchmarkId: string; teamId: string; name: string; skeleton: string; slug: string },
): Promise<{ modelId: string; teamId: string; name: string }> {
  const { benchmarkId, teamId, name, skeleton } = model;
  for (let suffix = 1; suffix <= 1000; suffix++) {
    const found = await findModelBySkeleton(db, benchmarkId, skeleton);
    if (found) return found;
    const slug = suffix === 1 ? model.slug : `${model.slug}-${suffix}`;
    const [row] = await db
      .insert(models)
      .values({ ...model, slug })
      .onConflictDoNothing()
      .returning({ modelId: models.modelId });
    if (row) return { modelId: row.modelId, teamId, name };
  }
  throw new Error('no slug is free for the model');
}

/** `rejected`: the file was at fault; `failed`: the platform was. */
export type SubmissionCounts = { unfinished: number; scored: number; rejected: number; failed: number };

/** Counts of a round without submissions. */
export const noSubmissions: SubmissionCounts = { unfinished: 0, scored: 0, rejected: 0, failed: 0 };

/**
 * Counts submissions by state for each round, automatic evaluations only once their outcome may be shown; a
 * round without submissions has no entry.
 */
export async function countSubmissionsByRound(
  db: Executor,
  roundIds: string[],
): Promise<Map<string, SubmissionCounts>> {
  if (roundIds.length === 0) return new Map();
  const rows = await db
    .select({
      roundId: submissions.roundId,
      unfinished: sql<number>`(count(*) filter (where ${submissions.state} in ('received', 'queued', 'scoring')))::int`,
      scored: sql<number>`(count(*) filter (where ${submissions.state} = 'scored'))::int`,
      rejected: sql<number>`(count(*) filter (where ${submissions.state} = 'rejected'))::int`,
      failed: sql<number>`(count(*) filter (where ${submissions.state} = 'failed'))::int`,
    })
    .from(submissions)
    .innerJoin(rounds, eq(rounds.roundId, submissions.roundId))
    .where(and(inArray(submissions.roundId, roundIds), sql`not ${isOutcomeLater}`))
    .groupBy(submissions.roundId);
  return new Map(rows.map(({ roundId, ...counts }) => [roundId, counts]));
}

/**
 * Lists scored submissions of some models in some rounds, by the names that rankings show: a version name
 * stands for one file in a round.
 */
export function listScoredVersions(
  db: Executor,
  roundIds: readonly string[],
  modelSlugs: readonly string[],
): Promise<{ roundId: string; modelSlug: string; version: string; submissionId: string }[]> {
  return db
    .select({
      roundId: submissions.roundId,
      modelSlug: models.slug,
      version: submissions.version,
      submissionId: submissions.submissionId,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .where(
      and(
        inArray(submissions.roundId, [...roundIds]),
        inArray(models.slug, [...modelSlugs]),
        eq(submissions.state, 'scored'),
      ),
    );
}

/** True if the person is a member of the submission's team. */
export async function isOwnSubmission(db: Executor, submissionId: string, userId: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(submissions)
    .innerJoin(teamMembers, eq(teamMembers.teamId, submissions.teamId))
    .where(and(eq(submissions.submissionId, submissionId), eq(teamMembers.userId, userId)));
  return rows.length > 0;
}

/** Replaces the team's note on a submission. @param note null deletes it */
export async function replaceSubmissionNote(
  db: Executor,
  submissionId: string,
  note: Omit<typeof submissionNotes.$inferInsert, 'submissionId'> | null,
): Promise<void> {
  // Makes concurrent changes of a submission's note wait for each other.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`note:${submissionId}`}, 0))`);
  await db.delete(submissionNotes).where(eq(submissionNotes.submissionId, submissionId));
  if (note) await db.insert(submissionNotes).values({ submissionId, ...note });
}
