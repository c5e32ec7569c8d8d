import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { countSubmissionsByRound } from '@/db/queries/submission-queries';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction } from '@/lib/core/round/round-state';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { requireSpace } from '../access/require-space';
import { awaitRound } from './await';
import { readRoundView } from './read-views';
import { requireSteadyClock } from './require-steady-clock';

/** Asks the scorer to publish a closed round's items, labels and secret: the web process can open none of them. */
export async function revealRound(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { roundId, benchmarkId } = found.value.round;
  const possible = decideAction(found.value.round, 'reveal');
  if (!possible.ok) return possible;
  const steady = await requireSteadyClock(db);
  if (!steady.ok) return steady;
  const room = await requireSpace();
  if (!room.ok) return room;
  if (!(await findNewestSnapshot(db, roundId, 'final'))) {
    const counts = (await countSubmissionsByRound(db, [roundId])).get(roundId);
    return refuse({ kind: 'submissions_unfinished', count: counts?.unfinished ?? 0 });
  }
  await db.transaction(async (tx) => {
    // The scorer, who does it, can't tell who asked.
    await recordAct(tx, { act: 'reveal_asked', actor: found.value.actor, benchmarkId, roundId });
    await addJob(tx, 'reveal_round', { roundId });
  });
  const revealed = await awaitRound(db, roundId, (round) => round.state !== 'closed');
  if (!revealed) throw new Error('a closed round has gone');
  return ok(await readRoundView(db, revealed));
}
