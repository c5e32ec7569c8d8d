import type { WebPlatform } from '@/adapters/web-platform';
import { requireCompatibleSchema, SchemaIncompatible } from '@/db/queries/schema-queries';

/**
 * Looks now and then whether the database still has a schema that this code can work on: it may be migrated by a newer start.
 * @param end is told once that it can't; a database that doesn't answer is no reason
 */
export async function watchSchema(
  { db }: Pick<WebPlatform, 'db'>,
  end: (error: SchemaIncompatible) => void,
  everyMs = 10_000,
): Promise<void> {
  try {
    await requireCompatibleSchema(db);
  } catch (error) {
    if (error instanceof SchemaIncompatible) return end(error);
  }
  setTimeout(() => void watchSchema({ db }, end, everyMs), everyMs).unref();
}
