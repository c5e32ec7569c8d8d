import type { RoundView } from '@/lib/contracts/round';

/** When a round is or was open, in milliseconds since 1970. Of an open one without a planned close it ends now. */
export type RoundSpan = { readonly from: number; readonly to: number };

/** @returns null of a round that hasn't opened */
export function spanOfRound(
  { opened_at, closes_at, closed_at }: Pick<RoundView, 'opened_at' | 'closes_at' | 'closed_at'>,
  now: Date,
): RoundSpan | null {
  if (opened_at === null) return null;
  const from = Date.parse(opened_at);
  const to = closed_at ?? closes_at;
  return { from, to: Math.max(from + 1, to === null ? now.getTime() : Date.parse(to)) };
}

const dayMs = 86_400_000;

/** The ends of a span in UTC: days, or times of one day. */
export function describeSpan({ from, to }: RoundSpan): readonly [string, string] {
  if (to - from > dayMs) return [formatDay(from), formatDay(to)];
  return [`${formatDay(from)}, ${formatTime(from)}`, formatTime(to)];
}

const formatDay = (instant: number): string =>
  new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const formatTime = (instant: number): string => new Date(instant).toISOString().slice(11, 19);
