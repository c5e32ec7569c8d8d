import { objectKeys } from '@/adapters/object-store/object-store';
import type { Transaction } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockBenchmark, updateBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob, addScorerJobOnce } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import {
  findLastClosedAt,
  insertRotation,
  listBenchmarksRotatingSoon,
  listBenchmarksToRotate,
  listRefreshesDueSoon,
  listRoundsClosingSoon,
  listRoundsRevealedSoon,
  listRoundsToReveal,
  listSealedRounds,
} from '@/db/queries/rotation-queries';
import { findOpenRound, lockRound, updateRoundClosed } from '@/db/queries/round-queries';
import { updateRoundOpened } from '@/db/queries/round-scorer-queries';
import { countTeamLinks } from '@/db/queries/team-link-queries';
import type { Round, SealedRound } from '@/lib/core/round/round';
import { decideRotation, type RotationPlan } from '@/lib/core/round/schedule/decide-rotation';
import { inputsBeforeOpeningMs } from '@/lib/core/round/schedule/list-coming-events';
import { readSteadyClock } from '../clock/steady-clock';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';

type Rotated = { closed: number; opened: number; overdue: number };

/**
 * Runs the due actions of one benchmark's rounds, in one transaction with the clock read once under the benchmark's lock. The
 * actions are dated at their due time, however late this runs. A database row per due time makes them happen once.
 *
 * A round with public inputs opens when they are written: until then the rotation stays due, and only the close is done.
 */
export async function rotateBenchmark(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'bootClock'>,
  benchmarkId: string,
): Promise<Rotated> {
  return platform.client.db.transaction(async (tx) => {
    const benchmark = await lockBenchmark(tx, benchmarkId);
    if (!benchmark) throw new Error('a benchmark no longer exists');
    const found = await findOpenRound(tx, benchmarkId);
    const locked = found && (await lockRound(tx, found.roundId));
    // The round may have been closed or frozen during the wait for its lock.
    const open = locked?.state === 'open' ? locked : null;
    const sealed = await listSealedRounds(tx, benchmarkId);
    const lastClosedAt = await findLastClosedAt(tx, benchmarkId);
    const now = await readSteadyClock(tx, platform);
    const plan = decideRotation({
      now,
      schedule: benchmark.schedule,
      nextRotationAt: benchmark.nextRotationAt,
      open,
      sealed,
      lastClosedAt,
    });

    if (open && plan.closes) await close(tx, benchmark, open, plan.closes.at, now);
    const next = sealed.find(({ roundId }) => roundId === plan.opens?.roundId);
    if (
      next &&
      benchmark.inputs === 'public' &&
      !(await platform.objects.has(objectKeys.inputs(next.roundId)))
    ) {
      await addPrepareJob(tx, next.roundId);
      return { closed: plan.closes ? 1 : 0, opened: 0, overdue: 0 };
    }
    if (next && plan.opens) await openAt(tx, benchmark, next, { ...plan.opens, now });
    await recordRotations(tx, benchmark, plan, now);
    return { closed: plan.closes ? 1 : 0, opened: plan.opens ? 1 : 0, overdue: plan.isOverdue ? 1 : 0 };
  });
}

/** Writes the inputs of a round that opens soon. They are served only once the round's state is open. */
const addPrepareJob = (tx: Transaction, roundId: string): Promise<void> =>
  addScorerJobOnce(tx, 'prepare_inputs', { roundId });

async function close(
  tx: Transaction,
  { benchmarkId }: BenchmarkRow,
  { roundId, number }: Round,
  closedAt: Date,
  now: Date,
): Promise<void> {
  await updateRoundClosed(tx, roundId, closedAt);
  await addScorerJob(tx, 'publish_snapshot', { roundId });
  await recordAct(tx, {
    act: 'round_closed',
    by: 'scheduler',
    at: now,
    benchmarkId,
    roundId,
    detail: {
      round: number,
      due_at: closedAt.toISOString(),
      link_count: await countTeamLinks(tx, benchmarkId),
    },
  });
}

async function openAt(
  tx: Transaction,
  { benchmarkId }: BenchmarkRow,
  round: SealedRound,
  { at, closesAt, now }: { at: Date; closesAt: Date; now: Date },
): Promise<void> {
  const { roundId, number } = round;
  await updateRoundOpened(tx, round, { openedAt: at, closesAt });
  await addScorerJob(tx, 'publish_snapshot', { roundId });
  await addScorerJob(tx, 'begin_automatic', { roundId });
  await recordAct(tx, {
    act: 'round_opened',
    by: 'scheduler',
    at: now,
    benchmarkId,
    roundId,
    detail: { round: number, due_at: at.toISOString(), closes_at: closesAt.toISOString() },
  });
  await insertNotice(tx, {
    key: `round_opened:${roundId}`,
    kind: 'round_opened',
    benchmarkId,
    roundId,
    detail: {},
    createdAt: now,
  });
}

