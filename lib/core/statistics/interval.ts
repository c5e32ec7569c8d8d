/** Devices behind the interval of a score; `-t` are symmetric on that scale, with a quantile of Student's t. */
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
  // Of an open round: the told score ± 1.96 of the told standard errors.
  'told-standard-error',
] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

/** Reasons for which an interval holds the true score clearly less often than 95 % of the time. */
export const unreliableReasons = ['few_groups', 'few_positives', 'few_confident_errors'] as const;
export type UnreliableReason = (typeof unreliableReasons)[number];

/**
 * A two-sided interval that aims to hold the true score in 95 of 100 rounds. The seed is the one the resamples came from; null where
 * nothing was drawn.
 */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly level: 0.95;
  readonly method: IntervalMethod;
  readonly seed: string | null;
  /** Absent in open rounds. */
  readonly unreliable?: UnreliableReason | null;
  /** RMSE and R² only: share of the squared error that the largest 1 % of the errors make. Absent in open rounds. */
  readonly tail_share?: number;
};

/** Limits on the scale of the metric, before anything is known about method or seed. */
export type Limits = { readonly lower: number; readonly upper: number };

/** Limits with how they were computed. */
export type MethodLimits = Limits & { readonly method: ScoreIntervalMethod };
