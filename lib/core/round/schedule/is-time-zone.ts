import { Temporal } from 'temporal-polyfill';

/**
 * Whether a text names an IANA time zone that rotations can be computed in, by the zone data of this process
 * (Intl). An offset, `+02:00`, is none: it knows no daylight saving time.
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // Intl also takes names of ICU's own, such as PST, that Temporal refuses.
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
