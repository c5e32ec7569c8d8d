import type { CalendarLayout } from './lay-out-calendar';

/** Where an instant lies between the ends of the picture, 0 to 100, kept inside. */
export function placeOnAxis({ from, to }: Pick<CalendarLayout, 'from' | 'to'>, at: Date): number {
  const share = (at.getTime() - from.getTime()) / (to.getTime() - from.getTime());
  return Number((100 * Math.min(1, Math.max(0, share))).toFixed(2));
}
