import { decideExactFeedback } from '@/lib/core/feedback/decide-feedback';
import type { FeedbackDecision } from '@/lib/core/feedback/feedback';
import { estimateMean } from '@/lib/core/feedback/ladder/guarded-z';
import { countDiscordant } from '@/lib/core/feedback/ladder/wins-needed';
import { findReportDecimals, roundReported } from '@/lib/core/feedback/rounding';
import { openAttackedRound } from './attacked-round';

/** The attacker's access: submits predicted classes, 0 or 1, for all items of the round, and reads the feedback. */
type Oracle = (predictions: Uint8Array) => FeedbackDecision;

type HiddenRound = { labels: Uint8Array; feedbackCount: number; feedbackCap: number };

const exactDecimals = { exact: 4, 'two-decimals': 2 } as const;

const standardErrors = { 'ladder-1se': 1, 'ladder-3se': 3 } as const;

/**
 * A round with hidden binary labels behind one of the mechanisms, composed of the code that decides real feedback. The first
 * `feedbackCount` items are the feedback split. The first current best predicts 0 for all items; under the guarded ladder it
 * predicts the more frequent class.
 * @param round `feedbackCap` is K of the guarded ladder
 */
export function createOracle(mechanism: Mechanism, round: HiddenRound): Oracle {
  switch (mechanism) {
    case 'exact':
    case 'two-decimals':
      return createScoreOracle(round, exactDecimals[mechanism]);
    case 'ladder-1se':
    case 'ladder-3se':
      return createLadderOracle(round, standardErrors[mechanism]);
    case 'guarded':
      return createGuardedOracle(round);
  }
}

function createScoreOracle({ labels, feedbackCount }: HiddenRound, decimals: number): Oracle {
  let usedCount = 0;
  return (predictions) => {
    const outcomes = computeOutcomes(labels, predictions, feedbackCount);
    return decideExactFeedback({
      estimate: estimateMean({ lossKind: 'zero-one', groups: null }, outcomes),
      decimals,
      isExposureSpent: false,
      usedCount: usedCount++,
      feedbackCap: null,
      editCount: predictions.length,
      editCountMin: 0,
    });
  };
}

/**
 * The ladder as published (Blum & Hardt 2015, arXiv 1502.04585, algorithm 2, for one standard error): better by so many standard
 * errors of the paired difference, with neither a cap nor a rule against small edits. No round may choose it.
 */
function createLadderOracle({ labels, feedbackCount }: HiddenRound, errorCount: number): Oracle {
  let best = computeOutcomes(labels, new Uint8Array(labels.length), feedbackCount);
  return (predictions) => {
    const outcomes = computeOutcomes(labels, predictions, feedbackCount);
    if (!exceedsErrors(best, outcomes, errorCount)) return { outcome: 'no_improvement' };
    best = outcomes;
    const { score, standardError } = estimateMean({ lossKind: 'zero-one', groups: null }, outcomes);
    const decimals = findReportDecimals('zero-one', standardError, feedbackCount);
    const reported = roundReported({ score, standardError }, decimals);
    return {
      outcome: 'improved',
      estimate: reported.score,
      standardError: reported.standardError,
      beaten: 'own-file',
    };
  };
}

/** z² = net²·(n − 1)/(n·(won + lost) − net²), computed in integers. */
function exceedsErrors(before: Float64Array, after: Float64Array, count: number): boolean {
  const { won, lost } = countDiscordant(before, after, 'higher');
  const [n, net] = [after.length, won - lost];
  return net > 0 && net * net * (n - 1) > count * count * (n * (won + lost) - net * net);
}

function createGuardedOracle({ labels, feedbackCount, feedbackCap }: HiddenRound): Oracle {
  const round = openAttackedRound({
    metric: 'accuracy',
    labels: Int32Array.from(labels),
    feedbackCount,
    feedbackCap,
  });
  const { submit } = round.enter();
  return (predictions) =>
    submit({ kind: 'classes', predicted: Int32Array.from(predictions), probabilities: null });
}

function computeOutcomes(labels: Uint8Array, predictions: Uint8Array, count: number): Float64Array {
  const outcomes = new Float64Array(count);
  for (let i = 0; i < count; i++) outcomes[i] = 1 - (labels[i]! ^ predictions[i]!);
  return outcomes;
}

/** Feedback mechanisms under attack. Only `guarded` can be chosen for a round without a budget. */
export const mechanisms = ['exact', 'two-decimals', 'ladder-1se', 'ladder-3se', 'guarded'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** Names in tables and pictures. */
export const mechanismTitles: Readonly<Record<Mechanism, string>> = {
  exact: 'exact',
  'two-decimals': 'rounded to 2 decimals',
  'ladder-1se': 'ladder at 1 SE',
  'ladder-3se': 'ladder at 3 SE',
  guarded: 'guarded ladder, K = k',
};
