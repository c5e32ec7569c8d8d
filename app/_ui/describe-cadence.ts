import { formatCadence, type Schedule } from '@/lib/core/round/schedule/schedule';

/** When rounds rotate, for people: `monthly, on day 1 at 12:00 UTC`. */
export const describeCadence = (schedule: Schedule): string =>
  schedule.cadence.kind === 'none' ? 'manually' : formatCadence(schedule);
