/**
 * An instant as a `datetime-local` field holds it, meant as UTC: to the minute, or as finely as it was planned over the
 * API, so that saving a form changes no date that nobody touched. Empty where there is none.
 */
export function typedInstant(instant: string | null): string {
  return instant?.replace(/(:00)?(\.000)?Z$/, '') ?? '';
}
