import { sql } from 'drizzle-orm';
import { check, doublePrecision, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { teams } from './people';
import { rounds } from './rounds';
import { submissions } from './submissions';

/**
 * A team's feedback in a round, and its current best. The row is the lock under which feedback is decided, one after another in
 * order of acceptance; the team can derive all of it from its own feedback.
 */
export const feedbackTallies = pgTable(
  'feedback_tallies',
  {
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.teamId),
    /** The ladder's incumbent; null while it is the benchmark's baseline. */
    incumbentSubmissionId: uuid('incumbent_submission_id').references(() => submissions.submissionId),
    scoreCount: integer('score_count').notNull().default(0),
    improvementCount: integer('improvement_count').notNull().default(0),
    refusalCount: integer('refusal_count').notNull().default(0),
    /** Its feedback, counted in exact scores: `lib/core/exposure/exposure.ts`. */
    charge: doublePrecision('charge').notNull().default(0),
    /** For a ladder, since the newest improvement of its group. */
    sinceImprovementCount: integer('since_improvement_count').notNull().default(0),
    /** Both as if it were linked with no other: the public reads these until the close, since a link would show. */
    aloneCharge: doublePrecision('alone_charge').notNull().default(0),
    aloneSinceImprovementCount: integer('alone_since_improvement_count').notNull().default(0),
  },
  (t) => [
    primaryKey({ name: 'feedback_tallies_pkey', columns: [t.roundId, t.teamId] }),
    check(
      'feedback_tallies_counts',
      sql`${t.scoreCount} >= 0 and ${t.improvementCount} >= 0 and ${t.refusalCount} >= 0`,
    ),
    check(
      'feedback_tallies_charges',
      sql`${t.charge} >= 0 and ${t.sinceImprovementCount} >= 0 and ${t.aloneCharge} >= 0 and ${t.aloneSinceImprovementCount} >= 0`,
    ),
    check(
      'feedback_tallies_incumbent_was_reported',
      sql`(${t.incumbentSubmissionId} is null) = (${t.improvementCount} = 0)`,
    ),
  ],
);
