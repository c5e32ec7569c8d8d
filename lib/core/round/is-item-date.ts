const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):(\d{2})))?$/;

/**
 * Checks for an item's date: a day of the calendar, `2026-03-01`, or an instant with its offset from UTC, `2026-03-01T09:30:00Z`
 * (RFC 3339, seconds optional). A time without an offset names no instant.
 */
export function isItemDate(text: string): boolean {
  const match = pattern.exec(text);
  if (match === null) return false;
  const numberAt = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [numberAt(1), numberAt(2), numberAt(3)];
  if (month < 1 || month > 12 || day < 1 || day > countDays(year, month)) return false;
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  const [offsetHour, offsetMinute] = [numberAt(7), numberAt(8)];
  return hour <= 23 && minute <= 59 && second <= 59 && offsetHour <= 23 && offsetMinute <= 59;
}

function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
