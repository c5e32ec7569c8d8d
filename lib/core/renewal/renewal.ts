import type { Task } from '../benchmark';
import {
  computeSampleMoments,
  findLinkScale,
  type LinkScale,
  linkScaleRules,
  type Share,
} from '../equating/link-scale';
import { computeDifferenceInterval } from '../leaderboard/pair-codes';
import { type MetricName, metricByName } from '../metrics/metric-name';
import type { Bounds } from '../statistics/interval';
import { computeStudentQuantile } from '../statistics/student-distribution';

/** A version of a model with its official score in a round. */
export type ScoredVersion = {
  readonly version: string;
  /** When the version was frozen; null for a prediction file, which is made for one round. */
  readonly frozenAt: Date | null;
  readonly score: number;
};

/**
 * A model in a round's official ranking: the counting version and the other versions, each of which is compared with the
 * counting one on the same items.
 */
export type RenewedRound = {
  readonly round: number;
  readonly closedAt: Date;
  /** Number of items in the final split. */
  readonly itemCount: number;
  readonly counting: ScoredVersion;
  readonly beside: readonly (ScoredVersion & PublishedPair)[];
};

/** Comparison of two versions as published with the ranking. */
type PublishedPair = {
  /** Half of the 95 % interval of the difference; null where no interval is valid. */
  readonly halfWidth: number | null;
  readonly isSignificant: boolean;
};

/**
 * Gain of a round's counting version over the first version on the same items, above 0 where the counting version is better.
 */
export type RoundGain = {
  readonly round: number;
  readonly version: string;
  readonly gain: number;
  /** 95 % interval of the gain; null where no interval is valid. */
  readonly interval: Bounds | null;
  readonly isSignificant: boolean;
};

/** A mean over rounds with its 95 % interval; the interval is null where one of the rounds has none. */
export type RoundMean = {
  readonly mean: number;
  readonly interval: Bounds | null;
  readonly roundCount: number;
  /**
   * Population to which the interval applies. `items`: only these rounds, with other items. `rounds`: other rounds like
   * these; such an interval is at least as wide.
   */
  readonly unit: 'items' | 'rounds';
};

/** Change of a version's score by its age in rounds, below 0 where it is worse than a version of that round. */
export type AgeChange = RoundMean & { readonly age: number };

export type Renewal = {
  /** The model's first frozen version; null if the team sent only prediction files. */
  readonly first: string | null;
  /** Gains in the rounds in which the first version and a newer one were evaluated, in the order of time. */
  readonly gains: readonly RoundGain[];
  /** Mean gain over these rounds; null with fewer than two rounds. */
  readonly pooled: RoundMean | null;
  /** Verdict on all rounds together. Null where the interval contains 0, and with fewer than `renewalRoundsMin` rounds. */
  readonly verdict: 'gained' | 'lost' | null;
  /** Change of the score for each age from 1 on. Empty where no round has both its own version and an older one. */
  readonly ages: readonly AgeChange[];
};

/** Number of rounds from which the interval takes the spread between rounds into account, and a verdict is given. */
export const renewalRoundsMin = 5;

/**
 * Compares a model's versions in the rounds in which several of them were evaluated. All differences are between versions on
 * the same items, so a round's difficulty cancels.
 * @param rounds in the order of time; at least one
 * @param closings the closes of all official rounds of the benchmark
 */
export function measureRenewal(
  rounds: readonly RenewedRound[],
  { metric, task, closings }: { metric: MetricName; task: Task; closings: readonly Date[] },
): Renewal {
  const first = findFirst(rounds);
  const gains = rounds.flatMap((round) => computeGain(round, first, metric));
  const pooled =
    gains.length < 2
      ? null
      : poolRounds(gains.map(({ gain, halfWidth }) => ({ difference: gain, halfWidth })));
  return {
    first,
    gains: gains.map(({ halfWidth: _, ...gain }) => gain),
    pooled,
    verdict: decideVerdict(pooled),
    ages: computeAges(rounds, { metric, scale: findLinkScale(metric, task), closings }),
  };
}

function findFirst(rounds: readonly RenewedRound[]): string | null {
  let first: { version: string; frozenAt: Date } | null = null;
  for (const { version, frozenAt } of rounds.flatMap(({ counting, beside }) => [counting, ...beside]))
    if (frozenAt !== null && (first === null || frozenAt < first.frozenAt)) first = { version, frozenAt };
  return first?.version ?? null;
}

function computeGain(
  { round, counting, beside }: RenewedRound,
  first: string | null,
  metric: MetricName,
): (RoundGain & { halfWidth: number | null })[] {
  const oldest = beside.find(({ version }) => version === first);
  if (!oldest) return [];
  const { range, direction } = metricByName[metric];
  const gain = direction === 'higher' ? counting.score - oldest.score : oldest.score - counting.score;
  const { halfWidth, isSignificant } = oldest;
  const pair = { halfWidth, isSignificantAlone: isSignificant, isSignificant };
  const interval = computeDifferenceInterval(gain, pair, range);
  return [{ round, version: counting.version, gain, interval, isSignificant, halfWidth }];
}

/** A difference of scores in one round, with half of its 95 % interval. */
export type RoundDifference = { readonly difference: number; readonly halfWidth: number | null };

/**
 * Averages one difference per round, each round with the same weight. Rounds have different items, so half widths h add up
 * as √(Σh²)/k: an interval of these k rounds, for any spread between them. From `renewalRoundsMin` rounds on it is at least
 * as wide as Student's t of the differences on k − 1 degrees of freedom, so that it also applies to further rounds like
 * these, for which an interval from the items alone would understate the error where rounds differ (IntHout, Ioannidis &
 * Borm 2014, BMC Med. Res. Methodol. 14:25; the wider of the two: Wiksten, Rücker & Schwarzer 2016, Stat. Med.
 * 35:2503–2515).
 * @param differences at least one
 */
