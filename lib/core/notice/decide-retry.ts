/** Maximum number of tries of one mail; after the last one it stays unsent. */
export const attemptsMax = 5;

const minute = 60_000;
const waitsMs = [2 * minute, 10 * minute, 60 * minute, 6 * 60 * minute] as const;

/**
 * Time of the next try of a mail unless it is known to be sent by then. The shortest wait is longer than any try takes, so that
 * no two processes try at once.
 * @param attempt tries begun, the present one included: 1 or more
 */
export const decideRetryAt = (now: Date, attempt: number): Date =>
  new Date(now.getTime() + (waitsMs[attempt - 1] ?? waitsMs[waitsMs.length - 1]!));
