import type { Direction, Evidence, FeedbackPolicyName, Split } from '../benchmark';
import { keysOf } from '../keys-of';
import {
  compareEntries,
  type EntryKind,
  type Leaderboard,
  type LeaderboardEntry,
  type RanOn,
  type ReferenceEntry,
  type WithdrawnSubmission,
} from '../leaderboard/leaderboard';
import {
  decodePair,
  encodePair,
  encodePairs,
  type ModelComparison,
  type PublishedPairs,
  pairedModelsMax,
} from '../leaderboard/pair-codes';
import { type MetricName, metricByName } from '../metrics/metric-name';
import type { PublicDisclosure } from '../model/disclosure';
import { roundTailShare } from '../scoring/item-outcomes';
import type { SplitScores } from '../scoring/score-split';
import {
  computeRankIntervals,
  findSignificantPairs,
  type RankInterval,
  rankLevel,
} from '../statistics/rank-intervals';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { publishedNumber } from './rounding';

/** A model in a round: its counting submission, with the scorer's results on both splits. */
export type RankedModel = {
  readonly kind: EntryKind;
  /** True if the team chose this version to count for its model. */
  readonly isChosen: boolean;
  readonly model: string;
  readonly modelSlug: string;
  readonly version: string;
  readonly team: string;
  readonly teamSlug: string;
  readonly evidence: Evidence;
  readonly submissionsUsed: number;
  readonly submittedAt: Date;
  /** The team's disclosure of the version, public after the round's close; null where the team gave none. */
  readonly disclosure: PublicDisclosure | null;
  readonly scores: Readonly<Record<Split, SplitScores>>;
};

export type RoundScoring = {
  readonly metric: MetricName;
  readonly direction: Direction;
  readonly policy: FeedbackPolicyName;
  readonly itemCount: Readonly<Record<Split, number>>;
};

/** A version that doesn't count for its model, compared with the model's counting version. */
export type ReferenceModel = RankedModel & {
  /**
   * Paired test of this version against the counting version; null where the two aren't compared, as on corrected labels.
   */
  readonly againstCounting: {
    /** Half of the 95 % interval of the difference, in the unit of the metric; null without an interval. */
    readonly halfWidth: number | null;
    readonly p: number;
  } | null;
};

/** Parts of a leaderboard that have no effect on the ranking. */
type BesideRanking = {
  /** Versions that don't count for their model, the newest version of each model first. */
  readonly reference_entries: readonly ReferenceModel[];
  readonly ran_on?: readonly RanOn[];
  /** Submissions that were withdrawn after the reveal. */
  readonly withdrawn?: readonly WithdrawnSubmission[];
};

/**
 * Composes the official ranking after the round's close, on the final split. Each submission is scored there once.
 * @param comparison paired tests of `models`, numbered by their positions in the list
 */
export function composeOfficialLeaderboard(
  round: RoundScoring,
  models: readonly RankedModel[],
  comparison: ModelComparison,
  { reference_entries, ran_on = [], withdrawn = [] }: BesideRanking = { reference_entries: [] },
): Disclosed<Leaderboard> {
  const entries = composeEntries(round, models, comparison);
  const rankedCount = entries.filter(({ rank }) => rank !== null).length;
  return disclose({
    split: 'final',
    provisional: false,
    metric: round.metric,
    direction: round.direction,
    item_count: round.itemCount.final,
    entered: models.filter(({ kind }) => kind === 'entry').length,
    withheld: false,
    erratum: null,
    comparison: {
      test: comparison.test,
      level: rankLevel,
      pair_count: (rankedCount * (rankedCount - 1)) / 2,
    },
    entries,
    reference_entries: composeReferenceRows(round, reference_entries),
    ran_on,
    withdrawn,
  });
}

/**
 * Composes the official ranking on labels that an erratum has corrected, which is published beside the ranking on the sealed
 * labels.
 * @param models scored on the corrected labels, like the models of `reference_entries`
 * @param comparison of `models` on the corrected labels
 */
export function composeCorrectedLeaderboard(
  round: RoundScoring,
  models: readonly RankedModel[],
  {
    comparison,
    number,
    ...beside
  }: BesideRanking & { readonly comparison: ModelComparison; readonly number: number },
): Disclosed<Leaderboard> {
  return disclose({
    ...composeOfficialLeaderboard(round, models, comparison, beside),
    erratum: number,
  });
}

function composeEntries(
  round: RoundScoring,
  models: readonly RankedModel[],
  comparison: ModelComparison,
): LeaderboardEntry[] {
  const scores = models.map((model) => publishedScore(round, model));
  const { direction } = round;
  const ranks = amongRanked(models, (places) =>
    computeRankIntervals({
      scores: places.map((place) => scores[place] ?? null),
      direction,
      computePairP: (i, j) => comparison.pairs.pOf(places[i]!, places[j]!),
    }),
  );
  return models
    .flatMap((model, i) => composeScored(round, model, ranks[i] ?? null))
    .sort(compareEntries(direction));
}

/** Rows of versions that are shown unranked, since another version counts for their model. */
const composeReferenceRows = (round: RoundScoring, models: readonly ReferenceModel[]): ReferenceEntry[] =>
  models.flatMap((model) =>
    composeScored(round, model, null).map((row) => ({
      ...row,
      against_counting: composeAgainstCounting(model),
    })),
  );

/**
 * Publishes for this pair of versions what `composePairs` publishes for two ranked models: half width and significance, with
 * the same digits.
 */
function composeAgainstCounting({
  againstCounting: pair,
}: ReferenceModel): ReferenceEntry['against_counting'] {
  if (pair === null) return null;
  const isSignificantAlone = pair.p <= rankLevel;
  const { halfWidth } = decodePair(
    encodePair({ halfWidth: pair.halfWidth, isSignificantAlone, isSignificant: false }),
  );
  return { half_width: halfWidth, is_significant: isSignificantAlone };
}

