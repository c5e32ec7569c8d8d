import type { Part } from '../../benchmark';
import type { TieRule } from '../../leaderboard/model-comparison';
import type { ScoredLimits } from '../../metrics/metric';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import type { UndefinedMetric } from '../../metrics/scorable/undefined-metric';
import type { Result } from '../../result';
import type { PairTest } from '../../statistics/compare-pairs';
import type { LabelColumn } from '../label-column';

/**
 * What scorer versions differ in of all that an archive holds. A round keeps the rules of the version it was sealed with: the scorer
 * scores it by them until its last erratum, and whoever verifies its archive does too.
 */
export type ScorerRules = {
  /** What an evaluation by these rules is named by. */
  readonly version: string;
  /** The groups of a part's items, as far as they say anything; null where its items are independent. */
  readonly selectGroups: (groups: Int32Array | null, positions: Uint32Array) => Int32Array | null;
  /** Null where there is too little to compute limits from. */
  readonly limitScore: (
    metric: MetricName,
    s: Scorable,
    drawn: { readonly seed: string; readonly groups: Int32Array | null },
  ) => Result<ScoredLimits | null, UndefinedMetric>;
  /** Whether an interval says that it rests on few items. */
  readonly marksFewItems: boolean;
  readonly choosePairTest: (metric: MetricName, part: ComparedPart) => PairTest;
  readonly tieRule: TieRule;
  /** The random stream of a part's resampled limits. */
  readonly seedOf: (scored: SeededFile, part: Part) => string;
};

/** The part on which models are compared. */
export type ComparedPart = {
  readonly labels: LabelColumn;
  /** Of the part's items, by `selectGroups`. */
  readonly groups: Int32Array | null;
  readonly positions: Uint32Array;
  readonly seed: string;
};

/** A prediction file by public names. */
export type SeededFile = {
  readonly submissionId: string;
  /** Of the bytes that were sent, as the receipt has it. */
  readonly fileSha256: string;
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
};
