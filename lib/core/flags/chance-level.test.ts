import { describe, expect, it } from 'vitest';
import { createRng } from '../statistics/rng';
import { compareWithChance, flagChanceLevel } from './chance-level';
import { describeFlag } from './flag';

const rng = createRng('chance');

function compare(submission: string, skill: number) {
  const n = 900;
  const labels = Int32Array.from({ length: n }, (_, j) => (j % 3 === 0 ? 0 : 1 + (j % 2)));
  const predicted = labels.map((label) => (rng.nextUnit() < skill ? label : Math.floor(3 * rng.nextUnit())));
  const count = (values: Int32Array) => [0, 1, 2].map((c) => values.filter((value) => value === c).length);
  return compareWithChance({
    submission,
    correctCount: labels.filter((label, j) => label === predicted[j]).length,
    labelCounts: count(labels),
    predictionCounts: count(predicted),
  });
}

describe('submission at chance level', () => {
  it('compares hits with their mean and variance over all permutations of the predictions', () => {
    // Expected values by enumeration: labels a a b c against predictions a b b c in all 24 orders have mean 5/4 and variance
    // 41/48.
    const labels = [0, 0, 1, 2];
    const hits: number[] = [];
    const deal = (left: number[], dealt: number[]): void => {
      if (left.length === 0) hits.push(dealt.filter((c, j) => c === labels[j]).length);
      left.forEach((c, k) => {
        deal(left.toSpliced(k, 1), [...dealt, c]);
      });
    };
    deal([0, 1, 1, 2], []);
    const mean = hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
    const variance = hits.reduce((sum, hit) => sum + (hit - mean) ** 2, 0) / hits.length;
    const compared = compareWithChance({
      submission: 's',
      correctCount: 4,
      labelCounts: [2, 1, 1],
      predictionCounts: [1, 2, 1],
    });
    expect(hits).toHaveLength(24);
    expect(compared.chanceAccuracy).toBeCloseTo(mean / 4, 14);
    expect(compared.z).toBeCloseTo((4 - mean) / Math.sqrt(variance), 12);
  });

  it('can have random or constant predictions, but isn’t a weak model', () => {
    for (let k = 0; k < 10; k++) {
      expect(Math.abs(compare('random', 0).z!)).toBeLessThan(4);
      expect(compare('weak', 0.2).z).toBeGreaterThan(3);
    }
    const constant = { submission: 'c', correctCount: 30, labelCounts: [30, 70], predictionCounts: [100, 0] };
    expect(compareWithChance(constant)).toMatchObject({ accuracy: 0.3, chanceAccuracy: 0.3, z: null });
    expect(() => compareWithChance({ ...constant, predictionCounts: [99, 0] })).toThrow(RangeError);
  });

  it('raises a flag if it is the team’s third one', () => {
    const at = (z: number | null, k: number) => ({
      submission: `s${k}`,
      accuracy: 0.5,
      chanceAccuracy: 0.5,
      z,
    });
    expect(flagChanceLevel('team', [0.1, 5, null, 1.7].map(at))).toBeNull();
    const flag = flagChanceLevel('team', [0.1, 5, null, 1.6].map(at));
    expect(flag?.submissions.map(({ submission }) => submission)).toEqual(['s0', 's2', 's3']);
    expect(describeFlag(flag!).finding).toContain('3 of 4 submissions');
  });
});
