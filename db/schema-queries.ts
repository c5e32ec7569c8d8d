import { sql } from 'drizzle-orm';
import type { Executor } from './client';
import journal from './migrations/meta/_journal.json' with { type: 'json' };
import { schemaState } from './schema/site-state';

const tags = journal.entries.map(({ tag }) => tag);

/**
 * Migrations that only add what older code doesn't need: a web process or scorer of the version before continues beside them. All
 * others take older code out of service.
 */
const additive: readonly string[] = [];

/** The number of the newest migration, which this code is written for. */
export const schemaVersion = tags.length - 1;

/** The number of the newest migration that isn't additive: older code can't work on this schema. */
export const compatibleSince = tags.findLastIndex((tag) => !additive.includes(tag));

/** The database has a schema that this code can't use. */
export class SchemaIncompatible extends Error {}

/** Sets the schema version of the database. For the migration role only. */
export async function upsertSchemaState(db: Executor): Promise<void> {
  const state = { schemaVersion, compatibleSince };
  await db
    .insert(schemaState)
    .values(state)
    .onConflictDoUpdate({
      target: schemaState.isOnly,
      set: { ...state, migratedAt: sql`clock_timestamp()` },
    });
}

/** @throws SchemaIncompatible with a message for the operator */
export async function requireCompatibleSchema(db: Executor): Promise<void> {
  const [found] = await db.select().from(schemaState);
  if (!found || found.schemaVersion < schemaVersion)
    throw new SchemaIncompatible(
      `The database has schema ${found?.schemaVersion ?? 'unknown'}, and this code needs ${schemaVersion}: \`npm start\` migrates it.`,
    );
  if (found.compatibleSince > schemaVersion)
    throw new SchemaIncompatible(
      `The database has schema ${found.schemaVersion}, which takes code of schema ${found.compatibleSince} or newer, and this is ${schemaVersion}.`,
    );
}