/** Returns the model's row in a list of one, or an empty list where the metric has no value for the model. */
function composeScored(
  round: RoundScoring,
  model: RankedModel,
  place: RankInterval | null,
): LeaderboardEntry[] {
  const { primary } = model.scores.final;
  const score = publishedScore(round, model);
  return score === null || primary === null ? [] : [composeEntry(round, model, { place, score, primary })];
}

/** The score in published digits; null where the metric has no value. */
function publishedScore({ metric }: RoundScoring, { scores }: RankedModel): number | null {
  const { primary } = scores.final;
  return primary === null || !Number.isFinite(primary.score) ? null : publishedNumber(metric, primary.score);
}

function composeEntry(
  { metric, itemCount }: RoundScoring,
  model: RankedModel,
  found: {
    /** The model's rank interval; null for a model that isn't ranked. */
    place: RankInterval | null;
    score: number;
    primary: NonNullable<SplitScores['primary']>;
  },
): LeaderboardEntry {
  const { place, primary } = found;
  const number = (value: number) => publishedNumber(metric, value);
  const feedback = model.scores.feedback.primary;
  return {
    kind: model.kind,
    rank: place?.rank ?? null,
    rank_lower: place?.lower ?? null,
    rank_upper: place?.upper ?? null,
    tied_with_leader: place?.isTiedWithLeader ?? false,
    model: model.model,
    model_slug: model.modelSlug,
    version: model.version,
    chosen: model.isChosen,
    team: model.team,
    team_slug: model.teamSlug,
    score: found.score,
    interval: primary.interval && {
      ...primary.interval,
      lower: number(primary.interval.lower),
      upper: number(primary.interval.upper),
      ...(primary.interval.tail_share !== undefined && {
        tail_share: roundTailShare(primary.interval.tail_share),
      }),
    },
    evidence: model.evidence,
    submissions_used: model.submissionsUsed,
    // Null, since no submission was selected by its final score.
    best_of: null,
    submitted_at: model.submittedAt.toISOString(),
    feedback_score: itemCount.feedback > 0 && feedback !== null ? number(feedback.score) : null,
    gap: null,
    equated: null,
    after_erratum: null,
    last_round: null,
    secondary: publishedSecondary(model.scores.final.secondary),
    disclosure: model.disclosure,
  };
}

function publishedSecondary(
  secondary: Partial<Record<MetricName, number>>,
): Partial<Record<MetricName, number>> {
  const published: Partial<Record<MetricName, number>> = {};
  for (const metric of keysOf(secondary)) {
    const value = secondary[metric];
    if (value !== undefined) published[metric] = publishedNumber(metric, value);
  }
  return published;
}

/**
 * Computes one value for each ranked model of a round, and returns the values in the order of all models. Host entries and
 * baselines are excluded from ranks, ties and tests.
 * @param compute gets the indices of the ranked models, and returns one value for each, in the same order
 * @returns null at the positions of models that aren't ranked
 */
export function amongRanked<T>(
  models: readonly { readonly kind: EntryKind }[],
  compute: (places: readonly number[]) => readonly (T | null)[],
): (T | null)[] {
  const places = models.flatMap(({ kind }, place) => (kind === 'entry' ? [place] : []));
  const computed = compute(places);
  const all: (T | null)[] = models.map(() => null);
  places.forEach((place, i) => {
    all[place] = computed[i] ?? null;
  });
  return all;
}

/**
 * Publishes two facts about each pair of ranked models: half the width of the 95 % interval of their difference, to two digits,
 * and the tests by which they differ significantly. Rank intervals use the same tests. The variance of a single model, the
 * number of items and host entries are not disclosed.
 * @param leaderboard ranking composed from the same models and comparison
 */
export function composePairs(
  leaderboard: Disclosed<Leaderboard>,
  models: readonly RankedModel[],
  { pairs }: ModelComparison,
): Disclosed<PublishedPairs> {
  const ranked = leaderboard.entries.filter(({ rank }) => rank !== null);
  const places = new Map(models.map(({ modelSlug }, place) => [modelSlug, place]));
  const placeOf = ranked.map(({ model_slug }) => places.get(model_slug)!);
  const { isSignificant } = findSignificantPairs({
    scores: ranked.map(({ score }) => score),
    direction: leaderboard.direction,
    computePairP: (i, j) => pairs.pOf(placeOf[i]!, placeOf[j]!),
  });
  const rowCount = Math.min(ranked.length, pairedModelsMax);
  const codes = encodePairs(rowCount, (i, j) => ({
    halfWidth: scaleHalfWidth(
      leaderboard.metric,
      pairs,
      [placeOf[i]!, placeOf[j]!],
      (place) => models[place]!.scores.final.primary!.score,
    ),
    isSignificantAlone: pairs.pOf(placeOf[i]!, placeOf[j]!) <= rankLevel,
    isSignificant: isSignificant(i, j),
  }));
  return disclose({ rowCount, codes });
}

/**
 * Half the width of the 95 % interval of the difference between two models, in the unit of the metric; null without an
 * interval.
 */
export function scaleHalfWidth(
  metric: MetricName,
  pairs: ModelComparison['pairs'],
  [i, j]: readonly [number, number],
  scoreOf: (model: number) => number,
): number | null {
  const halfWidth = pairs.halfWidthOf(i, j);
  const { worthOfMean } = metricByName[metric];
  if (halfWidth === null || worthOfMean === undefined) return halfWidth;
  const scored = (model: number) => ({ score: scoreOf(model), mean: pairs.meanOf(model) });
  return halfWidth * worthOfMean(scored(i), scored(j));
}
