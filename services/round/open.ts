import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { readClock } from '@/db/queries/read-clock';
import { findLastClosedAt } from '@/db/queries/rotation-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { openRoundSchema, type RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideInterval } from '@/lib/core/round/decide-interval';
import { decideAction } from '@/lib/core/round/round-state';
import type { Actor } from '../access/actor';
import { requireMaintainedRound } from '../access/require-round';
import { requireSpace } from '../access/require-space';
import { awaitRound } from './await';
import { readRoundView } from './read-views';
import { requireSteadyClock } from './require-steady-clock';

/** Asks the scorer to publish the inputs and open the round, now. */
export async function openRound(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown = {},
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(openRoundSchema, input);
  if (!parsed.ok) return parsed;
  const { round, benchmark } = found.value;
  const possible = decideAction(round, 'open');
  if (!possible.ok) return possible;
  const steady = await requireSteadyClock(db);
  if (!steady.ok) return steady;
  const room = await requireSpace();
  if (!room.ok) return room;
  const open = await findOpenRound(db, benchmark.benchmarkId);
  if (open) return refuse({ kind: 'another_round_open', number: open.number });
  const wanted = parsed.value.closes_at ? new Date(parsed.value.closes_at) : null;
  // Where the clock was set back, after the round before it all the same.
  const lastClosedAt = await findLastClosedAt(db, benchmark.benchmarkId);
  const interval = decideInterval({
    openedAt: new Date(Math.max((await readClock(db)).getTime(), lastClosedAt?.getTime() ?? 0)),
    planned: round.closesAt,
    wanted,
    nextRotationAt: benchmark.nextRotationAt,
  });
  if (!interval.ok) return interval;
  await addJob(db, 'open_round', {
    roundId: round.roundId,
    closesAt: wanted?.toISOString() ?? null,
    openedBy: found.value.actor.userId,
  });
  const opened = await awaitRound(db, round.roundId, ({ state }) => state !== 'sealed');
  if (!opened) throw new Error('a sealed round has gone');
  return ok(await readRoundView(db, opened));
}
