/** How a model stood in the ranked round before. The keys are those of the API. */
export type LastRound = {
  readonly round: number;
  /** It may be another one now. */
  readonly version: string;
  readonly rank: number;
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  /** Null where the two rank intervals overlap, so that nothing is shown to have moved, and where either round has none. */
  readonly rank_moved: 'better' | 'worse' | null;
  /** Its score as it reads on this round's scale, with limits at 95 %; null where the two rounds aren't on one scale. */
  readonly on_this_scale: {
    readonly score: number;
    readonly standard_error: number;
    readonly lower: number;
    readonly upper: number;
  } | null;
};

/** As of an entry: null where no pair was tested. */
type RankInterval = { readonly rank_lower: number | null; readonly rank_upper: number | null };

/**
 * Whether a model's rank is shown to be another than in the round before: only if no rank is in both intervals. Each round's intervals
 * hold all its ranks at once. A rank is one among the models of its round: newcomers move it too.
 */
export function decideRankMove(now: RankInterval, last: RankInterval): LastRound['rank_moved'] {
  if (now.rank_lower === null || now.rank_upper === null) return null;
  if (last.rank_lower === null || last.rank_upper === null) return null;
  if (now.rank_upper < last.rank_lower) return 'better';
  return now.rank_lower > last.rank_upper ? 'worse' : null;
}
