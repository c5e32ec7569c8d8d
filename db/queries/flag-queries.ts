import { asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { FileSender } from '@/lib/core/flags/equal-file';
import type { Flag } from '@/lib/core/flags/flag';
import type { PredictedSubmission } from '@/lib/core/flags/predicted-submission';
import type { Executor } from '../client';
import { flags } from '../schema/flags';
import { models } from '../schema/models';
import { teamMembers, users } from '../schema/people';
import { rounds } from '../schema/rounds';
import { submissions } from '../schema/submissions';
import { teamNames } from '../schema/team-links';
import { isNamedIn } from './pseudonym-queries';
import { newestFirst } from './round-queries';

const selectFlags = (db: Executor) =>
  db
    .select({
      flagId: flags.flagId,
      benchmarkId: rounds.benchmarkId,
      roundId: flags.roundId,
      roundNumber: rounds.number,
      flag: flags.flag,
      raisedAt: flags.raisedAt,
      judgedAt: flags.judgedAt,
      judgement: flags.judgement,
      /** Null before a judgement, or when the account is deleted or has no name. */
      judgeName: users.name,
    })
    .from(flags)
    .innerJoin(rounds, eq(rounds.roundId, flags.roundId))
    .leftJoin(users, eq(users.id, flags.judgedBy));

export type FlagRow = Awaited<ReturnType<typeof selectFlags>>[number];

/** All flags of a benchmark: those that wait first, of the newest rounds first. */
export async function listFlagsOf(db: Executor, benchmarkId: string): Promise<FlagRow[]> {
  return selectFlags(db)
    .where(eq(rounds.benchmarkId, benchmarkId))
    .orderBy(asc(isNotNull(flags.judgedAt)), ...newestFirst, asc(flags.kind), asc(flags.flagId));
}

export async function findFlagById(db: Executor, flagId: string): Promise<FlagRow | undefined> {
  const [row] = await selectFlags(db).where(eq(flags.flagId, flagId));
  return row;
}

/** The flagged submissions, in the order in which they were received. */
export async function listFlaggedSubmissionsByIds(db: Executor, submissionIds: readonly string[]) {
  if (submissionIds.length === 0) return [];
  return db
    .select({
      submissionId: submissions.submissionId,
      teamId: submissions.teamId,
      team: teamNames.slug,
      teamName: teamNames.name,
      model: models.name,
      version: submissions.version,
      receivedAt: submissions.receivedAt,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId))
    .where(inArray(submissions.submissionId, [...submissionIds]))
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId));
}

export type FlaggedSubmission = Awaited<ReturnType<typeof listFlaggedSubmissionsByIds>>[number];

/** True if the person is in the team of one of the submissions. */
export async function isInTeamOf(
  db: Executor,
  userId: string,
  flagged: readonly FlaggedSubmission[],
): Promise<boolean> {
  const own = await db
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(eq(teamMembers.userId, userId));
  return own.some(({ teamId }) => flagged.some((submission) => submission.teamId === teamId));
}

export async function updateFlagJudged(
  db: Executor,
  flagId: string,
  values: { judgedAt: Date; judgedBy: string; judgement: string },
): Promise<void> {
  await db.update(flags).set(values).where(eq(flags.flagId, flagId));
}

/**
 * The scored submissions of a round, withdrawn ones left out, in the order in which they were received; where there are more
 * than `countMax`, the newest of each model first, then the newest of the rest.
 */
export async function listSubmissionsToFlag(
  db: Executor,
  roundId: string,
  countMax: number,
): Promise<Omit<PredictedSubmission, 'predicted'>[]> {
  const rows = await db.execute<Omit<PredictedSubmission, 'predicted'>>(sql`
    select submission_id as submission, team_id as team, group_of_team(round_id, team_id) as "teamGroup", model_id as model from (
      select s.*, row_number() over (partition by model_id order by received_at desc, submission_id desc) > 1 as is_older
      from submissions s where round_id = ${roundId} and state = 'scored' and withdrawn_at is null
      order by is_older, received_at desc limit ${countMax}
    ) chosen order by received_at, submission_id`);
  return [...rows];
}

/**
 * The files of a round that several teams have sent, with each team's first submission of it, in the order of receipt. Withdrawn
 * ones are included.
 */
export async function listFileSenders(db: Executor, roundId: string): Promise<FileSender[]> {
  const rows = await db.execute<FileSender>(sql`
    with sender as (
      select distinct on (file_sha256, team_id) file_sha256, team_id, submission_id, received_at
      from submissions where round_id = ${roundId} and state = 'scored'
      order by file_sha256, team_id, received_at, submission_id
    )
    select submission_id as submission, team_id as team, group_of_team(${roundId}, team_id) as "group", file_sha256 as "fileSha256"
    from sender where file_sha256 in (select file_sha256 from sender group by file_sha256 having count(*) > 1)
    order by received_at, submission_id`);
  return [...rows];
}

/** The sharing group of each team with a scored submission to the round, by the team's id. */
export async function listTeamGroups(db: Executor, roundId: string): Promise<Map<string, string>> {
  const rows = await db.execute<{ team: string; teamGroup: string }>(sql`
    select team_id as team, group_of_team(${roundId}, team_id) as "teamGroup"
    from (select distinct team_id from submissions where round_id = ${roundId} and state = 'scored') entered`);
  return new Map(rows.map(({ team, teamGroup }) => [team, teamGroup]));
}

/** Flags that are raised already stay as they are. */
export async function insertFlags(
  db: Executor,
  values: readonly { roundId: string; subject: string; flag: Flag; raisedAt: Date }[],
): Promise<void> {
  await db
    .insert(flags)
    .values(values.map((value) => ({ ...value, kind: value.flag.kind })))
    .onConflictDoNothing({ target: [flags.roundId, flags.kind, flags.subject] });
}