async function recordRotations(
  tx: Transaction,
  benchmark: BenchmarkRow,
  plan: RotationPlan,
  now: Date,
): Promise<void> {
  const { benchmarkId } = benchmark;
  const opensWithoutCadence = plan.opens && plan.dueAts.length === 0 ? [plan.opens.at] : [];
  const dueAts = [...plan.dueAts, ...opensWithoutCadence];
  const newest = dueAts.at(-1);
  for (const dueAt of dueAts) {
    const isNewest = dueAt === newest;
    await insertRotation(tx, {
      benchmarkId,
      dueAt,
      recordedAt: now,
      closedRoundId: plan.closes?.at.getTime() === dueAt.getTime() ? plan.closes.roundId : null,
      openedRoundId: isNewest ? (plan.opens?.roundId ?? null) : null,
    });
    if (!isNewest)
      await recordAct(tx, {
        act: 'rotation_slept_over',
        by: 'scheduler',
        at: now,
        benchmarkId,
        roundId: null,
        detail: { due_at: dueAt.toISOString() },
      });
  }
  const overdue = plan.overdueSince ? { overdueSince: benchmark.overdueSince ?? plan.overdueSince } : {};
  await updateBenchmark(tx, benchmarkId, {
    nextRotationAt: plan.nextRotationAt,
    ...(plan.opens ? { overdueSince: null } : overdue),
  });
  if (!plan.overdueSince) return;
  const since = plan.overdueSince.toISOString();
  await recordAct(tx, {
    act: 'refresh_overdue',
    by: 'scheduler',
    at: now,
    benchmarkId,
    roundId: null,
    detail: { due_at: since },
  });
  await insertNotice(tx, {
    key: `refresh_overdue:${benchmarkId}:${since}`,
    kind: 'refresh_overdue',
    benchmarkId,
    detail: { due_at: since },
    createdAt: now,
  });
}

const closingSoonMs = 24 * 60 * 60_000;

/** Runs all schedules once: rotates due benchmarks, and prepares, announces and reveals rounds. */
export async function runSchedules(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'bootClock'>,
): Promise<Rotated> {
  const { db } = platform.client;
  const now = await readClock(db);
  const rotated: Rotated = { closed: 0, opened: 0, overdue: 0 };
  const faults: unknown[] = [];
  for (const benchmarkId of await listBenchmarksToRotate(db, now)) {
    try {
      const one = await rotateBenchmark(platform, benchmarkId);
      rotated.closed += one.closed;
      rotated.opened += one.opened;
      rotated.overdue += one.overdue;
    } catch (error) {
      // A fault of one benchmark doesn't stop the others.
      faults.push(error);
    }
  }
  await prepareOpenings(platform, now);
  await announceCloses(platform, now);
  await announceRefreshes(platform, now);
  await announceReveals(platform, now);
  for (const roundId of await listRoundsToReveal(db)) await addScorerJobOnce(db, 'reveal_round', { roundId });
  if (faults.length > 0) throw faults[0];
  return rotated;
}

async function prepareOpenings(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  now: Date,
): Promise<void> {
  const until = new Date(now.getTime() + inputsBeforeOpeningMs);
  for (const benchmarkId of await listBenchmarksRotatingSoon(db, now, until)) {
    const [next] = (await listSealedRounds(db, benchmarkId)).filter(
      ({ opensAt }) => opensAt === null || opensAt <= until,
    );
    if (next && !(await objects.has(objectKeys.inputs(next.roundId))))
      await db.transaction((tx) => addPrepareJob(tx, next.roundId));
  }
}

async function announceCloses({ client: { db } }: Pick<ScorerPlatform, 'client'>, now: Date): Promise<void> {
  for (const { roundId, benchmarkId, closesAt } of await listRoundsClosingSoon(db, {
    now,
    leadMs: closingSoonMs,
  }))
    await insertNotice(db, {
      // An extended round is announced again, before its new close.
      key: `closing_soon:${roundId}:${closesAt.getTime()}`,
      kind: 'closing_soon',
      benchmarkId,
      roundId,
      detail: { closes_at: closesAt.toISOString() },
      createdAt: now,
    });
}

const refreshLeadDays = [7, 2];

/** Queues mails to maintainers 7 and 2 days before a rotation that no sealed round waits for. */
async function announceRefreshes(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  now: Date,
): Promise<void> {
  for (const days of refreshLeadDays)
    for (const { benchmarkId, dueAt } of await listRefreshesDueSoon(db, { now, leadMs: days * 86_400_000 }))
      await insertNotice(db, {
        key: `refresh_due:${benchmarkId}:${dueAt.getTime()}:${days}`,
        kind: 'refresh_due',
        benchmarkId,
        detail: { due_at: dueAt.toISOString() },
        createdAt: now,
      });
}

/**
 * Tells maintainers a day before an automatic reveal if a leak report of its round waits. The scorer can't read the reports: the web
 * process, which mails the notice, drops it where none waits.
 */
async function announceReveals({ client: { db } }: Pick<ScorerPlatform, 'client'>, now: Date): Promise<void> {
  for (const { roundId, benchmarkId, revealsAt } of await listRoundsRevealedSoon(db, {
    now,
    leadMs: closingSoonMs,
  }))
    await insertNotice(db, {
      key: `leak_before_reveal:${roundId}:${revealsAt.getTime()}`,
      kind: 'leak_reported',
      benchmarkId,
      roundId,
      detail: { reveals_at: revealsAt.toISOString() },
      createdAt: now,
    });
}
