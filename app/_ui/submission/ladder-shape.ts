import { chooseTicks } from '@/app/_ui/plot/ticks';
import type { SubmissionView } from '@/lib/contracts/submission';
import { computeReportedInterval } from '@/lib/core/feedback/rounding';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** More would stand in each other's way. */
const stepsMax = 12;

type Reported = Pick<SubmissionView, 'id' | 'state' | 'feedback' | 'automatic'>;

export type LadderStep = {
  readonly id: string;
  /** From 1 on, by when it was received. */
  readonly number: number;
  readonly outcome: 'improved' | 'no_improvement' | 'withheld' | 'waiting';
  /** Of an improvement, with 95 % limits. */
  readonly told: { readonly score: number; readonly lower: number; readonly upper: number } | null;
  /** What was announced last, this step included; null before the first announcement. */
  readonly level: number | null;
};

export type LadderShape = {
  readonly steps: readonly LadderStep[];
  /** Submissions that are left, as far as there is room. */
  readonly freeCount: number;
  readonly freeFrom: number;
  readonly level: number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
};

/**
 * What a guarded ladder has told a team of its files.
 * @param sent newest first; what was refused or failed took no place, nor does an automatic evaluation
 * @param left submissions of the round
 * @returns null before the first announcement, since there is no score to draw
 */
export function shapeLadder(
  sent: readonly Reported[],
  { left, metric }: { left: number; metric: MetricName },
): LadderShape | null {
  const steps: LadderStep[] = [];
  let level: number | null = null;
  for (const one of sent.toReversed()) {
    if (one.automatic || one.state === 'rejected' || one.state === 'failed') continue;
    const told = readReported(one.feedback, metric);
    level = told?.score ?? level;
    steps.push({ id: one.id, number: steps.length + 1, outcome: readOutcome(one.feedback), told, level });
  }
  if (level === null) return null;
  const shown = steps.slice(-stepsMax);
  const values = shown.flatMap((step) =>
    step.told ? [step.told.lower, step.told.upper] : (step.level ?? []),
  );
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.12;
  const [low, high] = [lowest - margin, highest + margin];
  return {
    ...{ steps: shown, level, low, high, ticks: chooseTicks(low, high) },
    freeCount: Math.min(left, Math.max(0, stepsMax - shown.length)),
    freeFrom: steps.length + 1,
  };
}

function readReported(feedback: SubmissionView['feedback'], metric: MetricName): LadderStep['told'] {
  if (feedback?.outcome !== 'improved' || feedback.score === null) return null;
  return {
    score: feedback.score,
    ...computeReportedInterval(metric, feedback.score, feedback.standard_error),
  };
}

function readOutcome(feedback: SubmissionView['feedback']): LadderStep['outcome'] {
  if (!feedback) return 'waiting';
  return feedback.outcome === 'score' ? 'improved' : feedback.outcome;
}
