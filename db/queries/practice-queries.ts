import { and, eq, inArray, sql } from 'drizzle-orm';
import { type PracticeState, practiceRoundsMax } from '@/lib/core/model/model-version';
import type { OpenRound } from '@/lib/core/round/round';
import type { Executor, Transaction } from '../client';
import { rounds } from '../schema/rounds';
import { practiceScores, submissions } from '../schema/submissions';
import { newestFirst } from './round-queries';

/** One practice score, without the round's leader. */
type OwnScore = {
  round: number;
  title: string;
  state: PracticeState;
  score: number | null;
  code: string | null;
  message: string | null;
};

/** One practice score as its team sees it. */
export type PracticeScore = OwnScore & {
  /** The best official score of the round; null if no model is ranked. */
  leader: { model: string; score: number } | null;
};

/** Column for queries over submissions: the practice scores of each submission, newest round first. */
export const practiceOfSubmission = sql<OwnScore[]>`(
  select coalesce(json_agg(json_build_object('round', r.number, 'title', r.title, 'state', p.state, 'score', p.score, 'code', p.code,
    'message', p.message) order by r.opened_at desc, r.number desc), '[]'::json)
  from practice_scores p join rounds r on r.round_id = p.round_id where p.submission_id = ${submissions.submissionId})`;

/**
 * Requests practice runs on the newest revealed rounds of the open round's benchmark. Only rounds that were
 * sealed with the open round's scorer version count, since another version may score differently.
 */
export async function insertPractice(
  tx: Transaction,
  submissionId: string,
  { benchmarkId, scorerVersion }: Pick<OpenRound, 'benchmarkId' | 'scorerVersion'>,
): Promise<void> {
  const newest = await tx
    .select({ roundId: rounds.roundId })
    .from(rounds)
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        eq(rounds.state, 'revealed'),
        eq(rounds.scorerVersion, scorerVersion),
      ),
    )
    .orderBy(...newestFirst)
    .limit(practiceRoundsMax);
  if (newest.length === 0) return;
  // Written as SQL, since the web role may fill only these columns, and drizzle would name every column.
  await tx.execute(sql`
    insert into practice_scores (submission_id, round_id)
    select ${submissionId}::uuid, r.round_id from rounds r where ${inArray(
      sql`r.round_id`,
      newest.map(({ roundId }) => roundId),
    )}`);
}

/**
 * Adds the rounds' leaders to practice scores, in one statement for all submissions: it reads whole rankings,
 * and many submissions share a round.
 */
export async function addPracticeLeaders<S extends { benchmarkId: string; practice: readonly OwnScore[] }>(
  db: Executor,
  submissions: readonly S[],
): Promise<(Omit<S, 'practice'> & { practice: PracticeScore[] })[]> {
  const keyOf = (benchmarkId: string, round: number) => `${benchmarkId} ${round}`;
  const wanted = new Map(
    submissions.flatMap(({ benchmarkId, practice }) =>
      practice.map(({ round }) => [keyOf(benchmarkId, round), { benchmarkId, round }] as const),
    ),
  );
  const leaders = new Map(
    wanted.size === 0
      ? []
      : (await listLeaders(db, [...wanted.values()])).map(({ benchmarkId, round, model, score }) => [
          keyOf(benchmarkId, round),
          { model, score },
        ]),
  );
  return submissions.map((submission) => ({
    ...submission,
    practice: submission.practice.map((own) => ({
      ...own,
      leader: leaders.get(keyOf(submission.benchmarkId, own.round)) ?? null,
    })),
  }));
}

/** Lists the leaders by the sealed labels, which practice scores use too. */
const listLeaders = (db: Executor, wanted: readonly { benchmarkId: string; round: number }[]) =>
  db.execute<{ benchmarkId: string; round: number; model: string; score: number }>(sql`
    select r.benchmark_id as "benchmarkId", r.number as round, leader.entry ->> 'model' as model,
      (leader.entry ->> 'score')::float8 as score
    from unnest(${sql.param(wanted.map(({ benchmarkId }) => benchmarkId))}::uuid[],
      ${sql.param(wanted.map(({ round }) => round))}::int[]) as wanted (benchmark_id, number)
    join rounds r on r.benchmark_id = wanted.benchmark_id and r.number = wanted.number
    cross join lateral (
      select s.leaderboard #> '{entries,0}' as entry from snapshots s
      where s.round_id = r.round_id and s.split = 'final' and s.leaderboard ->> 'erratum' is null
      order by s.revision desc limit 1) leader
    where leader.entry ->> 'rank' is not null`);

