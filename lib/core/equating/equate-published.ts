import type { LeaderboardEntry, PublishedEquatedScore } from '../leaderboard/leaderboard';
import { isBounded, roundPublished } from '../metrics/format-score';
import type { MetricName } from '../metrics/metric-name';
import { type EquatedScore, equateScore } from './equate-score';
import type { Equating, EquatingStatus } from './equating';
import { anchorsMin, type EquatingLink } from './link-rounds';
import { findErrorOnScale, isAtChance } from './link-scale';

/** A published row's score, its metric and its number of final items. */
export type PublishedScore = Pick<LeaderboardEntry, 'score' | 'interval'> & {
  readonly metric: MetricName;
  readonly itemCount: number;
};

/**
 * Null in a round that isn't linked, in the base round, where the raw score is on the scale already, and for a score that can't be
 * adjusted (`readThrough`).
 */
export function equatePublished(
  { link, baseRound }: Equating,
  published: PublishedScore,
): PublishedEquatedScore | null {
  const equated = link && readThrough([link], published);
  return equated && link
    ? { ...roundEquated(published.metric, equated), base_round: baseRound, anchors: link.anchorCount }
    : null;
}

/**
 * Null for a score at chance, which is at chance in every round, for one without an interval, and for a loss of 0.
 * @param links at least one
 */
export function readThrough(
  links: readonly EquatingLink[],
  { metric, score, itemCount, interval }: PublishedScore,
): EquatedScore | null {
  const [first] = links;
  if (!first || interval === null || isAtChance(metric, score)) return null;
  const error = findErrorOnScale(first.scale, { score, itemCount, interval: interval });
  return error === null ? null : equateScore({ score, itemCount, error }, links);
}

/** In published digits, as scores have them. */
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

/** Comparability of a round's scores with other rounds', in words. */
export const describeEquating = (equating: Equating): string => words[equating.status](equating);
