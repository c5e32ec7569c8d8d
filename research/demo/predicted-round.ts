import type { DrawnItem } from '@/demo/flights/draw-round';
import type { ShippedPredictions } from '@/demo/predictions/read-predictions';

/** A round of the demo with the predictions of every model, each in the order of the items. */
export type PredictedRound = {
  readonly month: number;
  readonly items: readonly DrawnItem[];
  readonly models: readonly ShippedPredictions[];
};
