import { asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Flag } from '@/lib/core/flags/flag';
import type { Executor } from '../client';
import { flags } from '../schema/flags';
import { models } from '../schema/models';
import { teamMembers, teams, users } from '../schema/people';
import { rounds } from '../schema/rounds';
import { submissions } from '../schema/submissions';
import { newestFirst } from './round-queries';

export type FlagRow = {
  flagId: string;
  benchmarkId: string;
  roundId: string;
  roundNumber: number;
  flag: Flag;
  raisedAt: Date;
  judgedAt: Date | null;
  judgement: string | null;
  /** Null before a judgement, or when the account is deleted or has no name. */
  judgeName: string | null;
};

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
      judgeName: users.name,
    })
    .from(flags)
    .innerJoin(rounds, eq(rounds.roundId, flags.roundId))
    .leftJoin(users, eq(users.id, flags.judgedBy));

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

export type FlaggedSubmission = {
  submissionId: string;
  teamId: string;
  team: string;
  teamName: string;
  model: string;
  version: string;
  receivedAt: Date;
};

/** In the order in which they were received. */
export async function listFlaggedSubmissionsByIds(
  db: Executor,
  submissionIds: readonly string[],
): Promise<FlaggedSubmission[]> {
  if (submissionIds.length === 0) return [];
  return db
    .select({
      submissionId: submissions.submissionId,
      teamId: submissions.teamId,
      team: teams.slug,
      teamName: teams.name,
      model: models.name,
      version: submissions.version,
      receivedAt: submissions.receivedAt,
    })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teams, eq(teams.teamId, submissions.teamId))
    .where(inArray(submissions.submissionId, [...submissionIds]))
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId));
}

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
