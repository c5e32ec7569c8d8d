import type { Interval } from '../statistics/interval';

/** A score with its 95 % interval, in the metric's unit. */
export type ScoreEstimate = { readonly score: number; readonly interval: Interval };
