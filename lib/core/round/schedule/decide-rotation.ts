import { roundDaysDefault } from '../decide-changes';
import { findCloseBefore, findNextRotation, type Schedule } from './schedule';

export type WaitingRound = {
  readonly roundId: string;
  /**
   * Position in the queue of sealed rounds: the round with the smallest position opens first. No two positions are equal.
   */
  readonly queueOrder: number;
  /**
   * Earliest instant at which the round may open. Without a schedule, a round without this instant never opens
   * automatically.
   */
  readonly opensAt: Date | null;
  /** Planned close of the round; null if none is planned. */
  readonly closesAt: Date | null;
  /** Instant at which the round was sealed, before which it can't open. If absent, it was sealed long ago. */
  readonly sealedAt?: Date | null;
};

export type RotationState = {
  readonly now: Date;
  readonly schedule: Schedule;
  /** The first due instant that isn't recorded yet; null if no rotation is due any more. */
  readonly nextRotationAt: Date | null;
  /**
   * The open round. Without `openedAt` it opened before the first due instant; a maintainer may have opened it by hand after
   * a due instant.
   */
  readonly open: {
    readonly roundId: string;
    readonly closesAt: Date;
    readonly openedAt?: Date | null;
  } | null;
  readonly sealed: readonly WaitingRound[];
  /** Close of the round that closed last. */
  readonly lastClosedAt?: Date | null;
};

/** Reason why a round is not opened: its whole period is over, so it would close immediately, and no team could submit. */
export type SkipReason = 'interval-passed';

export type RotationPlan = {
  /** All due instants up to `now` that aren't recorded yet, oldest first. */
  readonly dueAts: readonly Date[];
  readonly closes: { readonly roundId: string; readonly at: Date } | null;
  /** The round to open, with its opening and close; `closesAt` is always after `now`. */
  readonly opens: { readonly roundId: string; readonly at: Date; readonly closesAt: Date } | null;
  /** True if no round could open at the newest of `dueAts`. Only the plan that contains this due instant reports it. */
  readonly isOverdue: boolean;
  readonly overdueSince: Date | null;
  /** The first due instant after `now`; null when no rotation follows. */
  readonly nextRotationAt: Date | null;
  /** Rounds that stay sealed until they are opened by hand or replaced. Every plan lists them again. */
  readonly skipped: readonly { readonly roundId: string; readonly reason: SkipReason }[];
};

/**
 * Plans the automatic changes of a benchmark's rounds that are due at `now`. Changes are dated at their due instants, not at
 * the later instant of the scheduler's run. After a plan is applied, the plan for the same instant is empty.
 *
 * An open round closes at its `closesAt` or at the first due instant after it opened, whichever is earlier. At a due instant
 * the first sealed round in the queue that may open then opens, until the schedule's gap before the next rotation. Of
 * several missed due instants only the newest opens a round: a period that is already over must not use up a test set.
 * Without a cadence a sealed round opens at its own `opensAt`, or when the round before it closes. A planned `closesAt`
 * counts if it is after `now` and before that close.
 *
 * While the clock is behind a recorded instant, because it was set back, the plan is empty.
 */
export function decideRotation(state: RotationState): RotationPlan {
  const { now, open } = state;
  const hasCadence = state.schedule.cadence.kind !== 'none';
  const recordedMs = Math.max(toMs(state.lastClosedAt), toMs(open?.openedAt));
  if (recordedMs > now.getTime())
    return { ...idle, nextRotationAt: hasCadence ? state.nextRotationAt : null };

  const { dueAts, nextRotationAt } = listDue(state);
  const closes = decideClose(open, dueAts, now);
  const closedMs = Math.max(toMs(state.lastClosedAt), toMs(closes?.at));
  const isFree = open === null || closes !== null;
  const dueAt = dueAts.at(-1) ?? null;
  const mayOpen = isFree && (dueAt !== null || !hasCadence);
  const { opens, skipped } = mayOpen
    ? decideOpening(state, { dueAt, closedMs, nextRotationAt })
    : { opens: null, skipped: [] };
  const isOverdue = mayOpen && hasCadence && opens === null;
  return {
    dueAts,
    closes,
    opens,
    isOverdue,
    overdueSince: isOverdue ? dueAt : null,
    nextRotationAt,
    skipped,
  };
}

