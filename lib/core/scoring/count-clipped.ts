import { metricByName } from '../metrics/metric-name';
import type { Predictions } from '../submission/predictions';
import type { ScoringRules } from './score-split';

/** The limit at which a benchmark's metrics clip probabilities; null where none of them does. */
export const findClip = ({
  metric,
  secondaryMetrics,
  logLossClip,
}: Pick<ScoringRules, 'metric' | 'secondaryMetrics' | 'logLossClip'>): number | null =>
  [metric, ...secondaryMetrics].some((name) => metricByName[name].isClipped) ? logLossClip : null;

/** Counts the probabilities of a file outside [clip, 1 − clip], which log loss replaces by the limits. */
export function countClipped(predictions: Predictions, clip: number | null): number {
  if (clip === null || predictions.kind !== 'probabilities') return 0;
  let count = 0;
  for (const probability of predictions.probabilities)
    if (probability < clip || probability > 1 - clip) count++;
  return count;
}

const number = new Intl.NumberFormat('en');

/** States the number of clipped probabilities in a sentence for the participant who sent the file. */
export const describeClipped = (count: number, clip: number): string =>
  `${number.format(count)} ${count === 1 ? 'probability is' : 'probabilities are'} beyond ${clip} to ${1 - clip}; log loss takes the nearer of the two`;
