import { decideRotation, type RotationState } from './decide-rotation';
import { findNextRotation } from './find-next-rotation';

/** What will happen to a benchmark's rounds at one instant. */
export type RotationForecast = {
  readonly at: Date;
  /** Whether a rotation of the schedule is due then; else a round opens or closes at an instant of its own. */
  readonly isRotation: boolean;
  /** The id of the round that closes. */
  readonly closes: string | null;
  readonly opens: { readonly roundId: string; readonly closesAt: Date } | null;
  /** A rotation is due and no sealed round can open: the refresh is overdue from then on. */
  readonly isMissed: boolean;
};

/**
 * The next instants at which something happens by itself, ascending, at most `count`, if nobody does anything until then.
 * Each is decided by `decideRotation`, as the scheduler will, so that the forecast can't differ from what comes. What is
 * due already but not done is the first, at `now`.
 */
export function forecastRotations(state: RotationState, count: number): RotationForecast[] {
  const forecasts: RotationForecast[] = [];
  let current: RotationState = {
    ...state,
    nextRotationAt: state.nextRotationAt ?? findNextRotation(state.schedule, state.now),
  };
  for (let at: Date | null = state.now; at !== null && forecasts.length < count; at = findNext(current)) {
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
  const opensAts = schedule.cadence.kind === 'none' ? sealed.map(({ opensAt }) => opensAt) : [];
  const laterMs = [open?.closesAt, nextRotationAt, ...opensAts]
    .map((instant) => instant?.getTime() ?? 0)
    .filter((ms) => ms > now.getTime());
  return laterMs.length === 0 ? null : new Date(Math.min(...laterMs));
}
