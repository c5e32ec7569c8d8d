import { roundToDecimals } from '@/lib/core/feedback/rounding';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { createHillClimber } from '@/testing/hill-climber';
import { createOracle, type Mechanism } from './oracle';

type HillClimbing = {
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly submissionCount: number;
  readonly blockSize: number;
  readonly seed: string;
};

/**
 * Gain of a hill-climber on n random labels, all of them feedback items, in units of the standard error 1/(2√n) of an accuracy of
 * ½. Its true gain is 0: the labels are coin tosses, and the file has no other information.
 */
export function runHillClimbing({
  itemCount,
  submissionCount,
  seed,
  mechanism,
  blockSize,
}: HillClimbing): number {
  const labels = drawLabels(createRng(`${seed}:labels`), itemCount);
  const submitFile = createOracle(mechanism, {
    labels,
    feedbackCount: itemCount,
    feedbackCap: submissionCount,
  });
  const start = new Uint8Array(itemCount);
  const startAccuracy = computeAccuracy(labels, start);
  const climber = createHillClimber({
    start,
    startScore: roundToDecimals(startAccuracy, mechanism === 'two-decimals' ? 2 : 4),
    blockSize,
    seed: `${seed}:blocks`,
  });
  for (let k = 0; k < submissionCount; k++) climber.learn(submitFile(climber.propose()));
  return (computeAccuracy(labels, climber.best) - startAccuracy) * 2 * Math.sqrt(itemCount);
}

function computeAccuracy(labels: Uint8Array, file: Uint8Array): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === file[i]) right++;
  return right / labels.length;
}

type PaperAttack = {
  readonly mechanism: Mechanism;
  readonly itemCount: number;
  readonly feedbackCount: number;
  readonly submissionCount: number;
  readonly seed: string;
};

/** Losses of the attacker's last file on the feedback labels, and on the final labels, which show its true loss. */
type VoteLosses = { readonly feedbackLoss: number; readonly finalLoss: number };

/**
 * The boosting attack of Blum & Hardt 2015 (arXiv 1502.04585, section 4): submit random files, keep those with a reported loss of
 * at most ½, or under a ladder those reported as better, and submit their majority vote. Ties vote as the baseline.
 */
export function runPaperAttack({
  itemCount,
  feedbackCount,
  submissionCount,
  seed,
  mechanism,
}: PaperAttack): VoteLosses {
  const rng = createRng(seed);
  const labels = drawLabels(rng, itemCount);
  const submitFile = createOracle(mechanism, { labels, feedbackCount, feedbackCap: submissionCount });
  const votes = new Int32Array(itemCount);
  for (let k = 0; k < submissionCount; k++) {
    const file = drawLabels(rng, itemCount);
    const decision = submitFile(file);
    const isKept = decision.outcome === 'improved' || (decision.outcome === 'score' && decision.score >= 0.5);
    if (isKept) for (let i = 0; i < itemCount; i++) votes[i]! += 2 * file[i]! - 1;
  }
  const vote = (i: number) => (votes[i]! > 0 ? 1 : 0);
  const lossOf = (from: number, to: number) => {
    let wrong = 0;
    for (let i = from; i < to; i++) if (vote(i) !== labels[i]) wrong++;
    return wrong / (to - from);
  };
  return { feedbackLoss: lossOf(0, feedbackCount), finalLoss: lossOf(feedbackCount, itemCount) };
}

/** Fair coin tosses, 0 or 1. */
export function drawLabels(rng: Rng, count: number): Uint8Array {
  const labels = new Uint8Array(count);
  let bits = 0;
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) bits = rng.nextUint32();
    labels[i] = bits & 1;
    bits >>>= 1;
  }
  return labels;
}