export function poolRounds(differences: readonly RoundDifference[]): RoundMean {
  const count = differences.length;
  const { mean, variance } = computeSampleMoments(differences.map(({ difference }) => difference));
  const widths = differences.flatMap(({ halfWidth }) => halfWidth ?? []);
  const isByRounds = count >= renewalRoundsMin;
  const ofItems = Math.hypot(...widths) / count;
  const ofRounds = isByRounds ? computeStudentQuantile(0.975, count - 1) * Math.sqrt(variance / count) : 0;
  const half = Math.max(ofItems, ofRounds);
  return {
    mean,
    // Rounds whose versions hardly differ have no half width. Their rounded differences may be equal, so Student's t alone
    // would give an interval without width.
    interval: widths.length === count ? { lower: mean - half, upper: mean + half } : null,
    roundCount: count,
    unit: isByRounds ? 'rounds' : 'items',
  };
}

function decideVerdict(pooled: RoundMean | null): Renewal['verdict'] {
  if (pooled?.unit !== 'rounds' || pooled.interval === null) return null;
  if (pooled.interval.lower > 0) return 'gained';
  return pooled.interval.upper < 0 ? 'lost' : null;
}

type AgeRules = {
  metric: MetricName;
  /** Scale on which scores are compared; null to compare the scores themselves. */
  scale: LinkScale | null;
  closings: readonly Date[];
};

/**
 * Compares versions of each age with the version of age 0 that counts in the same round. Differences are taken on the link
 * scale, on which a round's difficulty changes them least, averaged over rounds, and converted to points at the score of the
 * newest version. Several versions of one age in a round are averaged; the mean of their half widths is an upper bound for
 * the half width of the mean.
 */
function computeAges(rounds: readonly RenewedRound[], rules: AgeRules): AgeChange[] {
  const renewed = rounds.filter(
    ({ counting, closedAt }) => findAge(counting, closedAt, rules.closings) === 0,
  );
  const newest = renewed.at(-1);
  if (!newest) return [];
  const byAge = new Map<number, RoundDifference[]>();
  for (const round of renewed)
    for (const [age, difference] of compareByAge(round, rules))
      byAge.set(age, [...(byAge.get(age) ?? []), difference]);
  const inPoints = convertToPoints({ score: newest.counting.score, itemCount: newest.itemCount }, rules);
  return [...byAge]
    .sort(([a], [b]) => a - b)
    .map(([age, differences]) => {
      const { mean, interval, ...pooled } = poolRounds(differences);
      return {
        age,
        ...pooled,
        mean: inPoints(mean),
        interval: interval && { lower: inPoints(interval.lower), upper: inPoints(interval.upper) },
      };
    });
}

/**
 * Age of a version in rounds: the number of official rounds that closed after its freezing and before the given round. A
 * version has age 0 in its first round.
 */
export const findAge = (
  { frozenAt }: Pick<ScoredVersion, 'frozenAt'>,
  closedAt: Date,
  closings: readonly Date[],
): number =>
  frozenAt === null ? 0 : closings.filter((close) => frozenAt < close && close < closedAt).length;

function compareByAge(
  { counting, beside, closedAt, itemCount }: RenewedRound,
  rules: AgeRules,
): Map<number, RoundDifference> {
  const found = new Map<number, RoundDifference[]>();
  for (const version of beside) {
    const age = findAge(version, closedAt, rules.closings);
    const change = compareOnScale(version, counting.score, { itemCount, ...rules });
    if (age > 0 && change) found.set(age, [...(found.get(age) ?? []), change]);
  }
  return new Map([...found].map(([age, changes]) => [age, averageInRound(changes)]));
}

function averageInRound(changes: readonly RoundDifference[]): RoundDifference {
  const widths = changes.flatMap(({ halfWidth }) => halfWidth ?? []);
  const meanOf = (values: readonly number[]) => computeSampleMoments(values).mean;
  return {
    difference: meanOf(changes.map(({ difference }) => difference)),
    halfWidth: widths.length === changes.length ? meanOf(widths) : null,
  };
}

/**
 * Difference of a version and the counting one on the scale, where more is better; null where a score has no value on the
 * scale.
 */
function compareOnScale(
  { score, halfWidth }: Pick<ScoredVersion & PublishedPair, 'score' | 'halfWidth'>,
  counting: number,
  { metric, scale, itemCount }: AgeRules & { itemCount: number },
): RoundDifference | null {
  const sign = metricByName[metric].direction === 'higher' ? 1 : -1;
  if (scale === null) return { difference: sign * (score - counting), halfWidth };
  const { toScale, slopeAt } = linkScaleRules[scale];
  const [y, ofCounting] = [toScale({ score, itemCount }), toScale({ score: counting, itemCount })];
  if (y === null || ofCounting === null) return null;
  return {
    difference: y - ofCounting,
    halfWidth: halfWidth === null ? null : halfWidth / slopeAt((y + ofCounting) / 2),
  };
}

/** Converts a difference on the scale to points below or above a score, where more is better. */
function convertToPoints(from: Share, { metric, scale }: AgeRules): (difference: number) => number {
  if (scale === null) return (difference) => difference;
  const { toScale, toScore } = linkScaleRules[scale];
  const start = toScale(from);
  if (start === null) return () => Number.NaN;
  const sign = metricByName[metric].direction === 'higher' ? 1 : -1;
  return (difference) => sign * (toScore(start + difference) - toScore(start));
}
