const zoned = (instant: Date): string => instant.toISOString().replace('T', ' ');

/** `2026-12-06`, in UTC. */
export const formatIsoDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/** `2026-12-06 13:51 UTC`: ISO 8601 with a space, as RFC 3339 allows it for people. */
export const formatIsoMinute = (instant: Date): string => `${zoned(instant).slice(0, 16)} UTC`;

/** `2026-12-06, 13:00–14:00 UTC`: what is kept to the hour. */
export function formatIsoHour(instant: Date): string {
  const hour = instant.getUTCHours();
  const name = (at: number) => `${String(at).padStart(2, '0')}:00`;
  return `${formatIsoDay(instant)}, ${name(hour)}–${name(hour + 1)} UTC`;
}

/**
 * The same instant on other clocks: `2026-12-06 14:51 +01:00`.
 * @param offsetMinutes ahead of UTC
 */
export function formatIsoAtOffset(instant: Date, offsetMinutes: number): string {
  const shifted = new Date(instant.getTime() + offsetMinutes * 60_000);
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = offsetMinutes < 0 ? '\u2212' : '+';
  return `${zoned(shifted).slice(0, 16)} ${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
