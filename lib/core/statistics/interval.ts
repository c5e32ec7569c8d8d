/**
 * Methods for the interval of a score. Those that end in `-t` are symmetric on the named scale, with a quantile of Student's
 * t.
 */
export const scoreIntervalMethods = ['wilson', 'logit-t', 'fisher-t', 'log-t', 'bootstrap'] as const;
export type ScoreIntervalMethod = (typeof scoreIntervalMethods)[number];

/** Methods of published intervals. Those that begin with `cluster` sample groups of items as wholes. */
export const intervalMethods = [
  ...scoreIntervalMethods,
  'cluster-wilson',
  'cluster-logit-t',
  'cluster-fisher-t',
  'cluster-log-t',
  'cluster-bootstrap',
  // Method in open rounds: reported score ± 1.96 · reported standard error.
  'reported-standard-error',
] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

/** Reasons why an interval covers the true score clearly less often than 95 % of the time. */
export const unreliableReasons = ['few_groups', 'few_positives', 'few_confident_errors'] as const;
export type UnreliableReason = (typeof unreliableReasons)[number];

/**
 * A two-sided interval that aims to cover the true score in 95 of 100 rounds. `seed` is the seed of the resampling; null
 * without resampling.
 */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly level: 0.95;
  readonly method: IntervalMethod;
  readonly seed: string | null;
  /** Reason why the interval is unreliable; null for a reliable interval. Absent in open rounds. */
  readonly unreliable?: UnreliableReason | null;
  /** Share of the squared error that the largest 1 % of the errors make; only for RMSE and R², absent in open rounds. */
  readonly tail_share?: number;
};

/** An interval on the scale of the metric, without method or seed. */
export type Bounds = { readonly lower: number; readonly upper: number };

/** An interval with its method. */
export type MethodInterval = Bounds & { readonly method: ScoreIntervalMethod };
