import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { containerNeedsRange } from '@/lib/core/model/container-needs';
import { runnerLossCodes, runPurposes, runStates } from '@/lib/core/run/run';
import { benchmarkColumn } from './benchmarks';
import { instant } from './columns';
import { artefactKindEnum, dryRuns } from './models';
import { userColumn, users } from './people';
import { rounds } from './rounds';
import { submissions } from './submissions';
import { trainings } from './trainings';

export const runPurposeEnum = pgEnum('run_purpose', runPurposes);

export const runStateEnum = pgEnum('run_state', runStates);

export const runnerLossCodeEnum = pgEnum('runner_loss_code', runnerLossCodes);

/**
 * Runners: programs on other machines that run participants' models. An operator registers them with the
 * migration role, because the web process must not be able to exchange a key to which hidden inputs are
 * encrypted.
 */
export const runners = pgTable(
  'runners',
  {
    runnerId: uuid('runner_id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    /** The runner's location in words, such as “ETH Zürich, Euler cluster”. Public. */
    place: text('place').notNull().default(''),
    /**
     * The most cores that one container may need; the runner gets none that needs more. Memory and GPUs
     * follow.
     */
    coresMax: integer('cores_max').notNull().default(containerNeedsRange.cores.max),
    memoryMbMax: integer('memory_mb_max').notNull().default(containerNeedsRange.memoryMb.max),
    gpuCount: integer('gpu_count').notNull().default(0),
    /** Ids of the only benchmarks whose models it runs; null for a runner of the whole site. */
    boundTo: uuid('bound_to').array(),
    tokenSha256: text('token_sha256').notNull(),
    /** Age public key to which models and inputs for the runner are encrypted. */
    recipient: text('recipient').notNull(),
    /** Ed25519 key that verifies the runner's results: SubjectPublicKeyInfo in PEM. */
    publicKey: text('public_key').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
    seenAt: instant('seen_at'),
    /**
     * Self-test trials that the runner's sandbox failed; null before the test, and for a runner without a
     * sandbox.
     */
    failedTrials: text('failed_trials').array(),
    /** Kinds of models that the runner asked for at its last request. */
    kinds: artefactKindEnum('kinds').array().notNull().default([]),
    /**
     * Earlier losses don't count any more: time of the last completed run, or of an operator's command to
     * resume.
     */
    lossesSince: instant('losses_since'),
    /** Time from which the runner gets no runs, because it lost too many; null while it gets runs. */
    asideAt: instant('aside_at'),
    leaseCount: integer('lease_count').notNull().default(0),
  },
  (t) => [
    uniqueIndex('runners_name_key').on(t.name),
    uniqueIndex('runners_token_sha256_key').on(t.tokenSha256),
  ],
);

/**
 * Prepared runs that a runner has lost, written by a trigger. A loss is confirmed once another runner has
 * completed the run, so that a model that ends every runner counts against none.
 */
export const runnerLosses = pgTable(
  'runner_losses',
  {
    runId: uuid('run_id').notNull(),
    fence: integer('fence').notNull(),
    runnerId: uuid('runner_id')
      .notNull()
      .references(() => runners.runnerId),
    code: runnerLossCodeEnum('code').notNull(),
    /** SHA-256 of the run's model: losses of the same model count once. */
    artefactSha256: text('artefact_sha256').notNull(),
    lostAt: instant('lost_at').notNull(),
    isConfirmed: boolean('is_confirmed').notNull().default(false),
  },
  (t) => [
    primaryKey({ name: 'runner_losses_pkey', columns: [t.runId, t.fence] }),
    index('runner_losses_runner_id_lost_at_idx').on(t.runnerId, t.lostAt),
  ],
);

/** Requests by a benchmark's maintainers that the operator registers a runner for this benchmark alone. */
export const runnerRequests = pgTable(
  'runner_requests',
  {
    runnerRequestId: uuid('runner_request_id').primaryKey().defaultRandom(),
    benchmarkId: benchmarkColumn(),
    userId: userColumn(),
    name: text('name').notNull(),
    /**
     * The runner's key as `make-key` printed it. The operator compares its fingerprint with the maintainer's,
     * since the web process could exchange the key.
     */
    key: text('key').notNull(),
    place: text('place').notNull(),
    coresMax: integer('cores_max').notNull(),
    memoryMbMax: integer('memory_mb_max').notNull(),
    gpuCount: integer('gpu_count').notNull(),
    requestedAt: instant('requested_at').notNull(),
  },
  (t) => [
    uniqueIndex('runner_requests_benchmark_id_name_key').on(t.benchmarkId, t.name),
    index('runner_requests_user_id_idx').on(t.userId),
  ],
);

/**
 * Runs of models that wait for a runner, or that a runner has. The scorer prepares a run when it is leased,
 * processes its result, and deletes the row at the end.
 */
export const runs = pgTable(
  'runs',
  {
    runId: uuid('run_id').primaryKey().defaultRandom(),
    purpose: runPurposeEnum('purpose').notNull(),
    kind: artefactKindEnum('kind').notNull(),
    /** The submission whose model runs; null for a dry run and a training. */
    submissionId: uuid('submission_id').references(() => submissions.submissionId, { onDelete: 'cascade' }),
    /** The dry run whose model runs; null for any other run. */
    dryRunId: uuid('dry_run_id').references(() => dryRuns.dryRunId, { onDelete: 'cascade' }),
    /** The training that runs; null for any other run. */
    trainingId: uuid('training_id').references(() => trainings.trainingId, { onDelete: 'cascade' }),
    /**
     * The submission's round, the revealed round of practice, or the newest round of a training; null for a
     * dry run.
     */
    roundId: uuid('round_id').references(() => rounds.roundId),
    /** Number of the attempt at the submission, practice or dry run; only the newest attempt may end it. */
    attempt: integer('attempt').notNull(),
    /** True for a run that begins again because it needed longer than short runs may take. */
    isLong: boolean('is_long').notNull().default(false),
    /** Runs with lower numbers are leased first. */
    priority: smallint('priority').notNull(),
    /** The person whose turn the run uses (`runTurns`). */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    /**
     * Time since which the run waits. A submission's second run keeps the time of the first, so that
     * submissions that have begun end first.
     */
    queuedAt: instant('queued_at').notNull(),
    state: runStateEnum('state').notNull().default('waiting'),
    /** The fence: each lease increments it, and only the newest may complete. */
    fence: integer('fence').notNull().default(0),
    runnerId: uuid('runner_id').references(() => runners.runnerId),
    /**
     * For a repetition, the runner that did the repeated run, which can't get the repetition. Null for any
     * other run.
     */
    otherThanRunnerId: uuid('other_than_runner_id').references(() => runners.runnerId),
    leasedUntil: instant('leased_until'),
    /**
     * End of renewals: once the run is prepared, its lease isn't renewed beyond this time, so that a runner
     * that never finishes loses the run too.
     */
    heldUntil: instant('held_until'),
    /** Number of leases that were lost after the run was prepared. */
    losses: integer('losses').notNull().default(0),
    /**
     * Number of the scorer's tries to prepare the run; below, to process its result. A try that was killed
     * counts too.
     */
    prepares: integer('prepares').notNull().default(0),
    finishes: integer('finishes').notNull().default(0),
  },
  (t) => [
    index('runs_free_idx').on(t.state, t.priority, t.queuedAt),
    index('runs_runner_id_idx').on(t.runnerId),
    index('runs_other_than_runner_id_idx').on(t.otherThanRunnerId),
    index('runs_user_id_idx').on(t.userId),
    index('runs_round_id_idx').on(t.roundId),
    index('runs_submission_id_idx').on(t.submissionId),
    uniqueIndex('runs_submission_id_key').on(t.submissionId).where(sql`${t.purpose} in ('sample', 'round')`),
    uniqueIndex('runs_practice_key').on(t.submissionId, t.roundId).where(sql`${t.purpose} = 'practice'`),
    uniqueIndex('runs_repeat_key').on(t.submissionId).where(sql`${t.purpose} = 'repeat'`),
    uniqueIndex('runs_dry_run_id_key').on(t.dryRunId),
    uniqueIndex('runs_training_id_key').on(t.trainingId),
    check(
      'runs_of_one',
      sql`(${t.purpose} = 'dry_run') = (${t.dryRunId} is not null) and (${t.purpose} in ('train', 'trained_sample')) = (${t.trainingId} is not null)
      and num_nonnulls(${t.submissionId}, ${t.dryRunId}, ${t.trainingId}) = 1 and (${t.purpose} = 'dry_run') = (${t.roundId} is null)`,
    ),
    check('runs_repeat_elsewhere', sql`(${t.purpose} = 'repeat') = (${t.otherThanRunnerId} is not null)`),
    check(
      'runs_leased_by_runner',
      sql`(${t.runnerId} is null) = (${t.leasedUntil} is null) and (${t.state} <> 'waiting' or ${t.runnerId} is null)`,
    ),
  ],
);

/** Time at which a run of each person was last leased, by which people are served in turn (`leaseRun`). */
export const runTurns = pgTable('run_turns', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  leasedAt: instant('leased_at').notNull(),
});
