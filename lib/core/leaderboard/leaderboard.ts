import { type ArtefactKind, type Direction, type Evidence, evidenceKinds, type Split } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import type { PublicDisclosure } from '../model/disclosure';
import type { PairTestName } from '../statistics/compare-pairs';
import type { Interval } from '../statistics/interval';

/**
 * One row of a published ranking, with the keys of the API. Snapshots, API and pages use this same row;
 * `lib/contracts/leaderboard.ts` has its schema. A stored row has null for the four facts that depend on other rounds, on
 * errata or on a later measurement (`gap`, `equated`, `after_erratum`, `last_round`): a reader of the ranking adds them.
 */
export type LeaderboardEntry = {
  readonly kind: EntryKind;
  /** Rank among ranked models; null for host entries and baselines. */
  readonly rank: number | null;
  /** Best and worst rank that is compatible with the paired tests, see `computeRankIntervals`; null without tests. */
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  /** True if the rank interval includes 1: no paired test finds a better model. Without tests, true if the rank is 1. */
  readonly tied_with_leader: boolean;
  readonly model: string;
  readonly model_slug: string;
  readonly version: string;
  /** True if the team chose this submission to count for its model. */
  readonly chosen: boolean;
  readonly team: string;
  readonly team_slug: string;
  readonly score: number;
  /** 95 % interval of the score; null with too few groups of items. */
  readonly interval: Interval | null;
  readonly evidence: Evidence;
  readonly submissions_used: number;
  /**
   * Selection bias of an open round's score: the number of reported scores of which this is the best, and the expected
   * optimism. Null in official rankings.
   */
  readonly best_of: BestOf | null;
  readonly submitted_at: string;
  /** Score on the feedback split; null while the round is open or without a feedback split. */
  readonly feedback_score: number | null;
  /** Measured overfitting to feedback; null where the model's team had no feedback. */
  readonly gap: PublishedGap | null;
  /** The score adjusted to the difficulty of the base round; null where it can't be adjusted. */
  readonly equated: PublishedEquatedScore | null;
  /** Score and rank computed with the labels as corrected by the newest erratum; null without errata. */
  readonly after_erratum: { readonly score: number; readonly rank: number | null } | null;
  /** The model in the previous ranked round; null unless the model is ranked in both rounds. */
  readonly last_round: LastRound | null;
  readonly secondary: Partial<Record<MetricName, number>>;
  /** The team's disclosures of the version, which the site doesn't check. Null in provisional leaderboards. */
  readonly disclosure: PublicDisclosure | null;
};

/**
 * A version that doesn't count for its model, with the paired test against the counting version; null where the two aren't
 * compared.
 */
export type ReferenceEntry = LeaderboardEntry & { readonly against_counting: AgainstCounting | null };

/** Result of comparing a version with its model's counting version. The keys are those of the API. */
export type AgainstCounting = {
  /** Half of the 95 % interval of the difference of the two scores, two significant digits; null where no interval is valid. */
  readonly half_width: number | null;
  /** True if the paired test of these two versions has p ≤ .05, without correction. */
  readonly is_significant: boolean;
};

/**
 * Selection bias: k reported scores, of which the best is shown, and the expected optimism of that best score in the
 * metric's unit.
 */
export type BestOf = { readonly k: number; readonly optimism: number };

/**
 * The paired tests behind rank intervals and statistical ties for first: of all pairs of ranked models, with Holm's
 * correction.
 */
export type RankComparison = {
  readonly test: PairTestName;
  readonly level: 0.05;
  readonly pair_count: number;
};

