/**
 * True in `npm run test:stress`, which repeats races more often and runs long simulations of which `npm test` runs only a
 * sample.
 */
export const isStress = process.env.TIDEMARK_TEST_STRESS === '1';

/**
 * The number of repetitions of a race, samples of a simulation or megabytes of a file: `usually`, or `underStress` in stress
 * tests.
 */
export function repetitions(usually: number, underStress: number): number {
  return isStress ? underStress : usually;
}
