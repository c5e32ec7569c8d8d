/**
 * Model inputs of flights as columns, with one entry for each flight. The delay isn't among them.
 * `day` counts days from 2001-01-01, `hour` is the hour of departure (0 to 23), `distance` is in miles, `origin` and
 * `destination` are indexes into `airports` (IATA codes, sorted).
 * The source doesn't say so, but its minutes are not those of a timetable, so the hour must be that of the actual departure:
 * models predict lateness at the time when a flight leaves, not when it is booked.
 */
export type FlightInputs = {
  readonly day: Uint8Array;
  readonly hour: Uint8Array;
  readonly distance: Uint16Array;
  readonly origin: Uint8Array;
  readonly destination: Uint8Array;
  readonly airports: readonly string[];
};

/**
 * Flights with their outcome: the delay at arrival in minutes, negative if early; `isLate` is 1 for more than
 * `LATE_AFTER_MINUTES`, else 0.
 */
export type FlightTable = FlightInputs & { readonly isLate: Uint8Array; readonly delayMinutes: Int16Array };

export const LATE_AFTER_MINUTES = 15;

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2001, 0, 1);
const FIRST_DAY_OF_MONTH = Array.from(
  { length: 13 },
  (_, i) => (Date.UTC(2001, i, 1) - FIRST_DAY_MS) / DAY_MS,
);
const MONTH_BY_DAY = Uint8Array.from({ length: 365 }, (_, day) =>
  FIRST_DAY_OF_MONTH.findIndex((first) => day < first),
);

/** Month of a `day` column value, 1 for January to 12 for December 2001. */
export const monthOfDay = (day: number): number => MONTH_BY_DAY[day]!;

/** Weekday of a `day` column value, 0 for Monday to 6 for Sunday. 2001-01-01 was a Monday. */
export const weekdayOfDay = (day: number): number => day % 7;

/** A `day` column value as a date, YYYY-MM-DD. */
export const formatDay = (day: number): string =>
  new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10);

/** Row indexes of the flights of months `first` to `last` inclusive, in table order. */
export function listRowsOfMonths(inputs: FlightInputs, first: number, last: number): Uint32Array {
  const dayFrom = FIRST_DAY_OF_MONTH[first - 1]!;
  const dayTo = FIRST_DAY_OF_MONTH[last]!;
  const rows = new Uint32Array(inputs.day.length);
  let count = 0;
  for (let row = 0; row < inputs.day.length; row++) {
    const day = inputs.day[row]!;
    if (day >= dayFrom && day < dayTo) rows[count++] = row;
  }
  return rows.slice(0, count);
}
