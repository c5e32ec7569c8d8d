import { compareEntries } from '../leaderboard/compare-entries';
import type { Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';
import { rankScores } from '../statistics/rank-scores';
import { amongRanked } from './among-ranked';
import type { RankedModel, RoundScoring } from './compose-leaderboard';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback } from './feedback';
import { computeToldLimits } from './told-limits';

/** Of a model the version that its team chose, or else the newest, among those whose score it was told, with what it was told. */
export type ToldModel = Omit<RankedModel, 'scores' | 'disclosure'> & { readonly feedback: Feedback };

/**
 * The table while the round is open, made of what participants have been told and of nothing else: the same table can be made from
 * their answers. Ranks and intervals come from the told numbers; no test is made, and secondary metrics stay hidden, since
 * each of them is another answer about the same items. What teams disclose waits for the close, when nobody can copy it any more.
 * @param enteredCount models with a scored submission, told of or not, host entries and baselines left out
 * @param told of each model the newest version whose score was told
 */
export function composeProvisionalLeaderboard(
  round: RoundScoring,
  enteredCount: number,
  told: readonly ToldModel[],
): Disclosed<Leaderboard> {
  const withheld = round.policy === 'final-only' || round.itemCount.feedback === 0;
  return disclose({
    part: 'feedback',
    provisional: true,
    metric: round.metric,
    direction: round.direction,
    item_count: round.itemCount.feedback,
    entered: enteredCount,
    withheld,
    erratum: null,
    comparison: null,
    entries: withheld ? [] : composeEntries(round, told),
    standing: [],
  });
}

function composeEntries(round: RoundScoring, told: readonly ToldModel[]): LeaderboardEntry[] {
  const ranks = amongRanked(told, (places) =>
    rankScores(
      places.map((place) => told[place]!.feedback.score),
      round.direction,
    ),
  );
  return told
    .flatMap((model, i): LeaderboardEntry[] => {
      const [rank, { score, standard_error }] = [ranks[i] ?? null, model.feedback];
      if (score === null || !Number.isFinite(score)) return [];
      return [
        {
          kind: model.kind,
          rank,
          rank_lower: null,
          rank_upper: null,
          tied_with_leader: rank === 1,
          model: model.model,
          model_slug: model.modelSlug,
          version: model.version,
          chosen: model.isChosen,
          team: model.team,
          team_slug: model.teamSlug,
          score,
          interval: {
            ...computeToldLimits(round.metric, score, standard_error),
            level: 0.95,
            method: 'told-standard-error',
            seed: null,
          },
          evidence: model.evidence,
          submissions_used: model.submissionsUsed,
          best_of: null,
          submitted_at: model.submittedAt.toISOString(),
          feedback_score: null,
          gap: null,
          equated: null,
          after_erratum: null,
          last_round: null,
          secondary: {},
          disclosure: null,
        },
      ];
    })
    .sort(compareEntries(round.direction));
}
