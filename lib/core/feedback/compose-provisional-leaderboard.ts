import { compareEntries, type Leaderboard, type LeaderboardEntry } from '../leaderboard/leaderboard';
import { computeBestOfKOptimism } from '../statistics/normal-distribution';
import { rankScores } from '../statistics/rank-intervals';
import { pickCounting } from '../submission/submission-state';
import { amongRanked, type RankedModel, type RoundScoring } from './compose-leaderboard';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback } from './feedback';
import { computeReportedInterval, publishedNumber } from './rounding';

/** A submission with a reported score, and its feedback. */
export type ReportedModel = Omit<RankedModel, 'scores' | 'disclosure'> & {
  readonly id: string;
  readonly isAutomatic: boolean;
  readonly isWithdrawn: boolean;
  readonly feedback: Feedback;
};

/**
 * Composes the leaderboard of an open round from reported scores alone, so that a reader of all teams' feedback could recompute
 * the leaderboard. Ranks and intervals come from the reported numbers, without tests. Secondary metrics stay hidden, since each
 * of them is another score of the same items. Teams' disclosures are hidden until the close, so that no participant can copy
 * them.
 * @param enteredCount number of models with a scored submission, reported or not, without host entries and baselines
 * @param reported all submissions of the round with a reported score; a model's row is its counting submission
 */
export function composeProvisionalLeaderboard(
  round: RoundScoring,
  enteredCount: number,
  reported: readonly ReportedModel[],
): Disclosed<Leaderboard> {
  const withheld = round.policy === 'final-only' || round.itemCount.feedback === 0;
  return disclose({
    split: 'feedback',
    provisional: true,
    metric: round.metric,
    direction: round.direction,
    item_count: round.itemCount.feedback,
    entered: enteredCount,
    withheld,
    erratum: null,
    comparison: null,
    entries: withheld ? [] : composeEntries(round, pickOfModels(round, reported)),
    reference_entries: [],
    ran_on: [],
    withdrawn: [],
  });
}

type PickedModel = ReportedModel & { readonly bestOf: LeaderboardEntry['best_of'] };

/**
 * Selects the counting submission of each model among its submissions with a reported score, and counts the model's reported
 * scores.
 */
function pickOfModels(round: RoundScoring, reported: readonly ReportedModel[]): PickedModel[] {
  const scoresOf = new Map<string, number[]>();
  for (const { modelSlug, feedback } of reported)
    if (feedback.score !== null)
      scoresOf.set(modelSlug, [...(scoresOf.get(modelSlug) ?? []), feedback.score]);
  const candidates = reported
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map((model) => ({ ...model, reportedScore: model.feedback.score, receivedAt: model.submittedAt }));
  return pickCounting(candidates, round.direction, ({ modelSlug }) => modelSlug).map((model) => ({
    ...model,
    bestOf: findBestOf(round, model, scoresOf.get(model.modelSlug) ?? []),
  }));
}

/**
 * If a model's score is the best of k reported scores, returns k and the largest expected optimism (selection bias) of that
 * best score, a_k·SE, a_k the expected largest of k standard normal numbers. The formula assumes uncorrelated scores, since
 * their correlation could only be computed from hidden items. Null where the score isn't the best of several.
 */
function findBestOf(
  { metric, direction }: RoundScoring,
  { feedback: { score, standard_error } }: ReportedModel,
  scores: readonly number[],
): LeaderboardEntry['best_of'] {
  if (scores.length < 2 || score === null || standard_error === null) return null;
  if (scores.some((other) => (direction === 'higher' ? other > score : other < score))) return null;
  const k = scores.length;
  const optimism = computeBestOfKOptimism({ k, standardError: standard_error, correlation: 0 });
  return { k, optimism: publishedNumber(metric, optimism) };
}

function composeEntries(round: RoundScoring, models: readonly PickedModel[]): LeaderboardEntry[] {
  const ranks = amongRanked(models, (places) =>
    rankScores(
      places.map((place) => models[place]!.feedback.score),
      round.direction,
    ),
  );
  return models
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
            ...computeReportedInterval(round.metric, score, standard_error),
            level: 0.95,
            method: 'reported-standard-error',
            seed: null,
          },
          evidence: model.evidence,
          submissions_used: model.submissionsUsed,
          best_of: model.bestOf,
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