/**
 * Begins a practice try at the newest waiting round of a submission, with a new fence; undefined if no round
 * waits, and while the model has a practice run.
 */
export async function claimPractice(
  tx: Transaction,
  submissionId: string,
): Promise<{ roundId: string; attempt: number } | undefined> {
  const [next] = await tx
    .select({ roundId: practiceScores.roundId })
    .from(practiceScores)
    .innerJoin(rounds, eq(rounds.roundId, practiceScores.roundId))
    .where(
      and(
        isWaiting(submissionId),
        sql`not exists (select from runs r where r.submission_id = ${submissionId} and r.purpose = 'practice')`,
      ),
    )
    .orderBy(...newestFirst)
    .limit(1)
    .for('update', { of: practiceScores });
  if (!next) return undefined;
  const [claimed] = await tx
    .update(practiceScores)
    .set({ attempt: sql`${practiceScores.attempt} + 1` })
    .where(and(isWaiting(submissionId), eq(practiceScores.roundId, next.roundId)))
    .returning({ roundId: practiceScores.roundId, attempt: practiceScores.attempt });
  return claimed;
}

/** True while this is the newest try, and its round still waits for a score. */
export async function isPracticeTry(db: Executor, tried: PracticeTry): Promise<boolean> {
  return (await db.$count(practiceScores, isTry(tried))) > 0;
}

/** One try at the practice score of one round. */
export type PracticeTry = { submissionId: string; roundId: string; attempt: number };

const isTry = ({ submissionId, roundId, attempt }: PracticeTry) =>
  and(isWaiting(submissionId), eq(practiceScores.roundId, roundId), eq(practiceScores.attempt, attempt));

export type PracticeOutcome =
  | { state: 'scored'; score: number | null }
  | { state: 'rejected' | 'failed'; code: string; message: string };

/**
 * Ends a practice try. False, without a change, if another try has begun or the round has its result since.
 */
export async function updatePracticeFinished(
  db: Executor,
  tried: PracticeTry,
  outcome: PracticeOutcome & { finishedAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(practiceScores)
    .set(outcome)
    .where(isTry(tried))
    .returning({ roundId: practiceScores.roundId });
  return rows.length > 0;
}

export async function hasWaitingPractice(db: Executor, submissionId: string): Promise<boolean> {
  return (await db.$count(practiceScores, isWaiting(submissionId))) > 0;
}

/**
 * Deletes waiting practice of a submission that ended without a score or was withdrawn, so that its model
 * doesn't run again.
 */
export async function deleteWaitingPractice(db: Executor, submissionId: string): Promise<void> {
  await db.delete(practiceScores).where(isWaiting(submissionId));
}

/** Fails practice that wasn't finished before its deadline. */
export async function updatePracticeOverdue(
  db: Executor,
  { receivedBefore, finishedAt }: { receivedBefore: Date; finishedAt: Date },
): Promise<void> {
  await db
    .update(practiceScores)
    .set({
      state: 'failed',
      code: 'deadline_passed',
      message: 'The platform did not run this in time.',
      finishedAt,
    })
    .where(
      and(
        eq(practiceScores.state, 'queued'),
        sql`exists (select from ${submissions} s where s.submission_id = ${practiceScores.submissionId} and s.received_at < ${receivedBefore.toISOString()}::timestamptz)`,
      ),
    );
}

const isWaiting = (submissionId: string) =>
  and(eq(practiceScores.submissionId, submissionId), eq(practiceScores.state, 'queued'));

export async function findSubmissionToPractise(
  db: Executor,
  submissionId: string,
): Promise<
  Pick<typeof submissions.$inferSelect, 'withdrawnAt' | 'versionId' | 'fileSha256' | 'userId'> | undefined
> {
  const [row] = await db
    .select({
      withdrawnAt: submissions.withdrawnAt,
      versionId: submissions.versionId,
      fileSha256: submissions.fileSha256,
      userId: submissions.userId,
    })
    .from(submissions)
    .where(eq(submissions.submissionId, submissionId));
  return row;
}
