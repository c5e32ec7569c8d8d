import {
  decideRankMove,
  type LastRound,
  type LeaderboardEntry,
  type PublishedEquatedScore,
} from '../leaderboard/leaderboard';
import { isBounded, roundPublished } from '../metrics/format-score';
import type { MetricName } from '../metrics/metric-name';
import { square } from '../statistics/exact-math';
import type { Bounds } from '../statistics/interval';
import { computeStudentQuantile } from '../statistics/student-distribution';
import { anchorsMin, type Equating, type EquatingLink, type EquatingStatus, invertLink } from './equating';
import { findErrorOnScale, isAtChance, linkScaleRules, type Share } from './link-scale';

/** A score adjusted to the difficulty of the base round. */
export type EquatedScore = {
  readonly score: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** 95 % interval. It is computed by Student's t on the link scale, so that it stays within the metric's range. */
  readonly interval: Bounds;
};

/**
 * τ: standard deviation of the slope by which shifts may depend on a model's distance from the anchors' mean. Chosen on the 30 models of
 * CIFAR-10 and CIFAR-10.1 (Recht et al. 2019, arXiv 1902.10811); `npm run bench:equating` tries it on others.
 */
const slopeDeviation = 0.1;

/**
 * A later round's score y, adjusted to the base round on the link scale: y + shift. Its variance is s_d²(1 + 1/M) + (τ(y −
 * ȳ))², the variance for one more model that behaves like the anchors and has its own noise in both rounds, plus the squared
 * error of the raw score on that scale. The interval uses Student's t on M − 1 degrees of freedom.
 *
 * Over a chain of links the variances add up, and the degrees of freedom are Welch–Satterthwaite's (Σv)²/Σ(v²/(M − 1)) over
 * the links (Satterthwaite 1946, Biometrics Bull. 2:110–114). If the variance is 0, the smallest degrees of freedom of the
 * links are used.
 *
 * @param raw.error standard error of the raw score on the link scale; 0 for the error of the link alone
 * @param links from the later round on, the last one ending at the base; at least one
 * @returns null for a score without a value on the scale
 */
export function equateScore(
  raw: Share & { readonly error: number },
  links: readonly EquatingLink[],
): EquatedScore | null {
  const [first] = links;
  if (!first) throw new RangeError('A score is adjusted by at least one link.');
  const { toScale, toScore, slopeAt } = linkScaleRules[first.scale];
  const start = toScale(raw);
  if (start === null) return null;
  let y = start;
  const splits = links.map(({ deviation, anchorCount, laterMean, shift }) => {
    const variance = square(deviation) * (1 + 1 / anchorCount) + square(slopeDeviation * (y - laterMean));
    y += shift;
    return { variance, degreesOfFreedom: anchorCount - 1 };
  });
  const ofLinks = splits.reduce((sum, { variance }) => sum + variance, 0);
  const degreesOfFreedom =
    ofLinks > 0
      ? square(ofLinks) /
        splits.reduce((sum, split) => sum + square(split.variance) / split.degreesOfFreedom, 0)
      : Math.min(...splits.map((split) => split.degreesOfFreedom));
  const error = Math.sqrt(ofLinks + square(raw.error));
  const half = computeStudentQuantile(0.975, degreesOfFreedom) * error;
  const ends = [toScore(y - half), toScore(y + half)];
  return {
    score: toScore(y),
    standardError: slopeAt(y) * error,
    degreesOfFreedom,
    interval: { lower: Math.min(...ends), upper: Math.max(...ends) },
  };
}

/** A published row's score with its interval, metric and number of final items. */
export type PublishedScore = Pick<LeaderboardEntry, 'score' | 'interval'> & {
  readonly metric: MetricName;
  readonly itemCount: number;
};

/**
 * Adjusts a published score to the base round. Null in a round without a link, in the base round, whose raw scores are on
 * the scale already, and for a score that can't be adjusted (`adjustByLinks`).
 */
export function equatePublished(
  { link, baseRound }: Equating,
  published: PublishedScore,
): PublishedEquatedScore | null {
  const equated = link && adjustByLinks([link], published);
  return equated && link
    ? { ...roundEquated(published.metric, equated), base_round: baseRound, anchors: link.anchorCount }
    : null;
}

