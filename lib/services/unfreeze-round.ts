import type { Transaction } from '@/db/client';
import { addSnapshotJob } from '@/db/queries/add-snapshot-job';
import { insertNotice } from '@/db/queries/insert-notice';
import { readClock } from '@/db/queries/read-clock';
import { findOpenRound, lockRound, type RoundRow } from '@/db/queries/round-queries';
import {
  findPendingInvalidation,
  updateInvalidationDropped,
  updateRoundUnfrozen,
} from '@/db/queries/trouble-queries';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction, decideUnfrozenState } from '@/lib/core/round/round-state';
import type { Actor } from './actor';
import { recordAct } from './record-act';
import { requireMaintainedRound } from './require-round';
import { viewOfRound } from './view-of-round';

/**
 * Takes a freeze back: the round goes on where it was, or is closed when its time has passed or another round has opened
 * meanwhile. What has been scored since is published, and a proposal to invalidate it is dropped.
 */
export async function unfreezeRound(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { round, actor: maintainer } = found.value;
  const attempt = () => db.transaction((tx) => unfreezeWithin(tx, maintainer, round.roundId));
  try {
    return await attempt();
  } catch (error) {
    if (!isAnotherOpenNow(error)) throw error;
    // The scorer opened another round since we looked: seen this time, it closes ours.
    return attempt();
  }
}

async function unfreezeWithin(
  tx: Transaction,
  actor: Actor,
  roundId: string,
): Promise<Result<RoundView, Refusal>> {
  const round = await lockRound(tx, roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const possible = decideAction(round.state, 'unfreeze');
  if (!possible.ok) return possible;
  const { benchmarkId, frozenFrom, closesAt } = round;
  if (!frozenFrom) throw new Error('a frozen round does not know where it was');
  const at = await readClock(tx);
  const another = await findOpenRound(tx, benchmarkId);
  const state = decideUnfrozenState({ frozenFrom, closesAt, now: at, isAnotherOpen: another !== undefined });
  const unfrozen = await updateRoundUnfrozen(tx, roundId, {
    state,
    closedAt: state === 'open' ? null : (round.closedAt ?? endOf(round, another)),
  });
  const pending = await findPendingInvalidation(tx, roundId);
  if (pending) {
    await updateInvalidationDropped(tx, pending.invalidationId, at);
    await recordAct(tx, { act: 'invalidation_dropped', actor, at, benchmarkId, roundId });
  }
  await recordAct(tx, { act: 'round_unfrozen', actor, at, benchmarkId, roundId, detail: { to: state } });
  await insertNotice(tx, {
    key: `round_unfrozen:${roundId}:${at.toISOString()}`,
    kind: 'round_unfrozen',
    benchmarkId,
    roundId,
    detail: { to: state },
    createdAt: at,
  });
  await addSnapshotJob(tx, roundId);
  return ok(viewOfRound(unfrozen));
}

/** When a round that was frozen while open has ended: at its planned time, or earlier, when another one opened. */
function endOf({ closesAt }: RoundRow, another: RoundRow | undefined): Date {
  const ends = [closesAt, another?.openedAt].flatMap((instant) => (instant ? [instant.getTime()] : []));
  if (ends.length === 0) throw new Error('an open round without a closing time');
  return new Date(Math.min(...ends));
}

/** Whether the index that keeps a benchmark to one open round refused the statement. */
function isAnotherOpenNow(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('constraint_name' in cause && cause.constraint_name === 'rounds_one_open_per_benchmark') return true;
  return false;
}
