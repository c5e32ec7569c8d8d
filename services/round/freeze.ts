import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock, readRoundClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findNextOpenedAt,
  findPendingInvalidation,
  updateInvalidation,
  updateRoundFrozen,
  updateRoundUnfrozen,
} from '@/db/queries/moderation-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { lockRound } from '@/db/queries/round-queries';
import { countTeamLinks } from '@/db/queries/team-link-queries';
import { freezeRoundSchema } from '@/lib/contracts/moderation';
import type { RoundView } from '@/lib/contracts/round';
import { utcDay } from '@/lib/core/quota/quota';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAction, decideUnfrozenState, type Round } from '@/lib/core/round/round';
import { asRoundMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintainedRound } from '../access/require-benchmark';
import { requireSteadyClock, whileClockIsSteady } from './clock';
import { readRoundView } from './view';

/**
 * Stops an open or closed round at once, for a public reason: no further submissions or publications. Like a close, it waits for
 * every submission that is being accepted and then reads the clock, so that each accepted one is before it; those are still
 * scored.
 */
export const freezeRound = asRoundMaintainer(freezeRoundSchema, async ({ actor, round }, { reason }) => {
  const { roundId, benchmarkId } = round;
  return transact(async (tx): Promise<Result<RoundView>> => {
    const locked = await lockRound(tx, roundId);
    if (!locked) return refuse({ kind: 'not_found', what: 'round' });
    const freezable = decideAction(locked, 'freeze');
    if (!freezable.ok) return freezable;
    const { state } = freezable.value;
    // Times are whole milliseconds: one more puts a submission of this very millisecond before the freeze.
    const at = new Date((await readRoundClock(tx, roundId)).getTime() + 1);
    const frozen = await updateRoundFrozen(tx, roundId, {
      frozenAt: at,
      frozenFrom: state,
      freezeReason: reason,
    });
    await recordAuditEvent(tx, 'round_frozen', {
      actor,
      benchmarkId,
      roundId,
      detail: { reason, from: state },
    });
    // The round's ranking no longer counts, so that rounds are equated again without it.
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    await insertNotice(tx, {
      // One mail per change of state and UTC day, however often it happens: these mails can't be switched off.
      key: `round_frozen:${roundId}:${state}:${utcDay(at)}`,
      kind: 'round_frozen',
      benchmarkId,
      roundId,
      detail: { reason },
      createdAt: at,
    });
    return ok(await readRoundView(tx, frozen));
  });
});

/**
 * Ends a freeze: the round returns to its earlier state, or is closed when its time has passed or another round has opened.
 * Scores since the freeze are published, and a proposal to invalidate it is dropped.
 *
 * The schedule may have changed: the round then closes at its next rotation at the latest.
 */
export async function unfreezeRound(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { round, actor: maintainer } = found.value;
  return whileClockIsSteady(db, () => transact((tx) => unfreezeWithin(tx, maintainer, round)));
}

async function unfreezeWithin(
  tx: Transaction,
  actor: Actor,
  { roundId, benchmarkId }: Round,
): Promise<Result<RoundView>> {
  // The opening of a round holds the same lock: the second of the two sees the first one's result.
  const benchmark = await lockBenchmark(tx, benchmarkId);
  const locked = await lockRound(tx, roundId);
  if (!locked) return refuse({ kind: 'not_found', what: 'round' });
  const frozen = decideAction(locked, 'unfreeze');
  if (!frozen.ok) return frozen;
  const steady = await requireSteadyClock(tx);
  if (!steady.ok) return steady;
  const round = frozen.value;
  const at = await readClock(tx);
  const nextOpenedAt = await findNextOpenedAt(tx, round);
  const endsAt =
    round.closedAt ?? findEarliest([round.closesAt, nextOpenedAt, benchmark?.nextRotationAt ?? null]);
  const state = decideUnfrozenState({
    frozenFrom: round.frozenFrom,
    closesAt: endsAt,
    now: at,
    isAnotherOpen: nextOpenedAt !== null,
  });
  const unfrozen = await updateRoundUnfrozen(tx, roundId, { state, endsAt });
  const pending = await findPendingInvalidation(tx, roundId);
  if (pending) {
    await updateInvalidation(tx, pending.invalidationId, { droppedAt: at });
    await recordAuditEvent(tx, 'invalidation_dropped', { actor, benchmarkId, roundId });
  }
  await recordAuditEvent(tx, 'round_unfrozen', {
    actor,
    benchmarkId,
    roundId,
    detail: { to: state, ...(state === 'closed' && { link_count: await countTeamLinks(tx, benchmarkId) }) },
  });
  await insertNotice(tx, {
    // One mail per change of state and UTC day, as for freezing.
    key: `round_unfrozen:${roundId}:${state}:${utcDay(at)}`,
    kind: 'round_unfrozen',
    benchmarkId,
    roundId,
    detail: { to: state },
    createdAt: at,
  });
  await addJob(tx, 'publish_snapshot', { roundId });
  // A round frozen right after its opening may lack its automatic evaluations.
  if (state === 'open') await addJob(tx, 'begin_automatic', { roundId });
  await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
  return ok(await readRoundView(tx, unfrozen));
}

/** The end of a round that was frozen while open: as planned, or earlier, when another one opened or a rotation is due. */
const findEarliest = (ends: readonly [Date, ...(Date | null)[]]): Date =>
  new Date(Math.min(...ends.flatMap((at) => at?.getTime() ?? [])));