const idle = {
  dueAts: [],
  closes: null,
  opens: null,
  isOverdue: false,
  overdueSince: null,
  skipped: [],
} as const;

const toMs = (instant: Date | null | undefined): number => instant?.getTime() ?? Number.NEGATIVE_INFINITY;

function listDue({ now, schedule, nextRotationAt }: RotationState): {
  dueAts: Date[];
  nextRotationAt: Date | null;
} {
  const dueAts: Date[] = [];
  if (schedule.cadence.kind === 'none') return { dueAts, nextRotationAt: null };
  let next = nextRotationAt;
  while (next !== null && next <= now) {
    dueAts.push(next);
    next = findNextRotation(schedule, next);
  }
  return { dueAts, nextRotationAt: next };
}

function decideClose(
  open: RotationState['open'],
  dueAts: readonly Date[],
  now: Date,
): { roundId: string; at: Date } | null {
  if (open === null) return null;
  const dueAt = dueAts.find((due) => due.getTime() > toMs(open.openedAt));
  const at = dueAt !== undefined && dueAt < open.closesAt ? dueAt : open.closesAt;
  return at <= now ? { roundId: open.roundId, at } : null;
}

/**
 * Finds the first round of the queue that may open: at the due instant, or, without a schedule, at the round's own planned
 * instant.
 */
function decideOpening(
  { now, sealed, schedule }: RotationState,
  at: { dueAt: Date | null; closedMs: number; nextRotationAt: Date | null },
): Pick<RotationPlan, 'opens' | 'skipped'> {
  const skipped: { roundId: string; reason: SkipReason }[] = [];
  for (const round of [...sealed].sort((a, b) => a.queueOrder - b.queueOrder)) {
    const wantedAt = at.dueAt ?? round.opensAt;
    if (wantedAt === null || !isReady(round, at.dueAt ?? now)) continue;
    const sealedMs = at.dueAt === null ? toMs(round.sealedAt) : Number.NEGATIVE_INFINITY;
    const openedAt = new Date(Math.max(wantedAt.getTime(), at.closedMs, sealedMs));
    const closesAt = decideEnd(round, openedAt, now, { ...at, schedule });
    if (closesAt !== null) return { opens: { roundId: round.roundId, at: openedAt, closesAt }, skipped };
    skipped.push({ roundId: round.roundId, reason: 'interval-passed' });
  }
  return { opens: null, skipped };
}

const isReady = (round: WaitingRound, at: Date): boolean =>
  toMs(round.opensAt) <= at.getTime() && toMs(round.sealedAt) <= at.getTime();

/** Decides the close of a round that opens, after `now`; null if its whole interval has passed. */
function decideEnd(
  round: WaitingRound,
  openedAt: Date,
  now: Date,
  {
    dueAt,
    nextRotationAt,
    schedule,
  }: { dueAt: Date | null; nextRotationAt: Date | null; schedule: Schedule },
): Date | null {
  const planned = round.closesAt;
  const isPlanPassed = planned !== null && planned <= now;
  // With a schedule a round must be open in each period, so a planned close in the past is ignored.
  if (isPlanPassed && dueAt === null) return null;
  const latest = nextRotationAt
    ? findCloseBefore(schedule, nextRotationAt, openedAt)
    : new Date(openedAt.getTime() + roundDaysDefault * 86_400_000);
  if (planned !== null && !isPlanPassed && (nextRotationAt === null || planned < latest)) return planned;
  return latest > now ? latest : null;
}
