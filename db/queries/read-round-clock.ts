import { sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';
import { submissions } from '../schema/submissions';

/**
 * The clock, but no earlier than the round's records: where the clock was set back, a round still ends after its begin and after
 * all its submissions. The caller holds the round's lock.
 */
export async function readRoundClock(db: Executor, roundId: string): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`
    select to_char(greatest(
      clock_timestamp(),
      (select opened_at from ${rounds} where round_id = ${roundId}),
      (select max(received_at) from ${submissions} where round_id = ${roundId})
    ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`);
  if (!row) throw new Error('the database told no time');
  return new Date(row.now);
}
