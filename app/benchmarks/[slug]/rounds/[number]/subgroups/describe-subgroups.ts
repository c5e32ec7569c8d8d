import type { PairInSlices, SubgroupsView } from '@/lib/contracts/subgroups';
import {
  chooseDecimals,
  formatDifference,
  formatScore,
  formatSignificant,
  isBounded,
  scoreScale,
} from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The name of a slice column for readers, for example `day part` for `day_part`. */
export const titleOfColumn = (name: string): string => name.replaceAll('_', ' ');

/** A score for a narrow column: with one decimal if it is shown × 100, otherwise with three significant digits. */
export const formatCell = (metric: MetricName, score: number): string =>
  isBounded(metric) ? formatScore(metric, score, 3) : formatSignificant(score, 3).replace('-', '−');

export const heatSteps = [1, 2, 3, 4, 5] as const;

export type HeatStep = (typeof heatSteps)[number];

/**
 * The colour step of a score: one of five equal ranges from the worst score to the best; the middle one, 3, if all scores are
 * equal.
 */
export function chooseHeatStep(
  score: number,
  scores: readonly number[],
  direction: SubgroupsView['direction'],
): HeatStep {
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  if (low === high) return 3;
  const share = (score - low) / (high - low);
  const goodness = direction === 'higher' ? share : 1 - share;
  return heatSteps[Math.min(4, Math.floor(5 * goodness))] ?? 5;
}

/** Indexes of the best scores in a row; more than one if published scores are equal. */
export function findBest(
  scores: readonly (number | null)[],
  direction: SubgroupsView['direction'],
): ReadonlySet<number> {
  const known = scores.filter((score) => score !== null);
  const best = direction === 'higher' ? Math.max(...known) : Math.min(...known);
  return new Set(scores.flatMap((score, i) => (score === best ? [i] : [])));
}

/** @param difference score of A minus score of B */
export const nameBetter = (difference: number, direction: SubgroupsView['direction']): 'A' | 'B' =>
  difference > 0 === (direction === 'higher') ? 'A' : 'B';

/** Half the width of the first model's interval in the smallest and in the largest slice; null without intervals. */
export function describeUncertainty({ metric, slices }: SubgroupsView): string | null {
  const limited = slices
    .flatMap(({ item_count, scores }) => {
      const interval = scores[0]?.interval;
      return interval ? [{ item_count, half: (interval.upper - interval.lower) / 2 }] : [];
    })
    .sort((a, b) => a.item_count - b.item_count);
  const [smallest, largest] = [limited[0], limited.at(-1)];
  if (!smallest || !largest) return null;
  const size = ({ item_count, half }: typeof smallest) =>
    [item_count.toLocaleString('en'), formatSignificant(half * scoreScale(metric), 2)] as const;
  const [few, wide] = size(smallest);
  const [many, narrow] = size(largest);
  if (few === many) return `A score on ${few} items is uncertain by about ±\u00a0${wide}.`;
  return `A score on ${few} items is uncertain by about ±\u00a0${wide}, one on ${many} items by about ±\u00a0${narrow}.`;
}

/** Describes the comparison of two models slice by slice, in two sentences. */
export function describePair(
  { overall, slices }: PairInSlices,
  { metric, direction }: Pick<SubgroupsView, 'metric' | 'direction'>,
): { lead: string; rest: string } {
  const significant = slices.filter(({ is_significant }) => is_significant);
  const count = (letter: 'A' | 'B') =>
    significant.filter(({ difference }) => nameBetter(difference, direction) === letter).length;
  const first = nameBetter(overall.difference, direction);
  const second = first === 'A' ? 'B' : 'A';
  const lead = overall.is_significant
    ? `${first} is significantly better than ${second} over all items, by ${describeSize(overall, metric)}.`
    : 'Over all items there is no significant difference between A and B.';
  const of = (n: number) => `${n} of ${slices.length} ${slices.length === 1 ? 'slice' : 'slices'}`;
  const [more, fewer] = [count(first), count(second)];
  if (more + fewer === 0) return { lead, rest: `No slice shows a significant difference.` };
  return {
    lead,
    rest: `${first} is significantly better in ${more === 0 ? 'no slice' : of(more)}, ${second} in ${fewer === 0 ? 'none' : of(fewer)}.`,
  };
}

function describeSize({ difference, interval }: PairInSlices['overall'], metric: MetricName): string {
  const sign = difference < 0 ? -1 : 1;
  const ends = interval && [sign * interval.lower, sign * interval.upper].sort((a, b) => a - b);
  const decimals = chooseDecimals([difference, ...(ends ?? [])], []);
  const plain = (value: number) => formatDifference(metric, value, decimals).replace('+', '');
  return `${plain(Math.abs(difference))}${ends ? ` (${plain(ends[0]!)} to ${plain(ends[1]!)})` : ''}`;
}

/** Reasons why a slice has no scores, in words. */
export const reasonWithoutScores = {
  too_few: 'no score: under 30 items, or under 10 of a class',
  withheld: 'no score before the reveal: with the other scores it would give the score of a few items',
} as const;
