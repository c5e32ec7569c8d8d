import { sql } from 'drizzle-orm';
import {
  check,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { splits } from '@/lib/core/benchmark';
import type { RepeatedRun, RunConditions } from '@/lib/core/model/model-version';
import type { ExpectedOutput } from '@/lib/core/run/run';
import { bytes } from '../schema/columns';
import { roundColumn, rounds } from '../schema/rounds';
import { runs } from '../schema/runs';
import { submissions } from '../schema/submissions';

/**
 * Schema that is granted to the scorer's role alone, and unreadable without the scorer's identity: every
 * payload in it is encrypted.
 */
export const hidden = pgSchema('hidden');

/**
 * The AES-256 key of a round, encrypted to the scorer (age). All other hidden data of the round are encrypted
 * under this key.
 */
export const roundKeys = hidden.table('round_keys', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  sealedKey: bytes('sealed_key').notNull(),
  /** Object store key of the round's ids and labels, which are encrypted under this round key. */
  itemsObjectKey: text('items_object_key').notNull(),
  /**
   * Object store key of the items' fingerprints, with which later test sets are compared; they are encrypted
   * under this round key.
   */
  fingerprintsObjectKey: text('fingerprints_object_key').notNull(),
});

/** The round secret (32 bytes), from which splits are drawn and nonces are derived. */
export const roundSecrets = hidden.table('round_secrets', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  ciphertext: bytes('ciphertext').notNull(),
});

/** The split of each item: one bit an item, in the order of the item index. */
export const roundSplits = hidden.table('round_splits', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  ciphertext: bytes('ciphertext').notNull(),
});

/**
 * One scoring of one submission by one scorer version. The payload contains the scores on both splits,
 * encrypted.
 */
export const evaluations = hidden.table(
  'evaluations',
  {
    evaluationId: uuid('evaluation_id').primaryKey(),
    roundId: roundColumn(),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.submissionId),
    scorerVersion: text('scorer_version').notNull(),
    /** Number of the newest erratum whose labels the evaluation uses; 0 for the sealed labels. */
    erratumNumber: integer('erratum_number').notNull().default(0),
    attempt: integer('attempt').notNull(),
    scoredAt: timestamp('scored_at', { withTimezone: true, mode: 'date' }).notNull(),
    ciphertext: bytes('ciphertext').notNull(),
  },
  (t) => [
    uniqueIndex('evaluations_submission_id_scorer_version_erratum_number_key').on(
      t.submissionId,
      t.scorerVersion,
      t.erratumNumber,
    ),
  ],
);

/** Per-item outcomes of an evaluation, one row per split. */
export const itemOutcomes = hidden.table(
  'item_outcomes',
  {
    evaluationId: uuid('evaluation_id')
      .notNull()
      .references(() => evaluations.evaluationId),
    split: text('split', { enum: splits }).notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    /**
     * Pseudo-values on the final split: the score plus each item's influence on it. They compare models where
     * outcomes can't.
     */
    pseudoValues: bytes('pseudo_values'),
    /**
     * A code for the prediction of each final item, to count on how many items two models differ. Null if
     * outcomes show that.
     */
    predictionCodes: bytes('prediction_codes'),
  },
  (t) => [primaryKey({ name: 'item_outcomes_pkey', columns: [t.evaluationId, t.split] })],
);

/**
 * The run of a submitted model on its round. The predictions are in the object store, encrypted under the
 * round's key, because they could be copies of hidden inputs.
 */
export const modelRuns = hidden.table('model_runs', {
  submissionId: uuid('submission_id')
    .primaryKey()
    .references(() => submissions.submissionId),
  /** SHA-256 of the predictions as columns, with which a repetition is compared. */
  predictionsSha256: text('predictions_sha256').notNull(),
  /** SHA-256 of the inputs in the form that the model read. */
  inputsSha256: text('inputs_sha256').notNull(),
  /** Runtime and its version, limits, and the sandbox; no inputs or outputs. */
  conditions: jsonb('conditions').$type<RunConditions>().notNull(),
  /** Result of repeating the run on another runner; null for a run that wasn't repeated. */
  repeat: jsonb('repeat').$type<RepeatedRun>(),
  ranAt: timestamp('ran_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/**
 * Submissions whose model has been, or was about to be, run on hidden inputs: from then on the quota slot
 * stays used, whatever the outcome. The outcome waits here until it is reported.
 */
export const hiddenRuns = hidden.table(
  'hidden_runs',
  {
    submissionId: uuid('submission_id')
      .primaryKey()
      .references(() => submissions.submissionId),
    /** The time of the first run on hidden inputs. */
    begunAt: timestamp('begun_at', { withTimezone: true, mode: 'date' }).notNull(),
    /**
     * The encrypted outcome: unencrypted, its content would reveal the time of the run before it is reported.
     * Null while the model runs, or must run again.
     */
    outcome: bytes('outcome'),
    /** The earliest time at which the submission's outcome may be reported. */
    reportableAt: timestamp('reportable_at', { withTimezone: true, mode: 'date' }),
  },
  () => [check('hidden_runs_outcome_has_instant', sql`(outcome is null) = (reportable_at is null)`)],
);

/** The scorer's data about a leased run, by which it reads and checks the result. */
export const preparedRuns = hidden.table('prepared_runs', {
  runId: uuid('run_id')
    .primaryKey()
    .references(() => runs.runId, { onDelete: 'cascade' }),
  fence: integer('fence').notNull(),
  /** SHA-256 of the unencrypted work, in hex. */
  workSha256: text('work_sha256').notNull(),
  /** SHA-256 of the inputs in the form that the model reads. */
  inputsSha256: text('inputs_sha256').notNull(),
  expected: jsonb('expected').$type<ExpectedOutput>().notNull(),
});
