import { roundToDecimals } from '@/lib/core/feedback/rounding';
import { createRng } from '@/lib/core/statistics/rng';
import { createHillClimber } from '@/testing/hill-climber';
import { drawLabels } from './draw-labels';
import type { Mechanism } from './mechanism';
import { createOracle } from './oracle';

export type HillClimbing = {
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly submissionCount: number;
  readonly blockSize: number;
  readonly seed: string;
};

/**
 * What a hill-climber gains on n random labels that all answer, in units of the standard error 1/(2√n) of an accuracy of ½.
 * Its true gain is 0: the labels are coin tosses, and the file knows nothing else.
 */
export function runHillClimbing({
  itemCount,
  submissionCount,
  seed,
  mechanism,
  blockSize,
}: HillClimbing): number {
  const labels = drawLabels(createRng(`${seed}:labels`), itemCount);
  const ask = createOracle(mechanism, { labels, feedbackCount: itemCount, feedbackCap: submissionCount });
  const start = new Uint8Array(itemCount);
  const startAccuracy = computeAccuracy(labels, start);
  const climber = createHillClimber({
    start,
    startScore: roundToDecimals(startAccuracy, mechanism === 'two-decimals' ? 2 : 4),
    blockSize,
    seed: `${seed}:blocks`,
  });
  for (let k = 0; k < submissionCount; k++) climber.learn(ask(climber.propose()));
  return (computeAccuracy(labels, climber.best) - startAccuracy) * 2 * Math.sqrt(itemCount);
}

function computeAccuracy(labels: Uint8Array, file: Uint8Array): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === file[i]) right++;
  return right / labels.length;
}
