import type { DrawnItem } from './draw-round';
import { type FlightTable, formatDay } from './flight-table';

/** A labelled set as CSV: `id,date,hour,distance,origin,destination,label`, labels `on_time` and `late`. */
export function formatLabelledFlights(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map(({ id, row }) =>
    [
      id,
      formatDay(table.day[row]!),
      table.hour[row],
      table.distance[row],
      table.airports[table.origin[row]!],
      table.airports[table.destination[row]!],
      table.isLate[row] === 1 ? 'late' : 'on_time',
    ].join(','),
  );
  return `id,date,hour,distance,origin,destination,label\n${lines.join('\n')}\n`;
}

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