export type Leaderboard = {
  readonly split: Split;
  readonly provisional: boolean;
  readonly metric: MetricName;
  readonly direction: 'higher' | 'lower';
  readonly item_count: number;
  /**
   * Number of models with a scored submission, without host entries and baselines. Some of them may be unranked, because the
   * policy withholds scores, or a score is undefined.
   */
  readonly entered: number;
  readonly withheld: boolean;
  /** The tests behind the rank intervals; null without tests, as in a provisional leaderboard. */
  readonly comparison: RankComparison | null;
  /** Number of the erratum whose corrected labels this ranking uses; null for the sealed labels. */
  readonly erratum: number | null;
  readonly entries: readonly LeaderboardEntry[];
  /**
   * Versions in the round that don't count for their model, the newest version of each model first. They are unranked, and
   * each is compared only with its model's counting version. Empty in a provisional leaderboard.
   */
  readonly reference_entries: readonly ReferenceEntry[];
  /**
   * Machines and engines that ran the ranking's models. Empty if the round has no models, and in a provisional leaderboard,
   * where they would reveal run times.
   */
  readonly ran_on: readonly RanOn[];
  /** Submissions withdrawn after the reveal. The archive was written before and still contains them; the ranking doesn't. */
  readonly withdrawn: readonly WithdrawnSubmission[];
};

/** How many models of one kind in a ranking ran on one runner with one engine. The keys are those of the API. */
export type RanOn = {
  /** Name of the runner; null if the scorer ran the models itself. */
  readonly runner: string | null;
  readonly kind: ArtefactKind;
  readonly engine: string;
  readonly engine_version: string;
  readonly architecture: string;
  readonly count: number;
};

/** A submission of a team that two people withdrew from a revealed round. The keys are those of the API. */
export type WithdrawnSubmission = {
  /** The submission's id in the archive. */
  readonly submission: string;
  readonly model: string;
  readonly version: string;
  readonly team: string;
  /** When the submission was withdrawn: ISO 8601 in UTC. */
  readonly withdrawn_at: string;
  readonly reason: string;
};

/**
 * Kind of a ranking's row: an `entry` is ranked; a `host` entry belongs to a team whose members may know the labels, and a
 * `baseline` serves for comparison; both are shown without a rank.
 */
