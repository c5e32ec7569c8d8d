import type { TrainFlightModel } from './flight-model';
import { computeBaseRate } from './late-counts';

/** Climatology: every flight gets the training data's share of late ones. It ranks nothing, so its AUC is 1/2. */
export const trainBaseRate: TrainFlightModel = (table, rows) => {
  const rate = computeBaseRate(rows, table.isLate);
  return () => rate;
};
