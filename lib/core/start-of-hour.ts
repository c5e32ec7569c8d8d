/** The UTC hour of an instant: the precision with which the last use of a session or a token is stored. */
export const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