export const entryKinds = ['entry', 'host', 'baseline'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** A score with its interval, in the metric's unit; `interval` is null where there are too few groups of items. */
export type ScoreEstimate = { readonly score: number; readonly interval: Interval | null };

/** A published score adjusted to the base round's difficulty, in published digits. The keys are those of the API. */
export type PublishedEquatedScore = {
  readonly score: number;
  /** Standard error of the adjusted score: errors of the link and of the raw score combined. */
  readonly standard_error: number;
  /** Lower bound of the 95 % interval; `upper` is the upper bound. */
  readonly lower: number;
  readonly upper: number;
  readonly base_round: number;
  /** M, the number of anchor models behind the link, without outliers. */
  readonly anchors: number;
};

/** Overfitting to feedback (gap) with its two-sided 95 % interval, in hundredths of the unit. */
export type PublishedGap = {
  readonly unit: 'points' | 'percent-of-loss';
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** True if the lower bound is above 0; for a single model, after Holm's correction over all models. */
  readonly shown: boolean;
};

/** Overfitting to feedback in a round, as it is stored and published. */
export type PublishedOverfitting = {
  readonly gap: PublishedGap | null;
  readonly testedCount: number;
  readonly referenceCount: number;
  /** The gap divided by the leader's margin over the best constant prediction; null where that margin isn't significant. */
  readonly shareOfMargin: number | null;
  readonly models: readonly {
    readonly model: string;
    readonly version: string;
    readonly gap: PublishedGap;
  }[];
};

/** A model's result in the previous ranked round. The keys are those of the API. */
export type LastRound = {
  readonly round: number;
  /** The version that was ranked in that round. */
  readonly version: string;
  readonly rank: number;
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  /**
   * Direction in which the model's rank changed significantly; null where the two rank intervals overlap, or a round has
   * none.
   */
  readonly rank_moved: 'better' | 'worse' | null;
  /**
   * The earlier score adjusted to this round's difficulty, with a 95 % interval; null where the two rounds have no common
   * scale.
   */
  readonly on_this_scale: {
    readonly score: number;
    readonly standard_error: number;
    readonly lower: number;
    readonly upper: number;
  } | null;
};

/** Best and worst rank; null without paired tests. */
type RankInterval = { readonly rank_lower: number | null; readonly rank_upper: number | null };

/**
 * Decides whether a model's rank differs significantly from that in the previous round: only if the two rank intervals are
 * disjoint. Each round's intervals hold simultaneously for all its ranks. A rank is relative to the models of its round, so
 * new models change it too.
 */
export function decideRankMove(now: RankInterval, last: RankInterval): LastRound['rank_moved'] {
  if (now.rank_lower === null || now.rank_upper === null) return null;
  if (last.rank_lower === null || last.rank_upper === null) return null;
  if (now.rank_upper < last.rank_lower) return 'better';
  return now.rank_lower > last.rank_upper ? 'worse' : null;
}

/**
 * Comparison function for sorting a ranking's rows: by rank, then unranked rows by score; rows that are equal by name, so
 * that the order is unique.
 */
export const compareEntries =
  (direction: Direction) =>
  (a: LeaderboardEntry, b: LeaderboardEntry): number =>
    compareRanks(a.rank, b.rank) ||
    (direction === 'higher' ? b.score - a.score : a.score - b.score) ||
    compareText(a.model, b.model) ||
    compareText(a.team_slug, b.team_slug) ||
    compareText(a.model_slug, b.model_slug);

function compareRanks(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Formats the rank interval if there are paired tests, else the rank alone. */
export function formatRank({
  rank,
  rank_lower,
  rank_upper,
}: Pick<LeaderboardEntry, 'rank' | 'rank_lower' | 'rank_upper'>): string {
  if (rank_lower === null || rank_upper === null) return String(rank);
  return rank_lower === rank_upper ? String(rank_lower) : `${rank_lower}–${rank_upper}`;
}

/** Filter of a ranking by evidence; null for no filter. */
export type EvidenceFilter = Evidence | null;

/**
 * Parses the query parameter `?evidence=`.
 * @param value if it has several values, the first one counts; an unknown kind means no filter
 */
export function parseEvidenceFilter(value: string | readonly string[] | null | undefined): EvidenceFilter {
  const [word] = [value ?? []].flat();
  return evidenceKinds.find((kind) => kind === word) ?? null;
}

/**
 * Selects the rows of a ranking that have this kind of evidence. Under `prospective` a model's row is its newest version
 * that was frozen before the opening; if another version counts, the row has no rank. Ranks and ties are those of the whole
 * ranking.
 */
export function selectByEvidence<T extends LeaderboardEntry>(
  {
    entries,
    reference_entries,
    direction,
  }: { entries: readonly T[]; reference_entries: readonly T[]; direction: Direction },
  filter: EvidenceFilter,
): readonly T[] {
  if (filter === null) return entries;
  const found = entries.filter(({ evidence }) => evidence === filter);
  if (filter !== 'prospective') return found;
  const newest = new Map<string, T>();
  for (const entry of [...found, ...reference_entries]) {
    const known = newest.get(entry.model_slug);
    if (!known || Date.parse(entry.submitted_at) > Date.parse(known.submitted_at))
      newest.set(entry.model_slug, entry);
  }
  return [...newest.values()].sort(compareEntries(direction));
}

/**
 * Kind of a model's row in a published ranking, which doesn't change when a team member's role changes later. A model
 * without a score isn't in the ranking; the function then returns its current kind.
 */
export function kindAsPublished(
  { entries }: Pick<Leaderboard, 'entries'>,
  model: { readonly teamSlug: string; readonly modelSlug: string; readonly kind: EntryKind },
): EntryKind {
  const published = entries.find(
    ({ team_slug, model_slug }) => team_slug === model.teamSlug && model_slug === model.modelSlug,
  );
  return published?.kind ?? model.kind;
}
