import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable } from 'drizzle-orm/pg-core';
import { instant } from './instant';

/** One row: which schema this is, and the oldest code that may work on it (db/schema-version.ts). */
export const schemaState = pgTable(
  'schema_state',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    schemaVersion: integer('schema_version').notNull(),
    compatibleSince: integer('compatible_since').notNull(),
    /** When the demo was played to its end in this database; a copy of it has the fact too. */
    demoSeededAt: instant('demo_seeded_at'),
    migratedAt: instant('migrated_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    check('schema_state_is_one_row', sql`${t.isOnly}`),
    check('schema_state_is_compatible_with_itself', sql`${t.compatibleSince} <= ${t.schemaVersion}`),
  ],
);
