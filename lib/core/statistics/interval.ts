/** How the limits of a published score were computed. Those that begin with `cluster` take items in groups as groups. */
export const intervalMethods = [
  'wilson',
  'bootstrap-percentile',
  'bootstrap-bca',
  'delong-logit-t',
  'jackknife-logit-t',
  'jackknife-fisher',
  'cluster-wilson',
  'cluster-bootstrap-percentile',
  'cluster-bootstrap-bca',
  'cluster-delong-logit',
  'cluster-jackknife-logit',
  'cluster-jackknife-fisher',
  // Of an open round: the told score ± 1.96 of the told standard errors.
  'told-standard-error',
] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

/**
 * A two-sided interval that aims to hold the true score in 95 of 100 rounds. The seed is the one the resamples came from; null where
 * nothing was drawn. The mark `rests_on_few_items` is set where so few items decide the score that the limits may hold it far less
 * often; intervals of an open round don't have it.
 */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
  readonly level: 0.95;
  readonly method: IntervalMethod;
  readonly seed: string | null;
  readonly rests_on_few_items?: boolean;
};

/** Limits on the scale of the metric, before anything is known about method or seed. */
export type Limits = { readonly lower: number; readonly upper: number };

/** Limits with how they were computed. */
export type MethodLimits = Limits & { readonly method: IntervalMethod };
