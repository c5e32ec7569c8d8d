import { Temporal } from 'temporal-polyfill';
import type { Cadence, Schedule } from './schedule';

/**
 * The first due instant strictly after `after`; null when there is none (no cadence, or the last hand-picked date is over).
 *
 * A local time that a clock change skips has the offset from before the change, so it falls that much later on the clock (02:30
 * becomes 03:30); one that happens twice is its first occurrence: Temporal's `compatible` disambiguation, that of RFC 5545
 * section 3.3.5. Two local times that a skipped day maps to one instant (Pacific/Apia had no 2011-12-30) are one rotation.
 *
 * @throws RangeError for a zone, date or time that isn't one: a stored schedule was validated.
 */
export function findNextRotation(schedule: Schedule, after: Date): Date | null {
  const afterMs = after.getTime();
  const { cadence, timeZone } = schedule;
  if (cadence.kind === 'none') return null;
  if (cadence.kind === 'dates') {
    // A skipped hour can reverse the order of two dates, so all are compared.
    const laterMs = cadence.dates
      .map((date) => toEpochMs(Temporal.PlainDateTime.from(date), timeZone))
      .filter((ms) => ms > afterMs);
    return laterMs.length === 0 ? null : new Date(Math.min(...laterMs));
  }
  const time = Temporal.PlainTime.from(cadence.time);
  // No clock change is longer than a day, so an instant due after `after` is never before this day.
  const earliest = Temporal.Instant.fromEpochMilliseconds(afterMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .subtract({ days: 2 });
  for (const day of iterateDays(cadence, earliest)) {
    const dueMs = toEpochMs(day.toPlainDateTime(time), timeZone);
    if (dueMs > afterMs) return new Date(dueMs);
  }
  throw new Error('a cadence without an end has ended');
}

/** The first `count` due instants strictly after `after`, ascending; fewer when the dates run out. */
export function listRotations(schedule: Schedule, after: Date, count: number): Date[] {
  const rotations: Date[] = [];
  let next = count > 0 ? findNextRotation(schedule, after) : null;
  while (next !== null) {
    rotations.push(next);
    next = rotations.length < count ? findNextRotation(schedule, next) : null;
  }
  return rotations;
}

function toEpochMs(local: Temporal.PlainDateTime, timeZone: string): number {
  return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** Due local days, ascending without end, from the first one on or after `earliest`. */
function* iterateDays(
  cadence: Exclude<Cadence, { kind: 'none' | 'dates' }>,
  earliest: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  if (cadence.kind === 'monthly') {
    const first = earliest.with({ day: 1 });
    for (let months = 0; ; months += 1) {
      const day = first.add({ months }).with({ day: cadence.day }, { overflow: 'constrain' });
      if (Temporal.PlainDate.compare(day, earliest) >= 0) yield day;
    }
  }
  const { start, step } =
    cadence.kind === 'weekly'
      ? { start: earliest.add({ days: (cadence.weekday - earliest.dayOfWeek + 7) % 7 }), step: 7 }
      : { start: findDayInPhase(cadence.from, cadence.every, earliest), step: cadence.every };
  for (let days = 0; ; days += step) yield start.add({ days });
}

function findDayInPhase(from: string, every: number, earliest: Temporal.PlainDate): Temporal.PlainDate {
  const origin = Temporal.PlainDate.from(from);
  const elapsedDays = origin.until(earliest, { largestUnit: 'days' }).days;
  return origin.add({ days: Math.max(0, Math.ceil(elapsedDays / every)) * every });
}
