import type { Direction } from '@/lib/core/benchmark';
import { normalQuantile975 } from '@/lib/core/statistics/normal-quantile';

type Measured = {
  /** Feedback less final score. */
  readonly gap: number;
  readonly direction: Direction;
  /** The final score's 95 % limits. */
  readonly interval: { readonly lower: number; readonly upper: number };
  readonly counts: { readonly feedback: number; readonly final: number };
};

/**
 * Whether a gap favours the feedback part by more than 1.96 standard errors of the difference of two random parts: of models that
 * nobody adapted one in forty, since the other side is never marked.
 *
 * The final part's standard error is read off its published interval; the feedback part's is the same, scaled by the
 * sizes, because a standard error falls with the root of n: SE² = SE_final²·(1 + n_final/n_feedback). This is the one
 * model's test of docs `methods`, with the metric's own error in the place of √(p(1−p)/n).
 */
export function isGapMarked({ gap, direction, interval, counts }: Measured): boolean {
  const finalError = (interval.upper - interval.lower) / (2 * normalQuantile975);
  const inFavour = direction === 'higher' ? gap : -gap;
  return inFavour > normalQuantile975 * finalError * Math.sqrt(1 + counts.final / counts.feedback);
}
