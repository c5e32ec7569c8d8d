import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { insertNotice } from '@/db/queries/insert-notice';
import {
  findNextOpenedAt,
  findPendingInvalidation,
  updateInvalidationDropped,
  updateRoundFrozen,
  updateRoundUnfrozen,
} from '@/db/queries/moderation-queries';
import { readClock } from '@/db/queries/read-clock';
import { readRoundClock } from '@/db/queries/read-round-clock';
import { lockBenchmarkRow } from '@/db/queries/rotation-queries';
import { lockRound } from '@/db/queries/round-queries';
import { countTeamLinks } from '@/db/queries/team-link-queries';
import { freezeRoundSchema } from '@/lib/contracts/moderation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { RoundView } from '@/lib/contracts/round';
import { utcDay } from '@/lib/core/quota/quota';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import { decideAction, decideUnfrozenState } from '@/lib/core/round/round-state';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { requireSteadyClock, whileClockIsSteady } from './clock';
import { readRoundView } from './view';

/**
 * Stops an open or closed round at once, for a public reason: no submission is taken and nothing more published of it.
 * Like a close, it waits for every submission that is being accepted and then reads the clock, so that each accepted one
 * lies before it; those are still scored.
 */
export async function freezeRound(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(freezeRoundSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  const { roundId, benchmarkId } = found.value.round;
  return db.transaction(async (tx): Promise<Result<RoundView, Refusal>> => {
    const locked = await lockRound(tx, roundId);
    if (!locked) return refuse({ kind: 'not_found', what: 'round' });
    const freezable = decideAction(locked, 'freeze');
    if (!freezable.ok) return freezable;
    const { state } = freezable.value;
    // Instants are whole milliseconds: one more puts a submission of this very millisecond before the freeze.
    const at = new Date((await readRoundClock(tx, roundId)).getTime() + 1);
    const frozen = await updateRoundFrozen(tx, roundId, {
      frozenAt: at,
      frozenFrom: state,
      freezeReason: reason,
    });
    await recordAct(tx, {
      act: 'round_frozen',
      actor: found.value.actor,
      benchmarkId,
      roundId,
      detail: { reason, from: state },
    });
    // Its ranking doesn't count now, which other rounds may be compared with.
    await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
    await insertNotice(tx, {
      // One mail for a change of state on a UTC day, however often it is made: nobody can switch these mails off.
      key: `round_frozen:${roundId}:${state}:${utcDay(at)}`,
      kind: 'round_frozen',
      benchmarkId,
      roundId,
      detail: { reason },
      createdAt: at,
    });
    return ok(await readRoundView(tx, frozen));
  });
}

/**
 * Takes a freeze back: the round goes on where it was, or is closed when its time has passed or another round has opened
 * meanwhile. What has been scored since is published, and a proposal to invalidate it is dropped.
 *
 * The schedule may be a new one since: the round then closes at its next rotation at the latest.
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
  return whileClockIsSteady(db, () => db.transaction((tx) => unfreezeWithin(tx, maintainer, round)));
}

async function unfreezeWithin(
  tx: Transaction,
  actor: Actor,
  { roundId, benchmarkId }: Round,
): Promise<Result<RoundView, Refusal>> {
  // Whoever opens a round holds the same lock: of the two, the second sees what the first has done.
  const benchmark = await lockBenchmarkRow(tx, benchmarkId);
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
    await updateInvalidationDropped(tx, pending.invalidationId, at);
    await recordAct(tx, { act: 'invalidation_dropped', actor, benchmarkId, roundId });
  }
  await recordAct(tx, {
    act: 'round_unfrozen',
    actor,
    benchmarkId,
    roundId,
    detail: { to: state, ...(state === 'closed' && { link_count: await countTeamLinks(tx, benchmarkId) }) },
  });
  await insertNotice(tx, {
    // One mail for a change of state on a UTC day, as for freezing.
    key: `round_unfrozen:${roundId}:${state}:${utcDay(at)}`,
    kind: 'round_unfrozen',
    benchmarkId,
    roundId,
    detail: { to: state },
    createdAt: at,
  });
  await addJob(tx, 'publish_snapshot', { roundId });
  // Frozen right after its opening, it may have had nothing entered that stands.
  if (state === 'open') await addJob(tx, 'begin_standing', { roundId });
  await addJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
  return ok(await readRoundView(tx, unfrozen));
}

/** When a round that was frozen while open ends: as planned, or earlier, when another one opened or a rotation is due. */
const findEarliest = (ends: readonly [Date, ...(Date | null)[]]): Date =>
  new Date(Math.min(...ends.flatMap((at) => at?.getTime() ?? [])));
