import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns';

/**
 * For each boot of a scorer's machine, a reading of the clock with which later readings are compared
 * (lib/core/clock).
 */
export const clockReadings = pgTable('clock_readings', {
  bootId: text('boot_id').primaryKey(),
  bootMsBefore: doublePrecision('boot_ms_before').notNull(),
  bootMsAfter: doublePrecision('boot_ms_after').notNull(),
  readAt: instant('read_at').notNull(),
});

/**
 * Jumps of the clock. Until an operator accepts a jump, no round opens, closes or is revealed
 * (db/functions/rounds_stop.sql).
 */
export const clockHolds = pgTable(
  'clock_holds',
  {
    clockHoldId: uuid('clock_hold_id').primaryKey().defaultRandom(),
    /** Time of the detection, by the clock that has jumped. */
    heldAt: instant('held_at').notNull(),
    leapMs: doublePrecision('leap_ms').notNull(),
    acceptedAt: instant('accepted_at'),
  },
  (t) => [
    // If two scorers notice the same jump, only one row is inserted.
    uniqueIndex('clock_holds_one_at_a_time').on(sql`((true))`).where(sql`${t.acceptedAt} is null`),
    check('clock_holds_leap_is_one', sql`abs(${t.leapMs}) > 60000`),
  ],
);

/**
 * A single row with the version of this schema, and the oldest code version that may work with it
 * (db/schema-queries.ts).
 */
export const schemaState = pgTable(
  'schema_state',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    schemaVersion: integer('schema_version').notNull(),
    compatibleSince: integer('compatible_since').notNull(),
    /** Time at which the demo was played to its end in this database; copying the database copies it too. */
    demoSeededAt: instant('demo_seeded_at'),
    migratedAt: instant('migrated_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    check('schema_state_is_one_row', sql`${t.isOnly}`),
    check('schema_state_is_compatible_with_itself', sql`${t.compatibleSince} <= ${t.schemaVersion}`),
  ],
);
