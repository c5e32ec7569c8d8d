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
  /** Null for a prediction file, which is made for its round. */
  readonly frozenAt: Date | null;
  readonly score: number;
};

/** A model in an official ranking: the version that counts, and the others, each compared with it item by item. */
export type RenewedRound = {
  readonly round: number;
  readonly closedAt: Date;
  /** Items of the final split. */
  readonly itemCount: number;
  readonly counting: ScoredVersion;
  readonly beside: readonly (ScoredVersion & PublishedPair)[];
};

/** As published with the ranking. */
type PublishedPair = {
  /** Half of the 95 % interval of the difference; null where no interval is valid. */
  readonly halfWidth: number | null;
  readonly isSignificant: boolean;
};

/** Gain of the version that counts in a round over the first one on the same items, above 0 where it is better. */
export type RoundGain = {
  readonly round: number;
  readonly version: string;
  readonly gain: number;
  /** 95 % interval; null where no interval is valid. */
  readonly interval: Bounds | null;
  readonly isSignificant: boolean;
};

/** A mean over rounds with its 95 % interval, which is null where a round has none. */
export type RoundMean = {
  readonly mean: number;
  readonly interval: Bounds | null;
  readonly roundCount: number;
  /** `items`: of these rounds alone. `rounds`: of rounds like these, at least as wide. */
  readonly unit: 'items' | 'rounds';
};

/** Change of a version's score by its age in rounds, below 0 where it is worse than a version of that round. */
export type AgeChange = RoundMean & { readonly age: number };

export type Renewal = {
  /** The model's first frozen version; null where only prediction files were sent. */
  readonly first: string | null;
  /** Rounds in which the first version was evaluated beside a newer one, in the order of time. */
  readonly gains: readonly RoundGain[];
  /** Mean gain; null with fewer than two rounds. */
  readonly pooled: RoundMean | null;
  /** On these rounds together. Null where the interval contains 0, and with fewer than `renewalRoundsMin` rounds. */
  readonly verdict: 'gained' | 'lost' | null;
  /** One entry for each age, 1 and more. Empty where no round has both a version of its own and an older one. */
  readonly ages: readonly AgeChange[];
};

/** From so many rounds on their spread counts in an interval, and a verdict is given. */
export const renewalRoundsMin = 5;

/**
 * Compares a model's versions in the rounds in which several of them were evaluated. All differences are between versions on the
 * same items, so a round's difficulty drops out.
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

/** A difference in one round with half of its 95 % interval. */
export type RoundDifference = { readonly difference: number; readonly halfWidth: number | null };

/**
 * Mean of one difference a round, each round with the same weight. Rounds have different items, so half widths h add up as
 * √(Σh²)/k: an interval of these k rounds, for any spread between them. From `renewalRoundsMin` rounds on it is at least as wide
 * as Student's t of the differences on k − 1 degrees of freedom, so that it speaks of further rounds like these as well; there
 * items alone understate the error where rounds differ (IntHout, Ioannidis & Borm 2014, BMC Med. Res. Methodol. 14:25; the wider of
 * the two: Wiksten, Rücker & Schwarzer 2016, Stat. Med. 35:2503–2515).
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
    // Rounds whose versions hardly differ have no half width, and may have the same difference by rounding.
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
  /** Null compares the scores themselves. */
  scale: LinkScale | null;
  closings: readonly Date[];
};

/**
 * Compares versions of each age with the version of age 0 that counts in the same round. Differences are taken on the link scale,
 * on which a round's difficulty changes them least, averaged over rounds, and given as points at the score of the newest version.
 * Of several versions of one age in a round the means count; the mean of their half widths is an upper bound of its own.
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

/** Age in rounds: official rounds that closed after the freezing, and before this one. A version is of age 0 in its first round. */
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

/** A version less the counting one on the scale, where more is better; null where a score has no value there. */
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
