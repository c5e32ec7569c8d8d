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
import { parts } from '@/lib/core/benchmark';
import type { RunConditions } from '@/lib/core/model/model-version';
import { bytes } from '../schema/bytes';
import { rounds } from '../schema/rounds';
import { submissions } from '../schema/submissions';

/** Granted to the scorer's role alone, and unreadable without its identity: every payload is a ciphertext. */
export const hidden = pgSchema('hidden');

/** The AES-256 key of a round, sealed to the scorer (age). Everything else of the round is encrypted under it. */
export const roundKeys = hidden.table('round_keys', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  sealedKey: bytes('sealed_key').notNull(),
  /** Where ids and labels lie in the object store, encrypted under this key. */
  itemsObjectKey: text('items_object_key').notNull(),
  /** Where the fingerprints of its items lie, by which later test sets are compared with it; encrypted likewise. */
  fingerprintsObjectKey: text('fingerprints_object_key').notNull(),
});

/** The round secret (32 bytes), from which parts are drawn and, later, nonces are made. */
export const roundSecrets = hidden.table('round_secrets', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  ciphertext: bytes('ciphertext').notNull(),
});

/** Which item is in which part: one bit an item, in the order of the item index. */
export const roundParts = hidden.table('round_parts', {
  roundId: uuid('round_id')
    .primaryKey()
    .references(() => rounds.roundId),
  ciphertext: bytes('ciphertext').notNull(),
});

/** One scoring of one submission by one scorer version. The payload holds the scores of both parts. */
export const evaluations = hidden.table(
  'evaluations',
  {
    evaluationId: uuid('evaluation_id').primaryKey(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.roundId),
    submissionId: uuid('submission_id')
      .notNull()
      .references(() => submissions.submissionId),
    scorerVersion: text('scorer_version').notNull(),
    /** The newest erratum whose labels it was scored with; 0 for those that were sealed. */
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

/** Per-item outcomes of an evaluation, one row a part. */
export const itemOutcomes = hidden.table(
  'item_outcomes',
  {
    evaluationId: uuid('evaluation_id')
      .notNull()
      .references(() => evaluations.evaluationId),
    part: text('part', { enum: parts }).notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    /** What models are compared by where that isn't the outcomes, of the final part: the score plus each item's influence on it. */
    pseudoValues: bytes('pseudo_values'),
    /** A word for each item's prediction, of the final part: on how many items two models differ. Null where outcomes tell it. */
    predictionCodes: bytes('prediction_codes'),
  },
  (t) => [primaryKey({ name: 'item_outcomes_pkey', columns: [t.evaluationId, t.part] })],
);

/**
 * How a submitted model was run on its round. The predictions lie in the object store, encrypted under the round's key: of hidden
 * inputs they could be copies.
 */
export const modelRuns = hidden.table('model_runs', {
  submissionId: uuid('submission_id')
    .primaryKey()
    .references(() => submissions.submissionId),
  /** Of the predictions as columns, by which a second run is compared. */
  predictionsSha256: text('predictions_sha256').notNull(),
  /** Of the inputs as the model was given them. */
  inputsSha256: text('inputs_sha256').notNull(),
  /** Runtime and its version, limits, whether sandboxed; nothing of inputs or outputs. */
  conditions: jsonb('conditions').$type<RunConditions>().notNull(),
  ranAt: timestamp('ran_at', { withTimezone: true, mode: 'date' }).notNull(),
});

/**
 * A submission's model has been, or was about to be, run on inputs that nobody may see: from then on its slot stays spent, whatever
 * becomes of it. The outcome waits here until it is told.
 */
export const hiddenRuns = hidden.table(
  'hidden_runs',
  {
    submissionId: uuid('submission_id')
      .primaryKey()
      .references(() => submissions.submissionId),
    /** The first time. */
    begunAt: timestamp('begun_at', { withTimezone: true, mode: 'date' }).notNull(),
    /** What came of it, encrypted: how it ended would tell when, before it is told. Null while it runs, or has to be run again. */
    outcome: bytes('outcome'),
    /** When the submission may be finished with it, at the earliest. */
    toldAt: timestamp('told_at', { withTimezone: true, mode: 'date' }),
  },
  () => [check('hidden_runs_outcome_has_instant', sql`(outcome is null) = (told_at is null)`)],
);
