import { sampleRows } from '@/demo/flights/draw-round';
import { type FlightInputs, listRowsOfMonths } from '@/demo/flights/flight-table';

/** `frozen`: trained once, on January. `rebuilt`: trained anew for each round, on every month before it. */
export type TrainingSchedule = 'frozen' | 'rebuilt';

/**
 * The last month of training data for a model in the round of `roundMonth`; the first is always January.
 *
 * A rebuilt model's training rows may include flights of earlier rounds' test sets, which is fair: those months are over, and
 * their delays public, when the next round opens.
 */
export function computeLastTrainingMonth(schedule: TrainingSchedule, roundMonth: number): number {
  if (roundMonth < 2) throw new Error('there is no month before January to train on');
  return schedule === 'frozen' ? 1 : roundMonth - 1;
}

/** Up to `countMax` flights of January to `lastMonth`, in the random order that training needs. */
export function selectTrainingRows(
  inputs: FlightInputs,
  lastMonth: number,
  countMax: number,
  seed: string,
): Uint32Array {
  return sampleRows(listRowsOfMonths(inputs, 1, lastMonth), countMax, `${seed}:training:${lastMonth}`);
}
