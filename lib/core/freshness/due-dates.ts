import { findNextRotation, type Schedule } from '../round/schedule/schedule';

/** Instants by which a round should have been replaced by the next one; fixed when the round opens. */
export type DueDates = {
  /** The round's close as announced when the round opened. */
  readonly announcedClosesAt: Date;
  /**
   * Instant by which the next test set should have closed. The round's ranking is fresh up to this instant, and aging after
   * it.
   */
  readonly dueAt: Date;
  /** Instant after which the round's ranking is stale. */
  readonly staleAt: Date;
};

const dayMs = 86_400_000;

const dueDaysMax = 365;

const [dueDaysWithoutSchedule, lateDaysWithoutSchedule, lateDaysMax] = [90, 275, 90];

/**
 * `dueAt` is the first close of the committed schedule after the announced one, at most 365 days after it; without such a
 * close 90 days after it. `staleAt` is one period of the schedule later, at most 90 days; without a schedule it is 275 days
 * later. The period is the time from the due close to the next close of the schedule; for the last of fixed dates it is the
 * time since the previous close.
 * @param schedule the schedule in the round's commitment
 */
export function computeDueDates(schedule: Schedule, announcedClosesAt: Date): DueDates {
  const next = findNextRotation(schedule, announcedClosesAt);
  if (next === null) {
    const dueAt = addDays(announcedClosesAt, dueDaysWithoutSchedule);
    return { announcedClosesAt, dueAt, staleAt: addDays(dueAt, lateDaysWithoutSchedule) };
  }
  const afterNext = findNextRotation(schedule, next);
  const periodMs = afterNext
    ? afterNext.getTime() - next.getTime()
    : next.getTime() - announcedClosesAt.getTime();
  const dueAt = new Date(Math.min(next.getTime(), addDays(announcedClosesAt, dueDaysMax).getTime()));
  return {
    announcedClosesAt,
    dueAt,
    staleAt: new Date(dueAt.getTime() + Math.min(periodMs, lateDaysMax * dayMs)),
  };
}

const addDays = (instant: Date, days: number): Date => new Date(instant.getTime() + days * dayMs);
