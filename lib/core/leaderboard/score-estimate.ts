export type IntervalMethod = 'wilson' | 'bootstrap-percentile' | 'delong-logit';

/** A score with its 95 % interval. The seed reproduces a resampled interval; it is null for closed forms. */
export type ScoreEstimate = {
  readonly score: number;
  readonly interval: {
    readonly lower: number;
    readonly upper: number;
    readonly level: number;
    readonly method: IntervalMethod;
    readonly seed: string | null;
  };
};
