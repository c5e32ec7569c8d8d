import type { InputVisibility } from '../../benchmark';
import { decideRotation, type RotationState } from './decide-rotation';

/** Time before a round's opening at which its inputs are published. */
export const inputsBeforeOpeningMs = 60 * 60_000;

export type EndedRound = {
  readonly roundId: string;
  readonly openedAt: Date;
  readonly isRevealed: boolean;
  /** Number of submissions without a final state. While it is above 0, the ranking isn't official. */
  readonly unfinishedCount: number;
};

export type ComingState = RotationState & {
  readonly inputs: InputVisibility;
  /** Instant of the rotation for which there was no sealed round; null if the refresh isn't overdue. */
  readonly overdueSince: Date | null;
  /**
   * Number of later rounds that must have closed before a round is revealed automatically; null: rounds are only revealed by
   * hand.
   */
  readonly revealsAfterRounds: number | null;
  /** Closed and revealed rounds; frozen and invalidated rounds don't count. */
  readonly closed: readonly EndedRound[];
  readonly frozen: readonly { readonly roundId: string; readonly frozenAt: Date }[];
};

/**
 * An event that will happen, or that is overdue. `at` is its time; for an event that waits for another event, the earliest
 * possible time.
 */
export type ComingEvent =
  /** No sealed round could open at `at`, so the refresh has been overdue since then. */
  | { readonly kind: 'is_overdue'; readonly at: Date }
  /** A frozen round doesn't change until a maintainer unfreezes or invalidates it. */
  | { readonly kind: 'is_frozen'; readonly at: Date; readonly roundId: string }
  /** A rotation at `at` will find no sealed round, unless one is sealed before. */
  | { readonly kind: 'becomes_overdue'; readonly at: Date }
  | { readonly kind: 'inputs_written'; readonly at: Date; readonly roundId: string }
  | { readonly kind: 'opens'; readonly at: Date; readonly roundId: string; readonly closesAt: Date }
  | { readonly kind: 'closes'; readonly at: Date; readonly roundId: string }
  | {
      readonly kind: 'ranking_official';
      readonly at: Date;
      readonly roundId: string;
      /** Number of submissions for which the ranking waits, as known now. */
      readonly unfinishedCount: number;
    }
  | { readonly kind: 'revealed'; readonly at: Date; readonly roundId: string };

/**
 * Lists first the events that wait for a maintainer, then the events at the next `count` instants of the forecast, in the
 * order of time.
 */
export function listComingEvents(state: ComingState, count: number): ComingEvent[] {
  const { now, overdueSince } = state;
  const waiting: ComingEvent[] = state.closed
    .filter(({ isRevealed, unfinishedCount }) => !isRevealed && unfinishedCount > 0)
    .map(({ roundId, unfinishedCount }) => ({ kind: 'ranking_official', at: now, roundId, unfinishedCount }));
  let closed = state.closed;
  const listReveals = (at: Date): ComingEvent[] => {
    const due = closed.filter((round) => isRevealDue(round, closed, state.revealsAfterRounds));
    closed = closed.map((round) => (due.includes(round) ? { ...round, isRevealed: true } : round));
    return due.map(({ roundId }) => ({ kind: 'revealed', at, roundId }));
  };
  const coming = [...waiting, ...listReveals(now)];

  const openedAts = new Map([[state.open?.roundId, state.open?.openedAt ?? now]]);
  let isOverdue = overdueSince !== null;
  for (const forecast of forecastRotations(state, count)) {
    const { at, closes, opens } = forecast;
    if (closes) {
      const openedAt = openedAts.get(closes) ?? now;
      closed = [...closed, { roundId: closes, openedAt, isRevealed: false, unfinishedCount: 0 }];
      coming.push({ kind: 'closes', at, roundId: closes });
      coming.push({ kind: 'ranking_official', at, roundId: closes, unfinishedCount: 0 });
      coming.push(...listReveals(at));
    }
    if (opens) openedAts.set(opens.roundId, at);
    coming.push(...listOpening(forecast, state));
    // If several consecutive rotations have no round, only the first is listed.
    if (forecast.isMissed && !isOverdue) coming.push({ kind: 'becomes_overdue', at });
    if (forecast.isRotation) isOverdue = forecast.isMissed;
  }
  coming.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [
    ...(overdueSince ? [{ kind: 'is_overdue', at: overdueSince } as const] : []),
    ...state.frozen.map(({ roundId, frozenAt }) => ({ kind: 'is_frozen', at: frozenAt, roundId }) as const),
    ...coming,
  ];
}

