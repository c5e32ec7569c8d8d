import type { Schedule } from './schedule';

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** When rounds rotate, in words for people: `monthly, on day 1 at 09:00 Europe/Berlin`. */
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
