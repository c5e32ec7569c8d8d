import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { readRoundClock } from '@/db/queries/read-round-clock';
import { lockRound, updateRoundClosed } from '@/db/queries/round-queries';
import { countTeamLinks } from '@/db/queries/team-link-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { closeRoundSchema } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction } from '@/lib/core/round/round-state';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { readRoundView } from './read-views';
import { requireSteadyClock } from './require-steady-clock';
import { whileClockIsSteady } from './while-clock-is-steady';

/**
 * Closes the open round now, for a public reason. The lock waits for every submission that is being accepted; the clock is read after it, so
 * an accepted submission always lies before the close.
 */
export async function closeRound(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(closeRoundSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  const { roundId } = found.value.round;
  const closeWithin = async (tx: Transaction): Promise<Result<RoundView, Refusal>> => {
    const round = await lockRound(tx, roundId);
    if (!round) return refuse({ kind: 'not_found', what: 'round' });
    const possible = decideAction(round, 'close');
    if (!possible.ok) return possible;
    const steady = await requireSteadyClock(tx);
    if (!steady.ok) return steady;
    // Instants are whole milliseconds: one more keeps a submission of this very millisecond inside the interval.
    const closedAt = new Date((await readRoundClock(tx, roundId)).getTime() + 1);
    const closed = await updateRoundClosed(tx, roundId, closedAt);
    await recordAct(tx, {
      act: 'round_closed',
      actor: found.value.actor,
      benchmarkId: round.benchmarkId,
      roundId,
      detail: { round: number, reason, link_count: await countTeamLinks(tx, round.benchmarkId) },
    });
    await addJob(tx, 'publish_snapshot', { roundId });
    return ok(await readRoundView(tx, closed));
  };
  return whileClockIsSteady(db, () => db.transaction(closeWithin));
}
