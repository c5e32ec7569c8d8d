import type { FeedbackPolicyName } from '../benchmark';
import {
  computeLadderBits,
  computePooledExposure,
  computeScoreBits,
  computeTranscriptBound,
  computeWorstExposure,
  type FeedbackTally,
  noFeedback,
} from '../exposure/exposure';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { findPublishedDecimals, findReportDecimals } from './rounding';

/** Exposure of a round's feedback split (1 = used up). */
export type RoundExposure = {
  /** The largest exposure that a group of linked teams has. */
  readonly worst: number;
  /** Exposure that one analyst with the feedback of all teams would have. No rule uses this number. */
  readonly pooled: number;
  /**
   * The largest bound on overfitting of any group (`computeTranscriptBound`), as a share of the metric's range; null unless
   * the metric is a mean of bounded losses, which the bound requires.
   */
  readonly transcriptBound: number | null;
};

/**
 * Number of decimals of a published exposure: .332 is displayed as 33.2 %. With a fourth decimal, rounding twice could turn
 * 33.245 % into 33.3 %.
 */
export const exposureDecimals = 3;

export type ExposedRound = {
  /** The round's feedback policy; null before the round is sealed. */
  readonly policy: FeedbackPolicyName | null;
  /** The round's metric; null before the round is sealed. */
  readonly metric: MetricName | null;
  /** Number of items in the feedback split; null before the round is sealed. */
  readonly feedbackCount: number | null;
};

/**
 * Computes the exposure of a round from the feedback to its teams; null without feedback: under `final-only`, without a
 * feedback split, before the sealing.
 * @param groups one tally for each group of linked teams
 */
export function computeRoundExposure(
  round: ExposedRound,
  groups: readonly FeedbackTally[],
): RoundExposure | null {
  const { policy, metric, feedbackCount } = round;
  if (policy === null || metric === null || policy === 'final-only' || !feedbackCount) return null;
  const split = { feedbackCount };
  const step = findReportStep(policy, metric, feedbackCount);
  const bounds = groups.map((tally) => (step === null ? 0 : boundGroup(tally, step, feedbackCount)));
  return {
    worst: computeWorstExposure(split, groups),
    pooled: computePooledExposure(split, groups),
    transcriptBound:
      step === null
        ? null
        : bounds.reduce((max, bound) => Math.max(max, bound), boundGroup(noFeedback, step, feedbackCount)),
  };
}

/** η, the step of a reported score as a share of the metric's range; null where the transcript bound doesn't apply. */
function findReportStep(
  policy: FeedbackPolicyName,
  metric: MetricName,
  feedbackCount: number,
): number | null {
  const { isMean, kind: lossKind } = metricByName[metric].outcomes;
  const [low, high] = metricByName[metric].range;
  // For outcomes other than 0/1 the step depends on each score's standard error, so the bound doesn't apply.
  if (!isMean || lossKind !== 'zero-one') return null;
  const decimals =
    policy === 'exact' ? findPublishedDecimals(metric, high) : findReportDecimals(lossKind, 0, feedbackCount);
  return Math.min(1, 10 ** -decimals / (high - low));
}

function boundGroup(
  { scores, improvements, refusals }: FeedbackTally,
  step: number,
  itemCount: number,
): number {
  const bits =
    computeScoreBits(scores, step) +
    (improvements + refusals > 0 ? computeLadderBits(improvements + refusals, improvements, step) : 0);
  return computeTranscriptBound(Math.max(0, bits), itemCount);
}
