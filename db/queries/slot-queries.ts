import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { daySlots, roundSlots } from '../schema/submissions';

/** The submission that takes a slot, with its team and the quota group of the team (`lockSlotGroup`). */
type Taker = { teamId: string; teamGroupId: string; submissionId: string };

/**
 * Takes the lowest free slot of a round; null if all are taken. The primary key enforces the limit: of two
 * transactions that try the same slot, the second one waits for the first and then checks again, so that the
 * loop ends with a slot or with all of them taken.
 */
export async function takeRoundSlot(
  db: Executor,
  { limit, roundId, teamId, teamGroupId, submissionId }: Taker & { roundId: string; limit: number },
): Promise<number | null> {
  return takeSlot(limit, async () => {
    const taken = await db.execute<{ slot: number }>(sql`
      insert into round_slots (round_id, team_id, group_id, slot, submission_id)
      select ${roundId}, ${teamId}, ${teamGroupId}, free.slot, ${submissionId} from generate_series(1, ${limit}::int) as free(slot)
      where not exists (select from round_slots s where s.round_id = ${roundId} and s.group_id = ${teamGroupId} and s.slot = free.slot)
      order by free.slot limit 1
      on conflict (round_id, group_id, slot) do nothing returning slot`);
    if (taken[0]) return taken[0].slot;
    return (await countRoundSlots(db, roundId, teamGroupId)) >= limit ? 'full' : 'retry';
  });
}

/** Takes a free slot of a UTC day (`YYYY-MM-DD`) in a benchmark; must follow the slot of the round. */
export async function takeDaySlot(
  db: Executor,
  {
    limit,
    benchmarkId,
    teamId,
    teamGroupId,
    day,
    submissionId,
  }: Taker & { benchmarkId: string; day: string; limit: number },
): Promise<number | null> {
  return takeSlot(limit, async () => {
    const taken = await db.execute<{ slot: number }>(sql`
      insert into day_slots (benchmark_id, team_id, group_id, day, slot, submission_id)
      select ${benchmarkId}, ${teamId}, ${teamGroupId}, ${day}::date, free.slot, ${submissionId} from generate_series(1, ${limit}::int) as free(slot)
      where not exists (
        select from day_slots s
        where s.benchmark_id = ${benchmarkId} and s.group_id = ${teamGroupId} and s.day = ${day}::date and s.slot = free.slot)
      order by free.slot limit 1
      on conflict (benchmark_id, group_id, day, slot) do nothing returning slot`);
    if (taken[0]) return taken[0].slot;
    return (await countDaySlots(db, benchmarkId, teamGroupId, day)) >= limit ? 'full' : 'retry';
  });
}

async function takeSlot(
  limit: number,
  attempt: () => Promise<number | 'full' | 'retry'>,
): Promise<number | null> {
  // Each retry means that another transaction has taken or returned a slot, so that so many retries indicate
  // a fault.
  for (let tries = 0; tries < 50 * limit + 50; tries++) {
    const outcome = await attempt();
    if (outcome === 'full') return null;
    if (outcome !== 'retry') return outcome;
  }
  throw new Error('no slot was settled in a bounded number of tries');
}

/** Counts the used slots of an open round and of a day, in one statement. */
export async function countSlots(
  db: Executor,
  {
    roundId,
    benchmarkId,
    teamGroupId,
    day,
  }: { roundId: string; benchmarkId: string; teamGroupId: string; day: string },
): Promise<{ inRound: number; inDay: number }> {
  const [row] = await db.execute<{ inRound: number; inDay: number }>(sql`
    select (select count(*)::int from round_slots where round_id = ${roundId} and group_id = ${teamGroupId}) as "inRound",
      (select count(*)::int from day_slots
        where benchmark_id = ${benchmarkId} and group_id = ${teamGroupId} and day = ${day}::date) as "inDay"`);
  if (!row) throw new Error('nothing was counted');
  return row;
}

async function countRoundSlots(db: Executor, roundId: string, teamGroupId: string): Promise<number> {
  return db.$count(roundSlots, and(eq(roundSlots.roundId, roundId), eq(roundSlots.teamGroupId, teamGroupId)));
}

async function countDaySlots(
  db: Executor,
  benchmarkId: string,
  teamGroupId: string,
  day: string,
): Promise<number> {
  return db.$count(
    daySlots,
    and(eq(daySlots.benchmarkId, benchmarkId), eq(daySlots.teamGroupId, teamGroupId), eq(daySlots.day, day)),
  );
}

/** Counts the used slots of a day, while no round is open, of teams that will share them. */
export async function countDaySlotsOfTeams(
  db: Executor,
  benchmarkId: string,
  teamIds: readonly string[],
  day: string,
): Promise<number> {
  return db.$count(
    daySlots,
    and(eq(daySlots.benchmarkId, benchmarkId), inArray(daySlots.teamId, [...teamIds]), eq(daySlots.day, day)),
  );
}

/** Frees the slots of a submission that failed through the platform's fault. */
export async function deleteSlotsOf(db: Executor, submissionId: string): Promise<void> {
  await db.delete(roundSlots).where(eq(roundSlots.submissionId, submissionId));
  await db.delete(daySlots).where(eq(daySlots.submissionId, submissionId));
}
