import { decideRankMove, type LastRound, type LeaderboardEntry } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';
import { readThrough, roundEquated } from './equate-published';
import type { Equating } from './equating';
import { type EquatingLink, invertLink } from './link-rounds';

/** A model's row in the previous ranked round, and the link of that round to the base round. */
export type RowBefore = {
  readonly round: number;
  readonly entry: LeaderboardEntry;
  readonly metric: MetricName;
  /** Final split only. */
  readonly itemCount: number;
  readonly equating: Equating | undefined;
};

/**
 * Compares a ranked model with its previous ranked round.
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
 * Reads a score from the last round to the base round by its link, and on by the inverse of this round's: a chain, in which
 * errors add. The interval is that of a model like the anchors that hasn't changed, its own noise in the rounds included, and if
 * anything too wide.
 */
function readOnScale(
  now: Equating,
  last: Equating,
  { metric, itemCount, entry: { score, interval } }: RowBefore,
): LastRound['on_this_scale'] {
  const [there, back] = [linksToBase(last), linksToBase(now)];
  if (!there || !back || now.baseRound !== last.baseRound) return null;
  const read = readThrough([...there, ...back.map(invertLink)], { metric, itemCount, score, interval });
  return read && roundEquated(metric, read);
}

/** Empty for the base round itself; null for a round that isn't on its scale. */
function linksToBase({ status, link }: Equating): EquatingLink[] | null {
  if (status === 'base') return [];
  return link && [link];
}
