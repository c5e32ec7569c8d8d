/** The hour in which an instant lies, in UTC: as precise as the last use of a session or a token is kept. */
export const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
