import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/**
 * True if a person is an owner or maintainer of a benchmark; the database checks proposers the same way
 * (db/functions/is_maintainer.sql).
 */
export const isByMaintainer = (person: PgColumn, benchmarkId: PgColumn): SQL<boolean> =>
  sql<boolean>`is_maintainer(${benchmarkId}, ${person})`;
