import { Temporal } from 'temporal-polyfill';

export const cadenceKinds = ['none', 'monthly', 'weekly', 'days', 'dates'] as const;

export type CadenceKind = (typeof cadenceKinds)[number];

/**
 * Due times of rotations, in local time of the schedule's zone. `time` is `HH:MM`, 00:00 to 23:59. `none`: no automatic rotation,
 * rounds open at their own planned instants.
 */
export type Cadence =
  | { readonly kind: 'none' }
  /** `day` is 1 to 31; a day past the month's end means its last day. */
  | { readonly kind: 'monthly'; readonly day: number; readonly time: string }
  /** `weekday` is 1, Monday, to 7, Sunday (ISO 8601). */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly time: string }
  /** Every `every` (1 to 366) calendar days counted from `from`, `YYYY-MM-DD`, which is the first one due. */
  | { readonly kind: 'days'; readonly every: number; readonly from: string; readonly time: string }
  /** Hand-picked local instants, `YYYY-MM-DDTHH:MM`, ascending. */
  | { readonly kind: 'dates'; readonly dates: readonly string[] };

/** A cadence in an IANA time zone. */
export type Schedule = { readonly cadence: Cadence; readonly timeZone: string };

/** Checks for an IANA time zone in the zone data of this process (Intl). An offset, `+02:00`, is none: it has no daylight saving time. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // Intl also accepts names of ICU's own, such as PST, that Temporal refuses.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The schedule in words for people: `monthly, on day 1 at 09:00 Europe/Berlin`. */
export function formatCadence({ cadence, timeZone }: Schedule): string {
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
