import type { FeedbackPolicyName } from '../benchmark';
import { type AnswerTally, summariseGroups } from '../exposure/effective-answers';
import { computeExposure } from '../exposure/exposure';
import { computeLadderBits, computeScoreBits, computeTranscriptBound } from '../exposure/transcript-bound';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { findAnswerDecimals, findPublishedDecimals } from './answer-decimals';

/** How used-up a round's feedback part is; 1 is used up. */
export type RoundExposure = {
  /** By the answers to the group of linked teams that has had most. */
  readonly worst: number;
  /** By all answers together, as though one analyst were behind all teams. */
  readonly pooled: number;
  /**
   * `computeTranscriptBound` of that group's answers, as a share of the metric's range; null where the metric isn't a mean of
   * bounded losses, which the bound is about.
   */
  readonly transcriptBound: number | null;
};

export type ExposedRound = {
  /** Null before the sealing. */
  readonly policy: FeedbackPolicyName | null;
  /** Null for rounds that were sealed before there were commitments. */
  readonly metric: MetricName | null;
  /** Null before the sealing. */
  readonly feedbackCount: number | null;
};

/**
 * The exposure of a round from what its teams have been answered; null where nothing can be answered: under `final-only`, without
 * a feedback part, before the sealing.
 * @param groups one tally for each group of linked teams
 */
export function computeRoundExposure(
  round: ExposedRound,
  groups: readonly AnswerTally[],
): RoundExposure | null {
  const { policy, feedbackCount } = round;
  if (policy === null || policy === 'final-only' || feedbackCount === null || feedbackCount === 0)
    return null;
  const { worst, pooled } = summariseGroups(groups);
  const step = findTellingStep(policy, round.metric, feedbackCount);
  const bounds = groups.map((tally) => (step === null ? 0 : boundGroup(tally, step, feedbackCount)));
  return {
    worst: computeExposure(feedbackCount, worst),
    pooled: computeExposure(feedbackCount, pooled),
    transcriptBound:
      step === null
        ? null
        : bounds.reduce(
            (max, bound) => Math.max(max, bound),
            boundGroup({ scores: 0, announcements: 0, refusals: 0 }, step, feedbackCount),
          ),
  };
}

/** η, the step of a told score as a share of the metric's range; null where the transcript bound says nothing. */
function findTellingStep(
  policy: FeedbackPolicyName,
  metric: MetricName | null,
  feedbackCount: number,
): number | null {
  if (metric === null) return null;
  const { isMean, kind: lossKind } = metricByName[metric].outcomes;
  const [low, high] = metricByName[metric].range;
  // Of other losses the step follows each score's own standard error.
  if (!isMean || lossKind !== 'zero-one') return null;
  const decimals =
    policy === 'exact' ? findPublishedDecimals(metric, high) : findAnswerDecimals(lossKind, 0, feedbackCount);
  return Math.min(1, 10 ** -decimals / (high - low));
}

function boundGroup(
  { scores, announcements, refusals }: AnswerTally,
  step: number,
  itemCount: number,
): number {
  const bits =
    computeScoreBits(scores, step) +
    (announcements + refusals > 0 ? computeLadderBits(announcements + refusals, announcements, step) : 0);
  return computeTranscriptBound(Math.max(0, bits), itemCount);
}
