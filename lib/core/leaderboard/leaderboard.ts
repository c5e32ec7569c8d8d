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
  /** Null for host entries and baselines. */
  readonly rank: number | null;
  /** Best and worst rank that is compatible with the paired tests, see `computeRankIntervals`; null without tests. */
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  /** The rank interval includes 1: no paired test finds a better model. Without tests: the rank is 1. */
  readonly tied_with_leader: boolean;
  readonly model: string;
  readonly model_slug: string;
  readonly version: string;
  /** Its team chose this submission to count. */
  readonly chosen: boolean;
  readonly team: string;
  readonly team_slug: string;
  readonly score: number;
  /** Null with too few groups of items. */
  readonly interval: Interval | null;
  readonly evidence: Evidence;
  readonly submissions_used: number;
  /** Open rounds only: number of reported scores of which this is the best, and the optimism of that choice. */
  readonly best_of: BestOf | null;
  readonly submitted_at: string;
  /** On the feedback split; null while the round is open or without a feedback split. */
  readonly feedback_score: number | null;
  /** Overfitting to feedback; null where the model's team had none. */
  readonly gap: PublishedGap | null;
  /** The score on the scale of the base round. */
  readonly equated: PublishedEquatedScore | null;
  /** Score and rank by the labels that the newest erratum corrects. */
  readonly after_erratum: { readonly score: number; readonly rank: number | null } | null;
  /** Null unless the model is ranked in both rounds. */
  readonly last_round: LastRound | null;
  readonly secondary: Partial<Record<MetricName, number>>;
  /** The team's disclosures of the version, which the site doesn't check. Null in provisional leaderboards. */
  readonly disclosure: PublicDisclosure | null;
};

/** A version beside the one that counts for its model, with the paired test of the two; null where they aren't compared. */
export type ReferenceEntry = LeaderboardEntry & { readonly against_counting: AgainstCounting | null };

/** The keys are those of the API. */
export type AgainstCounting = {
  /** Half of the 95 % interval of the difference of the two scores, two significant digits; null where no interval is valid. */
  readonly half_width: number | null;
  /** The paired test of the two alone has p ≤ .05. */
  readonly is_significant: boolean;
};

/** Number k of reported scores of which one is the best, and its optimism in the metric's unit. */
export type BestOf = { readonly k: number; readonly optimism: number };

/** The paired tests behind rank intervals and ties: of all pairs of ranked models, with Holm's correction. */
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
   * Models with a scored submission, without host entries and baselines. Some may be unranked: the policy may withhold scores,
   * and an undefined score has no rank.
   */
  readonly entered: number;
  readonly withheld: boolean;
  /** The test behind the ranks; null without one, as in a provisional leaderboard. */
  readonly comparison: RankComparison | null;
  /** The newest published erratum whose labels it uses; null for the sealed labels. */
  readonly erratum: number | null;
  readonly entries: readonly LeaderboardEntry[];
  /**
   * Versions in the round that don't count for their model, each model's newest first: unranked, and compared with the counting
   * version alone. Empty in a provisional leaderboard.
   */
  readonly reference_entries: readonly ReferenceEntry[];
  /** Machines and engines that ran its models. Empty without models, and in a provisional leaderboard: they would reveal times. */
  readonly ran_on: readonly RanOn[];
  /** Submissions withdrawn after the reveal. The archive, which was written before, contains them; the ranking doesn't. */
  readonly withdrawn: readonly WithdrawnSubmission[];
};

/** Number of a ranking's models of one kind that ran on one runner with one engine. The keys are those of the API. */
export type RanOn = {
  /** Null for a run of the scorer itself. */
  readonly runner: string | null;
  readonly kind: ArtefactKind;
  readonly engine: string;
  readonly engine_version: string;
  readonly architecture: string;
  readonly count: number;
};

/** A submission of a team that two people withdrew from a revealed round. The keys are those of the API. */
export type WithdrawnSubmission = {
  /** Its id in the archive. */
  readonly submission: string;
  readonly model: string;
  readonly version: string;
  readonly team: string;
  /** ISO 8601 in UTC. */
  readonly withdrawn_at: string;
  readonly reason: string;
};

/**
 * Kind of a ranking's row: an `entry` is ranked; a label holder enters a `host` entry, and a `baseline` serves for comparison:
 * both are shown and never ranked.
 */
export const entryKinds = ['entry', 'host', 'baseline'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** A score with its interval, in the metric's unit; null where too few groups allow no interval. */
export type ScoreEstimate = { readonly score: number; readonly interval: Interval | null };

/** A published score adjusted to the base round's difficulty, in published digits. The keys are those of the API. */
export type PublishedEquatedScore = {
  readonly score: number;
  /** Standard error of the link and of the raw score together. */
  readonly standard_error: number;
  /** 95 % interval. */
  readonly lower: number;
  readonly upper: number;
  readonly base_round: number;
  /** M, anchor models without outliers. */
  readonly anchors: number;
};

/** A gap with its two-sided 95 % interval, in hundredths of the unit. */
export type PublishedGap = {
  readonly unit: 'points' | 'percent-of-loss';
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** The lower bound is above 0; for a single model after Holm's correction over all models. */
  readonly shown: boolean;
};

/** Overfitting to feedback in a round, in its stored and published form. */
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

/** A model in the previous ranked round. The keys are those of the API. */
export type LastRound = {
  readonly round: number;
  /** The version that was ranked there. */
  readonly version: string;
  readonly rank: number;
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  /** Null where the two rank intervals overlap, so that no move is significant, and where either round has none. */
  readonly rank_moved: 'better' | 'worse' | null;
  /** Its score on this round's scale, with a 95 % interval; null where the two rounds have no common scale. */
  readonly on_this_scale: {
    readonly score: number;
    readonly standard_error: number;
    readonly lower: number;
    readonly upper: number;
  } | null;
};

/** Null without paired tests, as in an entry. */
type RankInterval = { readonly rank_lower: number | null; readonly rank_upper: number | null };

/**
 * Decides whether a model's rank differs significantly from that in the previous round: only if the two intervals are disjoint.
 * Each round's intervals hold simultaneously for all its ranks. A rank is relative to the models of its round, so new models
 * change it too.
 */
export function decideRankMove(now: RankInterval, last: RankInterval): LastRound['rank_moved'] {
  if (now.rank_lower === null || now.rank_upper === null) return null;
  if (last.rank_lower === null || last.rank_upper === null) return null;
  if (now.rank_upper < last.rank_lower) return 'better';
  return now.rank_lower > last.rank_upper ? 'worse' : null;
}

/** Order of a ranking's rows: by rank, then unranked rows by score; equal ones by names, so that the order is unique. */
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

/** The rank interval if there are paired tests, else the plain rank. */
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

/** @param value of `?evidence=`: of several the first one counts; an unknown kind is no filter */
export function parseEvidenceFilter(value: string | readonly string[] | null | undefined): EvidenceFilter {
  const [word] = [value ?? []].flat();
  return evidenceKinds.find((kind) => kind === word) ?? null;
}

/**
 * Selects the rows of a ranking with this evidence. Under `prospective` a model's row is its newest version that was frozen
 * before the opening; if another version counts, the row has no rank. Ranks and ties are those of the whole ranking.
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
 * The kind of a model in a published ranking, which a later change of a team member's role doesn't affect. A model without a
 * score isn't in the ranking, and has its current kind.
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
