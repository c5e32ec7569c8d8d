import { setAside } from '../feedback/ladder/guarded-z';
import { computeTestThreshold, findWinsNeeded } from '../feedback/ladder/wins-needed';
import { square } from '../statistics/exact-math';
import { computeOneSidedMcNemarP } from '../statistics/mcnemar';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { populationCount, sumBinomial } from './typical-set';

/** Number of standard deviations beyond which a probability is rounded to 1; pages show far fewer digits. */
const certainFrom = 9;

/** Share of items on which only one of two files is right: for two versions of a model, and for two unrelated models. */
export const discordantShares = { alike: 0.06, unlike: 0.18 } as const;

const gains = [0.01, 0.02, 0.03, 0.05] as const;

/**
 * Probability that a model that is better by `gain` is reported as an improvement, for two shares of items on which the
 * files differ.
 */
export type GainChance = { readonly gain: number; readonly alike: number; readonly unlike: number };

/**
 * Lists the probabilities for several gains.
 * @param itemCount number of feedback items that the test uses
 * @param level significance level of the test
 */
export const listGainChances = (itemCount: number, level: number): readonly GainChance[] =>
  gains.map((gain) => {
    const chanceAt = (discordantShare: number) =>
      computeReportedChance({ itemCount, gain, discordantShare, level });
    return { gain, alike: chanceAt(discordantShares.alike), unlike: chanceAt(discordantShares.unlike) };
  });

/**
 * A part of a population of items: its share of the items, the gain of each of these items from one file to another, and
 * their largest possible loss.
 */
export type GainCell = { readonly share: number; readonly gain: number; readonly loss: number };

/**
 * Computes the probability that guarded z reports the second of two files as better, on feedback items drawn from this
 * population. z and z′ are approximated as normal with the mean and variance of the gains: Φ((nμ − c·b − t√(nσ² +
 * b²))/(σ√n)). Simulations agree to a few points (`typical-step.test.ts`).
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

/** Largest possible losses of the population's items, repeated by their shares. */
const repeatLosses = (cells: readonly GainCell[]): Float64Array =>
  Float64Array.from(
    cells.flatMap(({ share, loss }) => new Array<number>(Math.round(populationCount * share)).fill(loss)),
  );

type Moments = { readonly mean: number; readonly variance: number };

function momentsOf(cells: readonly { share: number; x: number }[]): Moments {
  const mean = cells.reduce((sum, { share, x }) => sum + share * x, 0);
  return { mean, variance: cells.reduce((sum, { share, x }) => sum + share * square(x - mean), 0) };
}

/**
 * Computes the probability that the exact McNemar test reports a file that is better by `gain`: each item is won with
 * probability (q + gain)/2 and lost with (q − gain)/2, q the share of items on which the files differ. The result is exact,
 * a sum over the number of items that differ and the number of these that are won. Takes at most some ten million steps. If
 * the expected outcome is nine standard deviations beyond the required outcome, the function returns 1 at once. Throws a
 * RangeError unless 0 ≤ gain ≤ q ≤ 1.
 */
export function computeReportedChance({
  itemCount,
  gain,
  discordantShare,
  level,
}: {
  /** Number of items in the feedback split that the test compares. */
  readonly itemCount: number;
  /** Difference of the two scores, as a share of 1. */
  readonly gain: number;
  readonly discordantShare: number;
  /** Significance level α of the test. */
  readonly level: number;
}): number {
  if (!(gain >= 0 && gain <= discordantShare && discordantShare <= 1))
    throw new RangeError(
      `A gain of ${gain} needs files that differ on as many items, not ${discordantShare}.`,
    );
  if (itemCount === 0 || discordantShare === 0) return 0;
  if (isCertain(itemCount, gain, discordantShare, level)) return 1;
  const wonShare = (discordantShare + gain) / 2 / discordantShare;
  let wins: number | null = null;
  return sumBinomial(itemCount, discordantShare, (changed) => {
    wins = wins === null ? findWinsNeeded(changed, level) : moveOn(wins, changed, level);
    const needed = wins;
    return needed === null ? 0 : sumBinomial(changed, wonShare, (won) => (won >= needed ? 1 : 0));
  });
}

/** Finds the wins needed for one more discordant item, from those for one fewer: the same number, or one more. */
const moveOn = (wins: number, changed: number, level: number): number =>
  computeOneSidedMcNemarP(wins, changed - wins) < level ? wins : wins + 1;

function isCertain(itemCount: number, gain: number, share: number, level: number): boolean {
  const beyond = itemCount * gain - computeTestThreshold(level) * Math.sqrt(itemCount * share);
  return beyond > certainFrom * Math.sqrt(itemCount * (share - gain * gain));
}
