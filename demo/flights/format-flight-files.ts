import type { DrawnItem } from './draw-round';
import { type FlightTable, formatDay } from './flight-table';

/** A labelled set as CSV: `id,date,hour,distance,origin,destination,label`, labels `on_time` and `late`. */
export function formatLabelledFlights(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map((item) => listCells(table, item).join(','));
  return `${flightColumns}\n${lines.join('\n')}\n`;
}

/** A test set as CSV: the same with the slices by which scores are shown after the close. */
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
 * A file of probabilities as CSV: `id,p_on_time,p_late`, six decimals that add up to exactly 1.
 *
 * @param late the probability that each item is late, between 0 and 1 and with six decimals
 */
export function formatProbabilities(items: readonly DrawnItem[], late: readonly string[]): string {
  const lines = items.map(({ id }, i) => {
    const onTimeMillionths = 1_000_000 - Number(late[i]!.slice('0.'.length));
    return `${id},0.${String(onTimeMillionths).padStart(6, '0')},${late[i]}`;
  });
  return `id,p_on_time,p_late\n${lines.join('\n')}\n`;
}

/** A file of classes as CSV: `id,prediction`. `predicted` has an index into `classes` for each id. */
export const formatClasses = (
  ids: readonly string[],
  predicted: Uint8Array,
  classes: readonly string[],
): string => `id,prediction\n${ids.map((id, i) => `${id},${classes[predicted[i]!]}`).join('\n')}\n`;