/**
 * Adjusts a score through one or more links between rounds. Null for a score at chance level, which is the same in every
 * round, for a score without an interval, and for a loss of 0.
 * @param links from the score's round to the base round, at least one
 */
export function adjustByLinks(
  links: readonly EquatingLink[],
  { metric, score, itemCount, interval }: PublishedScore,
): EquatedScore | null {
  const [first] = links;
  if (!first || interval === null || isAtChance(metric, score)) return null;
  const error = findErrorOnScale(first.scale, { score, itemCount, interval: interval });
  return error === null ? null : equateScore({ score, itemCount, error }, links);
}

/** Rounds an adjusted score, its error and its interval to the digits of published scores. */
export function roundEquated(metric: MetricName, { score, standardError, interval }: EquatedScore) {
  const round = (value: number) => roundPublished(isBounded(metric), value);
  return {
    score: round(score),
    standard_error: round(standardError),
    lower: round(interval.lower),
    upper: round(interval.upper),
  };
}

const words: Readonly<Record<EquatingStatus, (equating: Equating) => string>> = {
  base: () => 'Scores of later rounds are adjusted to the difficulty of this round.',
  equated: ({ baseRound, anchors, link }) =>
    `Scores are also given adjusted to round ${baseRound}’s difficulty, by ${link?.anchorCount} anchor models that both rounds have.${describeOutliers(anchors)} If all anchors had drifted alike, nothing would show it.`,
  'few-anchors': ({ baseRound, anchors }) =>
    `Scores aren’t adjusted to round ${baseRound}’s difficulty: that needs ${anchorsMin} anchor models in both rounds, and ${anchors.length === 1 ? 'there is 1' : `there are ${anchors.length}`}.`,
  'no-link-scale': () =>
    'Scores aren’t adjusted to another round’s difficulty: that is only done for shares of right items, losses, and the ROC AUC of two classes.',
};

function describeOutliers(anchors: Equating['anchors']): string {
  const count = anchors.filter(({ isOutlier }) => isOutlier).length;
  if (count === 0) return '';
  return count === 1
    ? ' Another one is an outlier and doesn’t count.'
    : ` ${count} others are outliers and don’t count.`;
}

/** Describes how a round's scores compare with those of other rounds. */
export const describeEquating = (equating: Equating): string => words[equating.status](equating);

/** A model's row in the ranked round before, and the link of that round to the base round. */
export type RowBefore = {
  readonly round: number;
  readonly entry: LeaderboardEntry;
  readonly metric: MetricName;
  /** Number of items of the final split. */
  readonly itemCount: number;
  readonly equating: Equating | undefined;
};

/**
 * Compares a model with the same model in the previous ranked round.
 * @param equating the link of the round to which `entry` belongs
 * @returns null if the model is ranked in only one of the two rounds
 */
export function compareWithLastRound(
  entry: LeaderboardEntry,
  equating: Equating | undefined,
  before: RowBefore | undefined,
): LastRound | null {
  if (!before || entry.rank === null || before.entry.rank === null) return null;
  const { version, rank, rank_lower, rank_upper } = before.entry;
  return {
    round: before.round,
    version,
    rank,
    rank_lower,
    rank_upper,
    rank_moved: decideRankMove(entry, before.entry),
    on_this_scale: equating && before.equating ? adjustToThisRound(equating, before.equating, before) : null,
  };
}

/**
 * Adjusts a score of the last round to the base round by its link, and then to this round by the inverse of this round's
 * link. Errors add up along the chain. The interval assumes an unchanged model that behaves like the anchors and has its own
 * noise in both rounds; it is too wide rather than too narrow.
 */
function adjustToThisRound(
  now: Equating,
  last: Equating,
  { metric, itemCount, entry: { score, interval } }: RowBefore,
): LastRound['on_this_scale'] {
  const [there, back] = [linksToBase(last), linksToBase(now)];
  if (!there || !back || now.baseRound !== last.baseRound) return null;
  const read = adjustByLinks([...there, ...back.map(invertLink)], { metric, itemCount, score, interval });
  return read && roundEquated(metric, read);
}

/** Links from a round to the base round: empty for the base round itself, null for a round that isn't linked. */
function linksToBase({ status, link }: Equating): EquatingLink[] | null {
  if (status === 'base') return [];
  return link && [link];
}
