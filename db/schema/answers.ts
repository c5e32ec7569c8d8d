import { sql } from 'drizzle-orm';
import { check, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { teams } from './people';
import { rounds } from './rounds';
import { submissions } from './submissions';

/**
 * What a team has been answered in a round, and the file that its next one must beat. The row is the lock under which answers
 * are decided, one after the other in order of acceptance; the team knows all of it from its own answers.
 */
export const answerTallies = pgTable(
  'answer_tallies',
  {
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.teamId),
    /** The ladder's incumbent; null while that is the benchmark's baseline. */
    incumbentSubmissionId: uuid('incumbent_submission_id').references(() => submissions.submissionId),
    scoreCount: integer('score_count').notNull().default(0),
    announcementCount: integer('announcement_count').notNull().default(0),
    refusalCount: integer('refusal_count').notNull().default(0),
  },
  (t) => [
    primaryKey({ name: 'answer_tallies_pkey', columns: [t.roundId, t.teamId] }),
    check(
      'answer_tallies_counts',
      sql`${t.scoreCount} >= 0 and ${t.announcementCount} >= 0 and ${t.refusalCount} >= 0`,
    ),
    check(
      'answer_tallies_incumbent_was_announced',
      sql`(${t.incumbentSubmissionId} is null) = (${t.announcementCount} = 0)`,
    ),
  ],
);
