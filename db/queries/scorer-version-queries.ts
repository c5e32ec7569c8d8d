import { sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';

/** The scorer versions that rounds were sealed with. */
export async function listScorerVersions(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ version: string }>(
    sql`select distinct scorer_version as version from ${rounds} where scorer_version is not null`,
  );
  return rows.map(({ version }) => version);
}

/** The scorer version that sealed the round of a job's payload; null without such a round. */
export async function findScorerVersionOf(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ version: string | null }>(
    sql`select queue.scorer_version_of(${JSON.stringify(payload)}::jsonb) as version`,
  );
  return row?.version ?? null;
}
