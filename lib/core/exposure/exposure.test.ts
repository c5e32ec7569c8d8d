import { describe, expect, it } from 'vitest';
import { computeExposure, computeExposureBudget, computeTolerance } from './exposure';
import { computeLadderBits, computeScoreBits, computeTranscriptBound } from './transcript-bound';
import {
  computeBlockGain,
  computeKeptVoteLoss,
  computeSignVoteGain,
  computeWeightedVoteGain,
} from './vote-attacks';

const percent = (share: number): number => Math.round(100 * share);

describe('exposure', () => {
  it.each([
    [200, 6.28],
    [2500, 6.28],
    [4000, 10.05],
    [10_000, 25.1],
    [100_000, 251],
  ])('has for %i items a budget of %f exact answers', (n, budget) => {
    expect(Math.abs(computeExposureBudget(n) - budget)).toBeLessThan(budget < 20 ? 0.005 : 0.5);
  });

  it('has a tolerance of two points, or 1/√n where that is more', () => {
    expect([100, 2500, 100_000].map(computeTolerance)).toEqual([0.1, 0.02, 0.02]);
  });

  it('is 199 % after 100 exact answers about 10,000 items', () => {
    expect(percent(computeExposure(10_000, 100))).toBe(199);
  });

  it('reaches 100 % where answers about disjoint blocks gain the tolerance', () => {
    for (const n of [200, 2500, 10_000, 100_000])
      expect(computeBlockGain(computeExposureBudget(n), n)).toBeCloseTo(computeTolerance(n), 14);
  });

  it('refuses to be computed for no items or a negative count', () => {
    expect(() => computeExposure(0, 1)).toThrow(RangeError);
    expect(() => computeExposure(10, -1)).toThrow(RangeError);
  });
});

describe('the transcript bound', () => {
  it('counts places, number and values of the announcements', () => {
    // C(30, 3) = 4060.
    expect(computeLadderBits(30, 3, 0.001)).toBeCloseTo(
      Math.log2(4060) + Math.log2(31) + 3 * Math.log2(1000),
      10,
    );
    expect(computeLadderBits(30, 0, 0.001)).toBeCloseTo(Math.log2(31), 12);
    expect(computeLadderBits(0, 0, 0.001)).toBe(0);
    expect(computeScoreBits(10, 0.0001)).toBeCloseTo(10 * Math.log2(10_000), 10);
  });

  it('is √((B·ln 2 + ln(2/δ))/(2n)): that of Hoeffding for one file fixed in advance', () => {
    expect(computeTranscriptBound(0, 10_000)).toBeCloseTo(Math.sqrt(Math.log(40) / 20_000), 14);
    expect(computeTranscriptBound(40, 10_000)).toBeCloseTo(
      Math.sqrt((40 * Math.log(2) + Math.log(40)) / 20_000),
      14,
    );
  });

  it('refuses what no transcript is', () => {
    expect(() => computeLadderBits(2, 3, 0.01)).toThrow(RangeError);
    expect(() => computeLadderBits(3, 2, 0)).toThrow(RangeError);
    expect(() => computeTranscriptBound(-1, 10)).toThrow(RangeError);
  });
});

describe('the attacks in closed form', () => {
  it('lose .4645, .4498, .4292, .4067 on 4,000 labels after 100, 200, 400, 700 exact answers', () => {
    const losses = [100, 200, 400, 700].map((k) => computeKeptVoteLoss(k, 4000));
    expect(losses.map((loss) => loss.toFixed(4))).toEqual(['0.4645', '0.4498', '0.4292', '0.4067']);
  });

  it('gain more by turning files round, and most by weighting them', () => {
    const [kept, turned, weighted] = [
      0.5 - computeKeptVoteLoss(400, 4000),
      computeSignVoteGain(400, 4000),
      computeWeightedVoteGain(400, 4000),
    ];
    expect(turned).toBeCloseTo(0.5 - computeKeptVoteLoss(800, 4000), 14);
    expect(kept).toBeLessThan(turned);
    expect(turned).toBeLessThan(weighted);
  });
});
