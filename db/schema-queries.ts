import { sql } from 'drizzle-orm';
import type { Executor } from './client';
import journal from './migrations/meta/_journal.json' with { type: 'json' };
import { schemaState } from './schema/site-state';

const tags = journal.entries.map(({ tag }) => tag);

/**
 * Migrations that only add things which older code doesn't need: a web process or scorer of the previous
 * version continues to work. Any other migration makes older code stop.
 */
const additive: readonly string[] = [];

/** Number of the newest migration, for which this code is written. */
export const schemaVersion = tags.length - 1;

/** Number of the newest migration that isn't additive: code for an older schema can't work with this one. */
export const compatibleSince = tags.findLastIndex((tag) => !additive.includes(tag));

/** Error: the database has a schema that this code can't use. */
export class SchemaIncompatible extends Error {}

/** Writes the schema version of the database; only the migration role may. */
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

/** Requires a schema that this code can use. @throws SchemaIncompatible with a message for the operator */
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
