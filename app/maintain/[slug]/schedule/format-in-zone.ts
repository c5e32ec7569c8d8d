import { Temporal } from 'temporal-polyfill';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/**
 * An instant on the clocks of a time zone, with their offset: `Sun 2026-03-01 00:00 +01:00`. The same text in every
 * process, which Intl doesn't promise.
 * @throws RangeError for a zone that isn't one
 */
export function formatInZone(instant: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const day = `${weekdays[local.dayOfWeek - 1]} ${local.toPlainDate()}`;
  return `${day} ${time} ${local.offset.replace('-', '\u2212')}`;
}
