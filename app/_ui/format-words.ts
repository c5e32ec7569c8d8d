const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

// For components of the browser: the first Intl.DateTimeFormat of a page takes a slow phone 0.15 s.

/** `Sat 28 November 2026`, in UTC. */
export const formatDayInWords = (instant: Date): string =>
  `${days[instant.getUTCDay()]} ${instant.getUTCDate()} ${months[instant.getUTCMonth()]} ${instant.getUTCFullYear()}`;

/** `05:50`, in UTC. */
export const formatTime = (instant: Date): string => instant.toISOString().slice(11, 16);

/**
 * The same instant on other clocks: `Sat 28 Nov, 06:50`.
 * @param offsetMinutes ahead of UTC
 */
export function formatWordsAtOffset(instant: Date, offsetMinutes: number): string {
  const shifted = new Date(instant.getTime() + offsetMinutes * 60_000);
  const name = months[shifted.getUTCMonth()]!;
  // The one that `en-GB` shortens to four letters.
  const month = name.slice(0, name === 'September' ? 4 : 3);
  return `${days[shifted.getUTCDay()]} ${shifted.getUTCDate()} ${month}, ${formatTime(shifted)}`;
}
