import { formatRank } from '@/lib/core/leaderboard/format-rank';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { findAfterErratum } from '../errata/find-after-erratum';
import { shortDay } from '../short-day';
import { countsNow } from './counts-now';
import { isGapMarked } from './is-gap-marked';
import { isOnAxis } from './place-on-axis';
import { isMetricColumn } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import type { LimitPair, RowFacts } from './row-facts';

/** What a row shows of its entry, and nothing that it doesn't. */
export function composeRowFacts(entry: LeaderboardEntry, frame: RankingFrame): RowFacts {
  const { board, columns } = frame;
  const isShown = new Set<string>(columns.shown);
  // Ranks of an invalidated round count for nothing, and neither does where they come from.
  const last = columns.hasRank && !board.invalidated ? (entry.last_round ?? null) : null;
  const lastScored = entry.last_round?.on_this_scale ?? null;
  const corrected = findAfterErratum(entry);
  return {
    slug: entry.model_slug,
    model: entry.model,
    version: entry.version,
    team: entry.team,
    teamSlug: frame.hasTeamPages ? entry.team_slug : null,
    kind: entry.kind,
    isChosen: entry.chosen === true,
    rank: board.invalidated || entry.rank === null ? null : formatRank(entry),
    isTied: entry.tied_with_leader && countsNow(board),
    lastRank: last && formatRank(last),
    lastVersion: last?.version ?? null,
    lastMove: last?.rank_moved ?? null,
    score: entry.score,
    limits: entry.interval && limitsOf(entry.interval),
    isOnFewItems: entry.interval?.rests_on_few_items === true,
    correctedScore: corrected?.score ?? null,
    correctedRank: board.invalidated ? null : (corrected?.rank ?? null),
    evidence: board.provisional ? null : entry.evidence,
    openness: (isShown.has('evidence') && entry.disclosure?.openness) || null,
    used: isShown.has('used') ? entry.submissions_used : null,
    gap: isShown.has('gap') ? entry.gap : null,
    isGapMarked: isShown.has('gap') && decideGap(entry, frame),
    bestOf: findBestOf(entry, frame),
    equated: isShown.has('equated') ? (entry.equated?.score ?? null) : null,
    equatedLimits: isShown.has('equated') && entry.equated ? limitsOf(entry.equated) : null,
    lastScore:
      lastScored && (isShown.has('last') || areDrawn(frame, entry.score, lastScored.score))
        ? lastScored.score
        : null,
    lastLimits: isShown.has('last') && lastScored ? limitsOf(lastScored) : null,
    submitted: isShown.has('submitted')
      ? [entry.submitted_at, shortDay.format(new Date(entry.submitted_at))]
      : null,
    secondary: columns.shown.filter(isMetricColumn).map((metric) => entry.secondary[metric] ?? null),
  };
}

const limitsOf = ({ lower, upper }: { lower: number; upper: number }): LimitPair => [lower, upper];

/** Whether the plot has a mark of each: beyond its axis it says so in words, of the score alone. */
const areDrawn = ({ scale }: RankingFrame, ...scores: readonly number[]): boolean =>
  scores.every((score) => isOnAxis(scale, score));

/** By how much its score is flattered is drawn, and said in words beside what was used, with the number of its team's models. */
function findBestOf({ best_of: bestOf, score }: LeaderboardEntry, frame: RankingFrame): RowFacts['bestOf'] {
  const isSaid = frame.columns.shown.includes('used') && !frame.board.invalidated;
  return bestOf && (isSaid || areDrawn(frame, score)) ? [isSaid ? bestOf.k : null, bestOf.optimism] : null;
}

function decideGap({ gap, interval }: LeaderboardEntry, { board, counts }: RankingFrame): boolean {
  if (gap === null || !counts || !interval) return false;
  return isGapMarked({ gap, direction: board.direction, interval, counts });
}
