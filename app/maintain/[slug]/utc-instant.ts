/**
 * Reads the value of a `datetime-local` input, which has no time zone, as UTC: `2026-12-31T23:59` becomes
 * `2026-12-31T23:59:00Z`. Null for an empty value. Other text is returned as typed, so that the API's schema rejects it.
 */
export function utcInstant(typed: string | undefined): string | null {
  if (!typed) return null;
  const [, toMinute, seconds] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?$/.exec(typed) ?? [];
  return toMinute ? `${toMinute}${seconds ?? ':00'}Z` : typed;
}
