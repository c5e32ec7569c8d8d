import type { Evidence, MetricName, Part } from '../benchmark';
import type { Interval } from '../statistics/interval';

/**
 * One row of a published ranking. The keys are those of the API: the snapshot is stored, served and drawn as it is, so
 * that pages, API and badges can't disagree.
 */
export type LeaderboardEntry = {
  readonly rank: number;
  /** Best and worst rank by paired tests; null where no such test was made. */
  readonly rank_lower: number | null;
  readonly rank_upper: number | null;
  readonly tied_with_leader: boolean;
  readonly model: string;
  readonly model_slug: string;
  readonly version: string;
  readonly team: string;
  readonly team_slug: string;
  readonly score: number;
  readonly interval: Interval;
  readonly evidence: Evidence;
  readonly submissions_used: number;
  readonly submitted_at: string;
  /** Feedback minus final score, in the metric's unit; null while the round is open or without a feedback part. */
  readonly gap: number | null;
  readonly equated: number | null;
  /** What was published before the erratum of this ranking; null where there was none, or no score. */
  readonly score_before_erratum: number | null;
  readonly secondary: Partial<Record<MetricName, number>>;
};

export type Leaderboard = {
  readonly part: Part;
  readonly provisional: boolean;
  readonly metric: MetricName;
  readonly direction: 'higher' | 'lower';
  readonly item_count: number;
  /** Models entered, ranked or not: the policy may withhold scores, and an undefined score can't rank. */
  readonly entered: number;
  readonly withheld: boolean;
  /** The newest published erratum whose labels it is scored with; null for the labels that were sealed. */
  readonly erratum: number | null;
  readonly entries: readonly LeaderboardEntry[];
};
