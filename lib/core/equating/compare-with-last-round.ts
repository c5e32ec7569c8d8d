import { decideRankMove, type LastRound } from '../leaderboard/last-round';
import type { LeaderboardEntry } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';
import { equateScore } from './equate-score';
import type { Equating } from './equating';
import { invertLink } from './invert-link';
import type { EquatingLink } from './link-rounds';
import { isAtChance } from './probit-metric';

/** A model's row in the ranked round before, and how that round is linked to the base round. */
export type RowBefore = {
  readonly round: number;
  readonly entry: LeaderboardEntry;
  readonly metric: MetricName;
  /** Of the final part. */
  readonly itemCount: number;
  readonly equating: Equating | undefined;
};

/**
 * How a ranked model stood in the ranked round before.
 * @param equating of the round that `entry` is in
 * @returns null where it is ranked in only one of them
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
    on_this_scale: equating && before.equating ? readOnScale(equating, before.equating, before) : null,
  };
}

/**
 * From the last round to the base round by its link, and on by the inverse of this round's: a chain, in which errors add. So the limits
 * are those of a model like the marks that hasn't changed, its own noise in the rounds included, and if anything too wide.
 */
function readOnScale(
  now: Equating,
  last: Equating,
  { metric, itemCount, entry: { score } }: RowBefore,
): LastRound['on_this_scale'] {
  const [there, back] = [linksToBase(last), linksToBase(now)];
  if (!there || !back || now.baseRound !== last.baseRound || isAtChance(metric, score)) return null;
  const links = [...there, ...back.map(invertLink)];
  if (links.length === 0) return null;
  const read = equateScore({ score, itemCount }, links);
  return {
    score: toPublished(read.score),
    standard_error: toPublished(read.standardError),
    lower: toPublished(read.limits.lower),
    upper: toPublished(read.limits.upper),
  };
}

/** None from the base round itself; null from one that isn't on its scale. */
function linksToBase({ standing, link }: Equating): EquatingLink[] | null {
  if (standing === 'base') return [];
  return standing === 'equated' && link ? [link] : null;
}

/** Four decimals, as scores have them. */
const toPublished = (value: number): number => Number(value.toFixed(4));
