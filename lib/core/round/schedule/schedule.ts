import { Temporal } from 'temporal-polyfill';

export const cadenceKinds = ['none', 'monthly', 'weekly', 'days', 'dates'] as const;

export type CadenceKind = (typeof cadenceKinds)[number];

/**
 * Rule for the times at which rotations are due, in the local time of the schedule's zone. `time` is `HH:MM`, 00:00 to
 * 23:59. `none`: no automatic rotations; rounds open at their own planned instants.
 */
export type Cadence =
  | { readonly kind: 'none' }
  /** `day` is 1 to 31; a day past the month's end means its last day. */
  | { readonly kind: 'monthly'; readonly day: number; readonly time: string }
  /** `weekday` is 1, Monday, to 7, Sunday (ISO 8601). */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly time: string }
  /** A rotation every `every` (1 to 366) calendar days, counted from the first due day `from`, `YYYY-MM-DD`. */
  | { readonly kind: 'days'; readonly every: number; readonly from: string; readonly time: string }
  /** A list of fixed local instants, `YYYY-MM-DDTHH:MM`, ascending. */
  | { readonly kind: 'dates'; readonly dates: readonly string[] };

/**
 * A cadence in an IANA time zone. `gapHours`: hours between a round's close and the next rotation, in which the closed round can be
 * revealed, and models can be trained on it before the next one opens; absent means none.
 */
export type Schedule = {
  readonly cadence: Cadence;
  readonly timeZone: string;
  readonly gapHours?: number | undefined;
};

/**
 * The latest close of a round: the beginning of the gap before this rotation, or the rotation itself for a round that opens
 * within the gap.
 */
export function findCloseBefore(
  { gapHours = 0 }: Pick<Schedule, 'gapHours'>,
  rotationAt: Date,
  openedAt: Date,
): Date {
  const closesAt = new Date(rotationAt.getTime() - gapHours * 3_600_000);
  return closesAt > openedAt ? closesAt : rotationAt;
}

/**
 * True for an IANA time zone in the zone data of this process (Intl). An offset such as `+02:00` is no time zone, since it has
 * no daylight saving time.
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // Intl also accepts some names of ICU that Temporal refuses, such as PST.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Describes the schedule for people: `monthly, on day 1 at 09:00 Europe/Berlin, 2 days after the round before closes`. */
export function formatCadence({ gapHours = 0, ...schedule }: Schedule): string {
  const words = formatWithoutGap(schedule);
  return gapHours === 0 ? words : `${words}, ${formatHours(gapHours)} after the round before closes`;
}

/** Formats hours as days where they are whole days, else as hours. */
export function formatHours(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function formatWithoutGap({ cadence, timeZone }: Schedule): string {
  switch (cadence.kind) {
    case 'none':
      return 'no cadence';
    case 'monthly': {
      const inShortMonths = cadence.day > 28 ? " (or the month's last day)" : '';
      return `monthly, on day ${cadence.day}${inShortMonths} at ${cadence.time} ${timeZone}`;
    }
    case 'weekly':
      return `weekly, on ${weekdayNames[cadence.weekday - 1]} at ${cadence.time} ${timeZone}`;
    case 'days': {
      const interval = cadence.every === 1 ? 'every day' : `every ${cadence.every} days`;
      return `${interval} from ${cadence.from} at ${cadence.time} ${timeZone}`;
    }
    case 'dates':
      return `${formatDates(cadence.dates)} ${timeZone}`;
  }
}

function formatDates(dates: readonly string[]): string {
  const [first, last] = [dates.at(0), dates.at(-1)].map((date) => (date ?? '').replace('T', ' at '));
  if (dates.length === 1) return `on one date, ${first}`;
  return `on ${dates.length} dates, the first ${first}, the last ${last}`;
}

/**
 * Finds the first due instant strictly after `after`; null when there is none (no cadence, or the last fixed date is over).
 *
 * A local time that a clock change skips is interpreted with the offset from before the change, so the clock then shows a
 * later time (02:30 becomes 03:30). A local time that happens twice means the first occurrence. This is Temporal's
 * `compatible` disambiguation, and that of RFC 5545 section 3.3.5. Two local times that a skipped day maps to one instant
 * (Pacific/Apia had no 2011-12-30) are one rotation.
 *
 * @throws RangeError for an invalid zone, date or time, since a stored schedule was validated
 */
export function findNextRotation(schedule: Schedule, after: Date): Date | null {
  const afterMs = after.getTime();
  const { cadence, timeZone } = schedule;
  if (cadence.kind === 'none') return null;
  if (cadence.kind === 'dates') {
    const nextMs = convertDates(schedule, cadence.dates).find((ms) => ms > afterMs);
    return nextMs === undefined ? null : new Date(nextMs);
  }
  const time = Temporal.PlainTime.from(cadence.time);
  // No clock change is longer than a day, so no instant on an earlier day than this can be due after `after`.
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

/** Cached instants of the fixed dates of each schedule object, since a forecast asks for many rotations in a row. */
const msOfDates = new WeakMap<Schedule, readonly number[]>();

function convertDates(schedule: Schedule, dates: readonly string[]): readonly number[] {
  const converted =
    msOfDates.get(schedule) ??
    dates
      .map((date) => toEpochMs(Temporal.PlainDateTime.from(date), schedule.timeZone))
      // A skipped hour can reverse the order of two dates.
      .sort((a, b) => a - b);
  msOfDates.set(schedule, converted);
  return converted;
}

/**
 * Finds the instant after which the rotations of a new schedule begin, or those of a schedule whose round was closed early.
 * An open round keeps its announced close. Even if the clock was set back, no recorded due time repeats.
 * @param recorded newest due time and newest close in the record; null for none
 */
export function findRotationStart(
  now: Date,
  openClosesAt: Date | null,
  recorded: readonly (Date | null)[] = [],
): Date {
  const keptMs = openClosesAt === null ? 0 : openClosesAt.getTime() - 1;
  return new Date(Math.max(now.getTime(), keptMs, ...recorded.map((at) => at?.getTime() ?? 0)));
}

/** Maximum number of rotations that are compared to find the shortest interval: four years of weekly rotations. */
const comparedRotationsMax = 208;

/**
 * Shortest time between two rotations in hours, which a schedule's gap must not reach; null for fewer than two rotations.
 * @param after instant after which the rotations begin
 */
export function findShortestInterval(schedule: Schedule, after: Date): number | null {
  const rotations = listRotations(schedule, after, comparedRotationsMax);
  const hours = rotations.slice(1).map((at, i) => (at.getTime() - rotations[i]!.getTime()) / 3_600_000);
  return hours.length === 0 ? null : Math.min(...hours);
}

/** Lists the first `count` due instants strictly after `after`, ascending; fewer if the fixed dates end. */
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

/** Yields the local days on which a rotation is due, ascending without end, from the first one on or after `earliest`. */
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
