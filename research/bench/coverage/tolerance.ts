/** Repetitions that the other program's figures rest on, the fewest that it names. */
const theirTimes = 400;

/** Three standard errors of the difference of a share, found in so many repetitions, and the specification's. */
export const tolerance = (expected: number, count: number): number =>
  3 * Math.sqrt(Math.max(expected * (1 - expected), 1 / theirTimes) * (1 / count + 1 / theirTimes));

/** The same of a share that is asked for and was found by nobody. */
export const toleranceOfLevel = (level: number, count: number): number =>
  3 * Math.sqrt((level * (1 - level)) / count);

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
