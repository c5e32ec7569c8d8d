// These formats are written without Intl, since server and browser must print the same text and their ICU data differ. All
// times are in UTC, except those with `offsetMinutes`, which are ahead of UTC by that.

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

const monthOf = (instant: Date): string => months[instant.getUTCMonth()]!;

/** Short name of a month as in the locale `en-GB`, in which only September has four letters. */
function shortMonthOf(instant: Date): string {
  const month = monthOf(instant);
  return month.slice(0, month === 'September' ? 4 : 3);
}

/** For example `05:50`. */
export const formatTime = (instant: Date): string => instant.toISOString().slice(11, 16);

/** For example `7 Mar`. */
export const formatShortDay = (instant: Date): string => `${instant.getUTCDate()} ${shortMonthOf(instant)}`;

/** For example `7 Mar 2026`. */
export const formatDay = (instant: Date): string => `${formatShortDay(instant)} ${instant.getUTCFullYear()}`;

/** For example `7 March 2026`. */
export const formatLongDay = (instant: Date): string =>
  `${instant.getUTCDate()} ${monthOf(instant)} ${instant.getUTCFullYear()}`;

/** For example `Sat 28 November 2026`. */
export const formatWeekday = (instant: Date): string =>
  `${days[instant.getUTCDay()]} ${formatLongDay(instant)}`;

/** The time on a clock with this offset from UTC, for example `Sat 28 Nov, 06:50`. */
export function formatAtOffset(instant: Date, offsetMinutes: number): string {
  const shifted = shift(instant, offsetMinutes);
  return `${days[shifted.getUTCDay()]} ${formatShortDay(shifted)}, ${formatTime(shifted)}`;
}

/** For example `2026-12-06`. */
export const formatIsoDay = (instant: Date): string => instant.toISOString().slice(0, 10);

const formatIsoDayAndTime = (instant: Date): string => `${formatIsoDay(instant)} ${formatTime(instant)}`;

/** For example `2026-12-06 13:51 UTC`: ISO 8601 with a space, which RFC 3339 allows for readability. */
export const formatIsoMinute = (instant: Date): string => `${formatIsoDayAndTime(instant)} UTC`;

/** For example `2026-12-06, 13:00–14:00 UTC`, for a time that is stored only to the hour. */
export function formatIsoHour(instant: Date): string {
  const hour = instant.getUTCHours();
  return `${formatIsoDay(instant)}, ${twoDigits(hour)}:00–${twoDigits(hour + 1)}:00 UTC`;
}

/** The time on a clock with this offset from UTC, for example `2026-12-06 14:51 +01:00`. */
export function formatIsoAtOffset(instant: Date, offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const sign = offsetMinutes < 0 ? '\u2212' : '+';
  const offset = `${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${formatIsoDayAndTime(shift(instant, offsetMinutes))} ${offset}`;
}

const shift = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);

const twoDigits = (value: number): string => String(value).padStart(2, '0');
