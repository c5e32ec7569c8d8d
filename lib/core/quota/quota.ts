/** The UTC day of an instant, `YYYY-MM-DD`, by which daily quotas are counted. */
export const utcDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/** End of the UTC day of `instant`, when the daily quota is available again. */
export const nextUtcDay = (instant: Date): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate() + 1));

export type Usage = { limit: number; used: number };

/** Number of slots left. Never negative, even if the limit was lowered below the used number. */
export const slotsLeft = ({ limit, used }: Usage): number => Math.max(0, limit - used);

/**
 * Objects whose number is limited per person and for the whole site. `checks` are test sets that wait for their report,
 * `dry_runs` those that haven't finished.
 */
export const countables = ['benchmarks', 'checks', 'drafts', 'dry_runs', 'rounds', 'tokens'] as const;

export type Countable = (typeof countables)[number];
