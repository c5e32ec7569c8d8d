import {
  formatInterval,
  formatMetric,
  formatScore,
  isBounded,
  roundPublished,
} from '../metrics/format-score';
import type { MetricName } from '../metrics/metric-name';
import { formatUtc } from '../notice/compose-notice';
import { normalQuantile975 } from '../statistics/normal-distribution';
import type { BeatenFile, FeedbackDecision, WithheldReason } from './feedback';
import { computeReportedInterval, countDecimals, roundToDecimals, roundToHalfSteps } from './rounding';

/**
 * Feedback on one submission with the facts shown beside it. Exposures are shares of the exposure budget (1 = used up); null
 * in a round without feedback.
 */
export type FeedbackInContext = {
  readonly decision: FeedbackDecision;
  readonly metric: MetricName;
  readonly feedbackUsed: number;
  /** Minimum number of times that the team can still get feedback; `feedbackLeftMax` is the maximum. */
  readonly feedbackLeft: number;
  readonly feedbackLeftMax: number;
  readonly exposureBefore: number | null;
  readonly exposureAfter: number | null;
  /** When the official rank is published: at the round's close. */
  readonly officialAt: Date;
};

/** Feedback as text for a participant: a headline, and one sentence for each detail. */
export type OutcomeWords = { readonly headline: string; readonly details: readonly string[] };

/** Describes feedback in words. Numbers have exactly the digits that were decided for publication. */
export function describeOutcome({
  feedbackUsed,
  feedbackLeft,
  feedbackLeftMax,
  exposureBefore,
  exposureAfter,
  decision,
  metric,
  officialAt,
}: FeedbackInContext): OutcomeWords {
  return {
    headline: formatHeadline(decision, metric),
    details: [
      ...(decision.outcome === 'no_improvement'
        ? ['We don’t say how close it was, because that would leak labels.']
        : []),
      // A round that gives no feedback has no count of feedback used and left.
      ...(decision.outcome === 'withheld' && decision.reason === 'final-only'
        ? []
        : [`Feedback used: ${feedbackUsed}. ${formatFeedbackLeft(feedbackLeft, feedbackLeftMax)}`]),
      ...(exposureBefore === null || exposureAfter === null
        ? []
        : [
            `Exposure, how much of the feedback split your team’s feedback has used: ${formatPercent(exposureBefore)} before, ${formatPercent(exposureAfter)} after.`,
          ]),
      `The official rank uses the final split, on which there is no feedback. It follows at the close, ${formatUtc(officialAt)}.`,
    ],
  };
}

function formatHeadline(decision: FeedbackDecision, metric: MetricName): string {
  switch (decision.outcome) {
    case 'improved':
      return `Improved: ${formatMetric(metric)} ${formatReportedScore(metric, decision.estimate, decision.standardError)} on the feedback items. ${beatenWords(decision.beaten)}`;
    case 'no_improvement':
      return 'No significant improvement on your current best.';
    case 'score':
      return `${formatMetric(metric)} on the feedback items: ${formatReportedScore(metric, decision.score, decision.standardError)}.`;
    case 'withheld':
      return withheldWords[decision.reason];
  }
}

function beatenWords(beaten: BeatenFile): string {
  switch (beaten) {
    case 'constant':
      return 'It is better than the best constant prediction, and is now your current best.';
    case 'baseline':
      return 'It is better than the maintainers’ baseline, and is now your current best.';
    case 'own-file':
      return 'This file is now your current best.';
  }
}

/**
 * Sentences for withheld feedback, by reason. The sentence for too few edits doesn't name the similar file, since that could
 * reveal an earlier file of a linked team.
 */
const withheldWords: Readonly<Record<WithheldReason, string>> = {
  'final-only': 'No score before the close: this round reports none while it is open.',
  'too-few-edits':
    'No feedback: this file is too close to a constant prediction, or to an earlier file of your team. Feedback on small edits would reveal hidden labels.',
  'feedback-spent': 'No feedback: your team has used all its feedback in this round.',
  'exposure-spent': 'No feedback: more could use up the feedback split of this round for your team.',
  'undefined-score':
    'No feedback: the metric, or the standard error of its score, has no value for this file on the feedback items.',
};

/** States in a sentence how many more times a team can get feedback in a round. */
export function formatFeedbackLeft(least: number, most: number): string {
  if (most === 0) return 'None is left in this round.';
  if (least === most) return `${most} ${most === 1 ? 'is' : 'are'} left in this round.`;
  return `At least ${least} more in this round; up to ${most} if none of them is an improvement.`;
}

/** Formats a reported score with its 95 % interval, `64 (60–68)`; only the score where it has no standard error. */
export function formatReportedScore(metric: MetricName, value: number, standardError: number | null): string {
  const bounds = computeReportedInterval(metric, value, standardError);
  const { score, interval } = formatReportedInterval(metric, { score: value, ...bounds });
  return standardError === null ? score : `${score} (${interval})`;
}

const formatPercent = (share: number): string => `${Math.round(100 * share)} %`;

/** A reported score with its 95 % interval from `computeReportedInterval`. */
type ReportedScore = { readonly score: number; readonly lower: number; readonly upper: number };

/**
 * Formats a reported score and its interval, `65` and `59–71`, with exactly the reported digits, since additional zeros would
 * suggest more precision.
 */
export function formatReportedInterval(
  metric: MetricName,
  reported: ReportedScore,
): { score: string; interval: string } {
  const decimals = findReportedDecimals(isBounded(metric), reported);
  return {
    score: formatScore(metric, reported.score, decimals),
    interval: formatInterval(metric, reported, decimals),
  };
}

/** Number of decimal digits that a double always holds. */
const decimalsMax = 15;

/**
 * Finds the number of reported decimals: the fewest decimals for which the score and some standard error give exactly this
 * interval. The calculation uses the bound that is farther from the score, since the nearer bound may be clipped to the
 * metric's range. A score without a standard error has no interval, so its own decimals are counted.
 */
export function findReportedDecimals(isBounded: boolean, { score, lower, upper }: ReportedScore): number {
  const side = upper - score > score - lower ? 1 : -1;
  const limit = side === 1 ? upper : lower;
  const standardError = Math.abs(limit - score) / normalQuantile975;
  if (!(standardError > 0)) return countDecimals(score);
  // The bounds are rounded too, so a standard error of 0.01 may appear as 0.0099.
  const coarsest = -1 - Number(standardError.toExponential().split('e')[1]);
  for (let decimals = coarsest; decimals <= decimalsMax; decimals++) {
    const error = roundToHalfSteps(standardError, decimals);
    const isAsReported = roundPublished(isBounded, score + side * normalQuantile975 * error) === limit;
    if (isAsReported && roundToDecimals(score, decimals) === score) return decimals;
  }
  return countDecimals(score);
}
