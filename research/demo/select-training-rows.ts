import { sampleRows } from '@/demo/flights/draw-round';
import { type FlightInputs, listRowsOfMonths } from '@/demo/flights/flight-table';

/** `frozen`: trained once, on January. `rebuilt`: trained anew for each round, on every month before it. */
export type TrainingSchedule = 'frozen' | 'rebuilt';

/**
 * The last month a model entered in the round of `roundMonth` may learn from; the first is always January.
 *
 * Flights of earlier rounds' test sets may be among a rebuilt model's training rows, which is fair: those months are
 * over, and their delays known to anybody, when the next round opens.
 */
export function computeLastTrainingMonth(schedule: TrainingSchedule, roundMonth: number): number {
  if (roundMonth < 2) throw new Error('January has nothing before it to train on');
  return schedule === 'frozen' ? 1 : roundMonth - 1;
}

/** Up to `countMax` flights of January to `lastMonth`, in random order, as training wants them. */
export function selectTrainingRows(
  inputs: FlightInputs,
  lastMonth: number,
  countMax: number,
  seed: string,
): Uint32Array {
  return sampleRows(listRowsOfMonths(inputs, 1, lastMonth), countMax, `${seed}:training:${lastMonth}`);
}
