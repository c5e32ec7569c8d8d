/** True in `npm run test:stress`, which repeats races and simulates at length what `npm test` only tries. */
export const isStress = process.env.TIDEMARK_TEST_STRESS === '1';

/** How often a race is run, how many samples a simulation draws, or how large its files are. */
export function repetitions(usually: number, underStress: number): number {
  return isStress ? underStress : usually;
}
