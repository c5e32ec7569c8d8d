import { sql } from 'drizzle-orm';
import type { Flag } from '@/lib/core/flags/flag';
import type { PredictedSubmission } from '@/lib/core/flags/predicted-submission';
import type { Executor } from '../client';
import { flags } from '../schema/flags';

/**
 * The scored submissions of a round, withdrawn ones left out, in the order in which they were received; where there are more
 * than `countMax`, the newest of each model first, then the newest of the rest.
 */
export async function listSubmissionsToFlag(
  db: Executor,
  roundId: string,
  countMax: number,
): Promise<Omit<PredictedSubmission, 'predicted'>[]> {
  const rows = await db.execute<Omit<PredictedSubmission, 'predicted'>>(sql`
    select submission_id as submission, team_id as team, group_of_team(round_id, team_id) as "teamGroup", model_id as model from (
      select s.*, row_number() over (partition by model_id order by received_at desc, submission_id desc) > 1 as is_older
      from submissions s where round_id = ${roundId} and state = 'scored' and withdrawn_at is null
      order by is_older, received_at desc limit ${countMax}
    ) chosen order by received_at, submission_id`);
  return [...rows];
}

/** Flags that are raised already stay as they are. */
export async function insertFlags(
  db: Executor,
  values: readonly { roundId: string; subject: string; flag: Flag; raisedAt: Date }[],
): Promise<void> {
  await db
    .insert(flags)
    .values(values.map((value) => ({ ...value, kind: value.flag.kind })))
    .onConflictDoNothing({ target: [flags.roundId, flags.kind, flags.subject] });
}
