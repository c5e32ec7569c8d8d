import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/**
 * The database's wall clock. A transaction reads it once, after it holds its locks: `now()` is the begin of the transaction,
 * possibly before a close that it waited for.
 */
export async function readClock(db: Executor): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  );
  if (!row) throw new Error('the database told no time');
  return new Date(row.now);
}
