import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { runStates } from '@/lib/core/run/run';
import { instant } from './columns';

export const runStateEnum = pgEnum('run_state', runStates);

/**
 * Programs on other machines that run participants' models. An operator registers them with the migration role: the web process
 * must not exchange a key to which hidden inputs are encrypted.
 */
export const runners = pgTable(
  'runners',
  {
    runnerId: uuid('runner_id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    tokenSha256: text('token_sha256').notNull(),
    /** The age recipient to which models and inputs are encrypted. */
    recipient: text('recipient').notNull(),
    /** The Ed25519 key that verifies its results: SubjectPublicKeyInfo in PEM. */
    publicKey: text('public_key').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
    seenAt: instant('seen_at'),
    /** Trials that its sandbox failed; null before it has been tested, and for a runner without one. */
    failedTrials: text('failed_trials').array(),
  },
  (t) => [
    uniqueIndex('runners_name_key').on(t.name),
    uniqueIndex('runners_token_sha256_key').on(t.tokenSha256),
  ],
);

/** A model's run that a scorer waits for. The scorer deletes it when it has the result. */
export const runs = pgTable(
  'runs',
  {
    runId: uuid('run_id').primaryKey(),
    state: runStateEnum('state').notNull().default('waiting'),
    /** The fence: each lease increments it, and only the newest may complete. */
    fence: integer('fence').notNull().default(0),
    runnerId: uuid('runner_id').references(() => runners.runnerId),
    leasedUntil: instant('leased_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Its scorer renews this while it waits: nobody takes the run of a dead one. */
    awaitedUntil: instant('awaited_until').notNull(),
  },
  (t) => [
    index('runs_created_at_idx').on(t.createdAt),
    index('runs_runner_id_idx').on(t.runnerId),
    check(
      'runs_leased_by_runner',
      sql`(${t.state} = 'waiting') = (${t.runnerId} is null) and (${t.runnerId} is null) = (${t.leasedUntil} is null)`,
    ),
  ],
);
