import { sql } from 'drizzle-orm';
import { check, doublePrecision, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant';

/** For each start of a scorer's machine, a reading that later ones are compared with (lib/core/clock). */
export const clockReadings = pgTable('clock_readings', {
  bootId: text('boot_id').primaryKey(),
  bootMsBefore: doublePrecision('boot_ms_before').notNull(),
  bootMsAfter: doublePrecision('boot_ms_after').notNull(),
  readAt: instant('read_at').notNull(),
});

/** Jumps of the clock. While one isn't accepted, no round opens, closes or is revealed (db/functions/clock_holds.sql). */
export const clockHolds = pgTable(
  'clock_holds',
  {
    clockHoldId: uuid('clock_hold_id').primaryKey().defaultRandom(),
    /** Time of the hold by the clock that has jumped. */
    heldAt: instant('held_at').notNull(),
    leapMs: doublePrecision('leap_ms').notNull(),
    acceptedAt: instant('accepted_at'),
  },
  (t) => [
    // Two scorers that notice the same jump hold once.
    uniqueIndex('clock_holds_one_at_a_time').on(sql`((true))`).where(sql`${t.acceptedAt} is null`),
    check('clock_holds_leap_is_one', sql`abs(${t.leapMs}) > 60000`),
  ],
);
