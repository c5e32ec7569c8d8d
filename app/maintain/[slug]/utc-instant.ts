/**
 * The instant of a `datetime-local` field, whose text has no zone and is meant as UTC here: `2026-12-31T23:59` is
 * `2026-12-31T23:59:00Z`. Null when nothing was typed; other text stays as it is, for the contract to refuse.
 */
export function utcInstant(typed: string | undefined): string | null {
  if (!typed) return null;
  const [, toMinute, seconds] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?$/.exec(typed) ?? [];
  return toMinute ? `${toMinute}${seconds ?? ':00'}Z` : typed;
}
