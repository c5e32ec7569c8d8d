export const cadenceKinds = ['none', 'monthly', 'weekly', 'days', 'dates'] as const;
export type CadenceKind = (typeof cadenceKinds)[number];

/**
 * When rotations are due, in local time of the schedule's zone. `time` is `HH:MM`, 00:00 to 23:59.
 * `none`: no rotation by itself, rounds open at their own planned instants.
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