function listOpening({ at, opens }: RotationForecast, { now, inputs }: ComingState): ComingEvent[] {
  if (!opens) return [];
  const { roundId, closesAt } = opens;
  const writtenAt = new Date(at.getTime() - inputsBeforeOpeningMs);
  const isToWrite = inputs === 'public' && writtenAt > now;
  return [
    ...(isToWrite ? [{ kind: 'inputs_written', at: writtenAt, roundId } as const] : []),
    { kind: 'opens', at, roundId, closesAt },
  ];
}

/** Decides if a round is due for its reveal: counts closed rounds that opened later than this round, like the scheduler. */
function isRevealDue(round: EndedRound, closed: readonly EndedRound[], after: number | null): boolean {
  if (after === null || round.isRevealed) return false;
  return closed.filter(({ openedAt }) => openedAt > round.openedAt).length >= after;
}

/** Predicted changes of a benchmark's rounds at one instant. */
export type RotationForecast = {
  readonly at: Date;
  /**
   * True if a rotation of the schedule is due at this instant; otherwise a round opens or closes at its own planned instant.
   */
  readonly isRotation: boolean;
  /** Id of the round that closes at this instant; null if none does. */
  readonly closes: string | null;
  readonly opens: { readonly roundId: string; readonly closesAt: Date } | null;
  /** True if a rotation is due and no sealed round can open, so that the refresh becomes overdue. */
  readonly isMissed: boolean;
};

/**
 * Maximum number of forecast instants: a year of weekly rotations. Each takes about 0.25 ms of the thread that serves pages.
 */
const forecastsMax = 52;

/**
 * Forecasts the next instants with automatic changes, ascending, at most `count` and at most 52, assuming that maintainers
 * change nothing until then. Each change is decided by `decideRotation` as in the scheduler, so the forecast equals the
 * later changes. Changes that are due but haven't been made come first, at `now`.
 */
export function forecastRotations(state: RotationState, count: number): RotationForecast[] {
  const forecasts: RotationForecast[] = [];
  let current = state;
  const countMax = Math.min(count, forecastsMax);
  for (let at: Date | null = state.now; at !== null && forecasts.length < countMax; at = findNext(current)) {
    current = { ...current, now: at };
    const { dueAts, closes, opens, isOverdue, nextRotationAt } = decideRotation(current);
    const isRotation = dueAts.length > 0;
    if (isRotation || closes || opens)
      forecasts.push({
        at,
        isRotation,
        closes: closes?.roundId ?? null,
        opens: opens && { roundId: opens.roundId, closesAt: opens.closesAt },
        isMissed: isOverdue,
      });
    const stillOpen = closes ? null : current.open;
    current = {
      ...current,
      nextRotationAt,
      open: opens ? { roundId: opens.roundId, closesAt: opens.closesAt, openedAt: opens.at } : stillOpen,
      sealed: current.sealed.filter(({ roundId }) => roundId !== opens?.roundId),
      lastClosedAt: closes?.at ?? current.lastClosedAt ?? null,
    };
  }
  return forecasts;
}

function findNext({ now, schedule, nextRotationAt, open, sealed }: RotationState): Date | null {
  const opensAts = schedule.cadence.kind === 'none' && !open ? sealed.map(({ opensAt }) => opensAt) : [];
  const laterMs = [open?.closesAt, nextRotationAt, ...opensAts]
    .map((instant) => instant?.getTime() ?? 0)
    .filter((ms) => ms > now.getTime());
  return laterMs.length === 0 ? null : new Date(Math.min(...laterMs));
}
