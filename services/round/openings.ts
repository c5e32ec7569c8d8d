import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { readClock, readRoundClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import { findLastClosedAt, findLastDueAt } from '@/db/queries/rotation-queries';
import { findOpenRound, lockRound, updateRoundClosed } from '@/db/queries/round-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { countSubmissionsByRound } from '@/db/queries/submission-queries';
import { countTeamLinks } from '@/db/queries/team-link-queries';
import { closeRoundSchema, extendRoundSchema } from '@/lib/contracts/moderation';
import { openRoundSchema, type RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideExtension, decideInterval } from '@/lib/core/round/decide-changes';
import { decideAction, type Round } from '@/lib/core/round/round';
import { findNextRotation, findRotationStart } from '@/lib/core/round/schedule/schedule';
import { asRoundMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintainedRound } from '../access/require-benchmark';
import { requireSpace } from '../access/upload-limits';
import { requireSteadyClock, whileClockIsSteady } from './clock';
import { awaitRound } from './seal';
import { readRoundView } from './view';

/** Asks the scorer to publish the inputs and open the round now. */
export const openRound = asRoundMaintainer(openRoundSchema.prefault({}), async (found, input) => {
  const { db, round, benchmark, actor } = found;
  const possible = decideAction(round, 'open');
  if (!possible.ok) return possible;
  const steady = await requireSteadyClock(db);
  if (!steady.ok) return steady;
  const allowed = await requireSpace();
  if (!allowed.ok) return allowed;
  const open = await findOpenRound(db, benchmark.benchmarkId);
  if (open) return refuse({ kind: 'another_round_open', number: open.number });
  const wanted = input.closes_at ? new Date(input.closes_at) : null;
  // Even if the clock was set back, a round opens after the end of the previous one.
  const lastClosedAt = await findLastClosedAt(db, benchmark.benchmarkId);
  const interval = decideInterval({
    openedAt: new Date(Math.max((await readClock(db)).getTime(), lastClosedAt?.getTime() ?? 0)),
    planned: round.closesAt,
    wanted,
    nextRotationAt: benchmark.nextRotationAt,
    gapHours: benchmark.schedule.gapHours,
  });
  if (!interval.ok) return interval;
  await addJob(db, 'open_round', {
    roundId: round.roundId,
    closesAt: wanted?.toISOString() ?? null,
    openedBy: actor.userId,
  });
  const opened = await awaitRound(db, round.roundId, ({ state }) => state !== 'sealed');
  if (!opened) throw new Error('the sealed round is missing');
  return ok(await readRoundView(db, opened));
});

/** Asks the scorer to postpone the close of an open round, for a public reason. This process can't do so itself. */
export const extendRound = asRoundMaintainer(extendRoundSchema, async (found, input) => {
  const { db, benchmark, round, actor } = found;
  const { roundId } = round;
  const wanted = new Date(input.closes_at);
  const checked = await transact(async (tx): Promise<Result<null>> => {
    const open = await lockRound(tx, roundId);
    if (open?.state !== 'open') return refuse(notOpen(open ?? round));
    const steady = await requireSteadyClock(tx);
    if (!steady.ok) return steady;
    const { nextRotationAt, benchmarkId } = benchmark;
    const now = await readClock(tx);
    const extension = decideExtension({ closesAt: open.closesAt, wanted, nextRotationAt, now });
    if (!extension.ok) return extension;
    const closesAt = wanted.toISOString();
    await recordAuditEvent(tx, 'extension_asked', {
      actor,
      benchmarkId,
      roundId,
      detail: { round: round.number, closes_at: closesAt, reason: input.reason },
    });
    await addJob(tx, 'extend_round', { roundId, closesAt, extendedBy: actor.userId });
    return ok(null);
  });
  if (!checked.ok) return checked;
  const extended = await awaitRound(
    db,
    roundId,
    ({ state, closesAt }) => state !== 'open' || (closesAt !== null && closesAt >= wanted),
  );
  if (!extended) throw new Error('the open round is missing');
  return ok(await readRoundView(db, extended));
});

const notOpen = ({ state, opensAt, closesAt }: Round): Refusal => ({
  kind: 'round_not_open',
  state,
  opensAt,
  closesAt,
});

/**
 * Closes the open round now, for a public reason. The lock waits for every submission that is being accepted; the clock is read
 * under it, so that an accepted submission is always before the close.
 */
export const closeRound = asRoundMaintainer(closeRoundSchema, async ({ db, actor, round }, { reason }) => {
  const { roundId, benchmarkId } = round;
  const closeWithin = async (tx: Transaction): Promise<Result<RoundView>> => {
    // Benchmark before round, as a rotation locks them.
    const benchmark = await lockBenchmark(tx, benchmarkId);
    const round = await lockRound(tx, roundId);
    if (!round) return refuse({ kind: 'not_found', what: 'round' });
    const possible = decideAction(round, 'close');
    if (!possible.ok) return possible;
    const steady = await requireSteadyClock(tx);
    if (!steady.ok) return steady;
    // Times are whole milliseconds: one more keeps a submission of this very millisecond inside the interval.
    const closedAt = new Date((await readRoundClock(tx, roundId)).getTime() + 1);
    const closed = await updateRoundClosed(tx, roundId, closedAt);
    const movedTo = benchmark && (await moveRotationForward(tx, benchmark, closedAt));
    await recordAuditEvent(tx, 'round_closed', {
      actor,
      benchmarkId: round.benchmarkId,
      roundId,
      detail: {
        round: round.number,
        reason,
        link_count: await countTeamLinks(tx, benchmarkId),
        ...(movedTo ? { next_rotation_at: movedTo.toISOString() } : {}),
      },
    });
    await addJob(tx, 'publish_snapshot', { roundId });
    return ok(await readRoundView(tx, closed));
  };
  return whileClockIsSteady(db, () => transact(closeWithin));
});

/**
 * Due times that the announced close had put off, even the schedule's last one, hold again after an early close.
 * @returns the new next rotation, if it moved
 */
async function moveRotationForward(
  tx: Transaction,
  benchmark: BenchmarkRow,
  closedAt: Date,
): Promise<Date | null> {
  const { benchmarkId, schedule, nextRotationAt } = benchmark;
  const start = findRotationStart(closedAt, null, [await findLastDueAt(tx, benchmarkId)]);
  const first = findNextRotation(schedule, start);
  if (!first || (nextRotationAt && first >= nextRotationAt)) return null;
  await updateBenchmark(tx, benchmarkId, { nextRotationAt: first });
  return first;
}

/** Asks the scorer to publish a closed round's items, labels and secret: the web process can decrypt none of them. */
export async function revealRound(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { roundId, benchmarkId } = found.value.round;
  const possible = decideAction(found.value.round, 'reveal');
  if (!possible.ok) return possible;
  const steady = await requireSteadyClock(db);
  if (!steady.ok) return steady;
  const allowed = await requireSpace();
  if (!allowed.ok) return allowed;
  if (!(await findNewestSnapshot(db, roundId, 'final'))) {
    const counts = (await countSubmissionsByRound(db, [roundId])).get(roundId);
    return refuse({ kind: 'submissions_unfinished', count: counts?.unfinished ?? 0 });
  }
  const asked = await transact(async (tx) => {
    // The scorer, who reveals, doesn't know the requester.
    await recordAuditEvent(tx, 'reveal_asked', { actor: found.value.actor, benchmarkId, roundId });
    await addJob(tx, 'reveal_round', { roundId });
    return ok(null);
  });
  if (!asked.ok) return asked;
  const revealed = await awaitRound(db, roundId, (round) => round.state !== 'closed');
  if (!revealed) throw new Error('the closed round is missing');
  return ok(await readRoundView(db, revealed));
}
