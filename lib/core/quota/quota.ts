/** The UTC day of an instant, `YYYY-MM-DD`: daily quotas are counted by it. */
export const utcDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/** When the day of `instant` ends and its quota comes back. */
export const nextUtcDay = (instant: Date): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate() + 1));

export type Usage = { limit: number; used: number };

/** Never below zero, also when a limit was lowered under what is used. */
export const slotsLeft = ({ limit, used }: Usage): number => Math.max(0, limit - used);
