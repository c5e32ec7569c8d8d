import type { DrawnItem } from './draw-round';
import { type FlightTable, formatDay } from './flight-table';
import type { FlightModel } from './models/flight-model';

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
 * A model's predictions as CSV: `id,p_on_time,p_late`, six decimals that add up to exactly 1.
 *
 * Counted in millionths, and kept off 0 and 1, where one wrong flight would cost an infinite log loss.
 *
 * @throws if the model gives something that is no probability.
 */
export function formatPredictions(
  table: FlightTable,
  items: readonly DrawnItem[],
  model: FlightModel,
): string {
  const lines = items.map(({ id, row }) => {
    const probability = model(table, row);
    if (!(probability >= 0 && probability <= 1)) throw new Error(`${id}: the model predicts ${probability}`);
    const lateMillionths = Math.min(999_999, Math.max(1, Math.round(probability * 1_000_000)));
    return `${id},${formatMillionths(1_000_000 - lateMillionths)},${formatMillionths(lateMillionths)}`;
  });
  return `id,p_on_time,p_late\n${lines.join('\n')}\n`;
}

/** A file of classes as CSV: `id,prediction`. `predicted` has an index into `classes` for each id. */
export const formatClasses = (
  ids: readonly string[],
  predicted: Uint8Array,
  classes: readonly string[],
): string => `id,prediction\n${ids.map((id, i) => `${id},${classes[predicted[i]!]}`).join('\n')}\n`;

const formatMillionths = (millionths: number): string => `0.${String(millionths).padStart(6, '0')}`;
