/** True in `npm run test:stress`, which repeats races and runs long simulations that `npm test` only samples. */
export const isStress = process.env.TIDEMARK_TEST_STRESS === '1';

/** Number of repetitions of a race, samples of a simulation, or size of its files. */
export function repetitions(usually: number, underStress: number): number {
  return isStress ? underStress : usually;
}
