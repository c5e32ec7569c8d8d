import { describe, expect, it } from 'vitest';
import { runHillClimbing, runPaperAttack } from '@/research/bench/attacks/label-attacks';
import type { Mechanism } from '@/research/bench/attacks/oracle';
import { computeKeptVoteLoss } from '../../exposure/exposure';

// Averages a few repetitions of an attack; `npm run bench:attacks` runs the same code with more repetitions.

const meanOf = (count: number, run: (repetition: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += run(i);
  return sum / count;
};

describe('boosting attack of the Ladder paper on 1,000 labels with 100 random files', () => {
  const attack = (mechanism: Mechanism) =>
    meanOf(
      25,
      (i) =>
        runPaperAttack({
          mechanism,
          itemCount: 2000,
          feedbackCount: 1000,
          submissionCount: 100,
          seed: `p${i}`,
        }).feedbackLoss,
    );

  it('reaches the loss that its closed form predicts if scores are exact', () => {
    // A single attack's loss has a standard deviation of about .013.
    expect(Math.abs(attack('exact') - computeKeptVoteLoss(100, 1000))).toBeLessThan(0.01);
  });

  it('gains less from a ladder that reports steps of one standard error, and nothing from the guarded ladder', () => {
    const [one, guarded] = [attack('ladder-1se'), attack('guarded')];
    expect(one).toBeGreaterThan(0.455);
    expect(one).toBeLessThan(0.49);
    expect(guarded).toBeGreaterThan(0.49);
  });
});

describe('hill-climbing on 1,000 labels with 700 files', () => {
  const climb = (mechanism: Mechanism, blockSize: number, repetitions = 4) =>
    meanOf(repetitions, (i) =>
      runHillClimbing({ mechanism, itemCount: 1000, submissionCount: 700, blockSize, seed: `h${i}` }),
    );

  it('gains more than 12 standard errors from exact scores', () => {
    expect(climb('exact', 3)).toBeGreaterThan(12);
  });

  it('gains more than 7 standard errors from a ladder that reports steps of one standard error', () => {
    expect(climb('ladder-1se', 10)).toBeGreaterThan(7);
  });

  it('gains less than 1 standard error through the guarded ladder, for any block size', () => {
    // The guarantee allows a false improvement in one of twenty attacks, which gains about four standard errors.
    for (const blockSize of [3, 30, 300]) expect(climb('guarded', blockSize, 10)).toBeLessThan(1);
  });
});
