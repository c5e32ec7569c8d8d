import { setAside } from '../feedback/ladder/set-aside';
import { computeTestThreshold } from '../feedback/ladder/test-level';
import { square } from '../statistics/exact-math';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { populationCount } from './typical-set';

/** A share of a population's items, what each of them gains from one file to another, and the most that one could lose. */
export type GainCell = { readonly share: number; readonly gain: number; readonly loss: number };

/**
 * The chance that guarded z reports the second of two files, of so many feedback items drawn from this population: z and z′ are taken as
 * normal about mean and variance of the gains, Φ((nμ − c·b − t√(nσ² + b²))/(σ√n)). Simulations find the same to some points
 * (`typical-step.test.ts`).
 */
export function computeGuardedChance(
  cells: readonly GainCell[],
  { itemCount: n, level }: { readonly itemCount: number; readonly level: number },
): number {
  const t = computeTestThreshold(level);
  const c = (square(t) + 2) / 3;
  const { lossMax, owed } = setAside(repeatLosses(cells), (c + t) / n);
  const stake = lossMax + owed;
  const plain = momentsOf(cells.map(({ share, gain: x }) => ({ share, x })));
  const guarded = momentsOf(
    cells.map(({ share, gain: x, loss }) => ({ share, x: (loss > lossMax ? 0 : x) - owed })),
  );
  const chanceBeyond = ({ mean, variance }: Moments, needed: number) =>
    variance > 0
      ? computeNormalCdf((n * mean - needed) / Math.sqrt(n * variance))
      : Number(n * mean > needed);
  return Math.min(
    chanceBeyond(plain, t * Math.sqrt(n * plain.variance)),
    chanceBeyond(guarded, c * stake + t * Math.sqrt(n * guarded.variance + square(stake))),
  );
}

/** The most that each item of the population could lose. */
const repeatLosses = (cells: readonly GainCell[]): Float64Array =>
  Float64Array.from(
    cells.flatMap(({ share, loss }) => new Array<number>(Math.round(populationCount * share)).fill(loss)),
  );

type Moments = { readonly mean: number; readonly variance: number };

function momentsOf(cells: readonly { share: number; x: number }[]): Moments {
  const mean = cells.reduce((sum, { share, x }) => sum + share * x, 0);
  return { mean, variance: cells.reduce((sum, { share, x }) => sum + share * square(x - mean), 0) };
}
