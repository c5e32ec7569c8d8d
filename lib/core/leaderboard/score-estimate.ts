import type { Interval } from '../statistics/interval';

/** A score with its interval, in the metric's unit; null where too few groups leave nothing to compute one from. */
export type ScoreEstimate = { readonly score: number; readonly interval: Interval | null };
