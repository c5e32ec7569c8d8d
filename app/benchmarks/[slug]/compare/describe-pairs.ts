import { decimalsOfPair } from '@/app/_ui/comparison/difference-plot';
import type { ComparedModelsView, ComparedPair, ComparedRound } from '@/lib/contracts/compared-models';
import { formatSize, scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** Sentences about paired differences: `lead` has the main result, `rest` further ones. */
type PairWords = { readonly lead: string; readonly rest: readonly string[] };

type RoundOfPairs = {
  readonly title: string;
  readonly pairs: readonly ComparedPair[];
  readonly scores: readonly number[];
};

/** Describes the results of the paired tests, those of the newest round first. Null if no round has a pair of models. */
export function describePairs({
  rounds,
  models,
  metric,
  direction,
}: Pick<ComparedModelsView, 'rounds' | 'models' | 'metric' | 'direction'>): PairWords | null {
  const compared = rounds.flatMap(hasPairs);
  const [newest, ...others] = compared;
  if (!newest) return null;
  const scale = { metric, direction };
  return models.length === 2
    ? describeTwo(scale, newest, others)
    : describeMany(scale, newest, others, models.length);
}

type Scale = Pick<ComparedModelsView, 'metric' | 'direction'>;

const hasPairs = ({ title, pairs, models }: ComparedRound): RoundOfPairs[] =>
  pairs && pairs.length > 0 ? [{ title, pairs, scores: models.map(({ score }) => score) }] : [];

/** The better and the worse model of a pair by the sign of the difference, whether that is significant or not. */
const orderPair = ({ direction }: Scale, { first, second, difference }: ComparedPair) =>
  difference > 0 === (direction === 'higher')
    ? { better: first, worse: second }
    : { better: second, worse: first };

/** Lead of the better model, for example `1.20 points (0.40 to 2.00)`. */
function formatGain({ metric }: Scale, pair: ComparedPair, scores: readonly number[]): string {
  const { difference, interval } = pair;
  const decimals = decimalsOfPair(pair, scores);
  const size = (value: number) => formatSize(metric, value, decimals);
  const by = `${size(difference)}${unitOf(metric)}`;
  if (!interval) return by;
  const [near, far] = [interval.lower, interval.upper].map(Math.abs).sort((a, b) => a - b);
  return `${by} (${size(near!)} to ${size(far!)})`;
}

const unitOf = (metric: MetricName): string => (scoreScale(metric) === 100 ? ' points' : '');

function describeTwo(scale: Scale, newest: RoundOfPairs, others: readonly RoundOfPairs[]): PairWords {
  const pairOf = ({ pairs }: RoundOfPairs) => pairs[0]!;
  const pair = pairOf(newest);
  const significant = others.filter((round) => pairOf(round).is_significant);
  const insignificant = others.filter((round) => !pairOf(round).is_significant);
  const isSame = (round: RoundOfPairs) =>
    pair.is_significant && orderPair(scale, pairOf(round)).better === orderPair(scale, pair).better;
  const same = significant.filter(isSame);
  return {
    lead: pair.is_significant
      ? describeSignificance(scale, newest, pair)
      : `${pair.first} and ${pair.second} aren’t significantly different in ${listTitles([newest, ...insignificant])}.`,
    rest: [
      ...(same.length > 0 ? [`The same holds in ${listTitles(same)}.`] : []),
      ...significant
        .filter((round) => !isSame(round))
        .slice(0, namedMax)
        .map((round) => describeSignificance(scale, round, pairOf(round))),
      ...(pair.is_significant && insignificant.length > 0
        ? [`They aren’t significantly different in ${listTitles(insignificant)}.`]
        : []),
    ],
  };
}

function describeMany(
  scale: Scale,
  newest: RoundOfPairs,
  others: readonly RoundOfPairs[],
  modelCount: number,
): PairWords {
  const significant = newest.pairs.filter(({ is_significant }) => is_significant);
  const widest = significant.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0];
  const words = ['two', 'three', 'four'][modelCount - 2];
  return {
    lead: widest
      ? describeSignificance(scale, newest, widest)
      : `No two of the ${words} are significantly different in ${newest.title}.`,
    rest: [
      ...(significant.length > 1
        ? [`There ${significant.length} of ${newest.pairs.length} pairs are significantly different.`]
        : []),
      ...others.slice(0, namedMax).map(({ title, pairs }) => {
        const count = pairs.filter(({ is_significant }) => is_significant).length;
        return `In ${title}: ${count === 0 ? 'none' : count} of ${pairs.length}.`;
      }),
    ],
  };
}

function describeSignificance(scale: Scale, { title, scores }: RoundOfPairs, pair: ComparedPair): string {
  const { better, worse } = orderPair(scale, pair);
  return `${better} is significantly better than ${worse} in ${title}, by ${formatGain(scale, pair, scores)}.`;
}

/** Maximum number of rounds that are named; if there are more, they are counted. */
const namedMax = 3;

function listTitles(rounds: readonly RoundOfPairs[]): string {
  if (rounds.length > namedMax) return `${rounds.length} rounds`;
  const titles = rounds.map(({ title }) => title);
  return titles.length === 1 ? titles[0]! : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
}
