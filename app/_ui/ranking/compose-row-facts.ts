import { kindOf } from '@/lib/core/leaderboard/entry-kind';
import { formatRank } from '@/lib/core/leaderboard/format-rank';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { findAfterErratum } from '../errata/find-after-erratum';
import { shortDay } from '../short-day';
import { countsNow } from './counts-now';
import { isGapOutsideNoise } from './is-gap-outside-noise';
import { isMetricColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import type { LimitPair, RowFacts } from './row-facts';

/** What a row shows of its entry, and nothing that it doesn't. */
export function composeRowFacts(entry: LeaderboardEntry, frame: RankingFrame): RowFacts {
  const { board, columns } = frame;
  const isShown = new Set<string>(columns.shown);
  const last = entry.last_round ?? null;
  const corrected = findAfterErratum(entry);
  return {
    slug: entry.model_slug,
    model: entry.model,
    version: entry.version,
    team: entry.team,
    teamSlug: frame.hasTeamPages ? entry.team_slug : null,
    kind: kindOf(entry),
    isChosen: entry.chosen === true,
    rank: board.invalidated || entry.rank === null ? null : formatRank(entry),
    isTied: entry.tied_with_leader && countsNow(board),
    lastRank: last && columns.hasRank ? formatRank(last) : null,
    lastVersion: last && columns.hasRank ? last.version : null,
    lastMove: last && columns.hasRank ? last.rank_moved : null,
    score: entry.score,
    limits: entry.interval && limitsOf(entry.interval),
    isOnFewItems: entry.interval?.rests_on_few_items === true,
    correctedScore: corrected?.score ?? null,
    correctedRank: corrected?.rank ?? null,
    evidence: board.provisional ? null : entry.evidence,
    openness: (isShown.has('evidence') && entry.disclosure?.openness) || null,
    used: isShown.has('used') ? entry.submissions_used : null,
    gap: isShown.has('gap') ? entry.gap : null,
    gapVerdict: isShown.has('gap') ? decideGap(entry, frame) : null,
    bestOf: entry.best_of && [entry.best_of.k, entry.best_of.optimism],
    equated: isShown.has('equated') ? (entry.equated?.score ?? null) : null,
    equatedLimits: isShown.has('equated') && entry.equated ? limitsOf(entry.equated) : null,
    lastScore: last?.on_this_scale?.score ?? null,
    lastLimits: isShown.has('last') && last?.on_this_scale ? limitsOf(last.on_this_scale) : null,
    submitted: isShown.has('submitted')
      ? [entry.submitted_at, shortDay.format(new Date(entry.submitted_at))]
      : null,
    secondary: columns.shown.filter(isMetricColumn).map((metric) => entry.secondary[metric] ?? null),
  };
}

const limitsOf = ({ lower, upper }: { lower: number; upper: number }): LimitPair => [lower, upper];

function decideGap({ gap, interval }: LeaderboardEntry, frame: RankingFrame): RowFacts['gapVerdict'] {
  const { board, counts } = frame;
  if (gap === null || !counts || !interval || !isGapOutsideNoise(gap, interval, counts)) return null;
  return (board.direction === 'higher' ? gap > 0 : gap < 0) ? 'flattered' : 'unlike';
}
