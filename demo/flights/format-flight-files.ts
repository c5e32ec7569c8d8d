import type { DrawnItem } from './draw-round';
import { type FlightTable, formatDay } from './flight-table';

/** Labelled flights as a CSV with the columns `id,date,hour,distance,origin,destination,label`; labels are `on_time` and `late`. */
export function formatLabelledFlights(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map((item) => listCells(table, item).join(','));
  return `${flightColumns}\n${lines.join('\n')}\n`;
}

/**
 * Like `formatLabelledFlights`, with additional slice columns: groups of flights for which scores are published after the
 * close.
 */
export function formatSlicedFlights(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map((item) =>
    [
      ...listCells(table, item),
      dayParts.find(({ lastHour }) => table.hour[item.row]! <= lastHour)!.name,
      distances.find(({ below }) => table.distance[item.row]! < below)!.name,
    ].join(','),
  );
  return `${flightColumns},slice_day_part,slice_distance\n${lines.join('\n')}\n`;
}

const flightColumns = 'id,date,hour,distance,origin,destination,label';

const listCells = (table: FlightTable, { id, row }: DrawnItem) => [
  id,
  formatDay(table.day[row]!),
  table.hour[row],
  table.distance[row],
  table.airports[table.origin[row]!],
  table.airports[table.destination[row]!],
  table.isLate[row] === 1 ? 'late' : 'on_time',
];

const dayParts = [
  { lastHour: 4, name: '22–4 h (night)' },
  { lastHour: 9, name: '5–9 h (morning)' },
  { lastHour: 13, name: '10–13 h (midday)' },
  { lastHour: 17, name: '14–17 h (afternoon)' },
  { lastHour: 21, name: '18–21 h (evening)' },
  { lastHour: 23, name: '22–4 h (night)' },
];

const distances = [
  { below: 300, name: '0–299 miles' },
  { below: 600, name: '300–599 miles' },
  { below: 1_000, name: '600–999 miles' },
  { below: Infinity, name: '1000 miles and more' },
];

/**
 * A file of probabilities as a CSV with the columns `id,p_on_time,p_late`; the two probabilities have six decimals and add up
 * to exactly 1.
 * @param late for each item the probability to be late, between 0 and 1 and with six decimals
 */
export function formatProbabilities(items: readonly DrawnItem[], late: readonly string[]): string {
  const lines = items.map(({ id }, i) => {
    const onTimeMillionths = 1_000_000 - Number(late[i]!.slice('0.'.length));
    return `${id},0.${String(onTimeMillionths).padStart(6, '0')},${late[i]}`;
  });
  return `id,p_on_time,p_late\n${lines.join('\n')}\n`;
}

/**
 * A file of predicted classes as a CSV with the columns `id,prediction`. `predicted` has, for each item, an index into
 * `classes`.
 */
export const formatClasses = (
  ids: readonly string[],
  predicted: Uint8Array,
  classes: readonly string[],
): string => `id,prediction\n${ids.map((id, i) => `${id},${classes[predicted[i]!]}`).join('\n')}\n`;
