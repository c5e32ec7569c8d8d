import { describe, expect, it } from 'vitest';
import {
  computeGroupExposure,
  computePooledExposure,
  computeTranscriptBound,
  noFeedback,
} from '../exposure/exposure';
import { computeRoundExposure } from './round-exposure';

const ladder = {
  policy: 'guarded-ladder',
  metric: 'accuracy',
  feedbackCount: 10_000,
} as const;

const tally = (improvements: number, refusals: number, charge = improvements) => ({
  ...noFeedback,
  improvements,
  refusals,
  charge,
});

describe('exposure of a round', () => {
  it('equals the largest exposure of a group, and for an analyst with the feedback of all groups the pooled exposure', () => {
    const groups = [tally(1, 4), tally(2, 0, 3.5), tally(0, 2)];
    const { worst, pooled } = computeRoundExposure(ladder, groups)!;
    expect(worst).toBe(computeGroupExposure(ladder, groups[1]!));
    expect(pooled).toBe(computePooledExposure(ladder, groups));
    // The exposure budget k* of 10,000 items is 8π exact scores.
    expect([worst, pooled].map((x) => x * x * 8 * Math.PI)).toEqual([
      expect.closeTo(3.5, 9),
      expect.closeTo(5.5, 9),
    ]);
  });

  it('starts at 0 before any feedback, with the transcript bound of a single file', () => {
    const exposure = computeRoundExposure(ladder, [])!;
    expect(exposure).toMatchObject({ worst: 0, pooled: 0 });
    expect(exposure.transcriptBound).toBe(computeTranscriptBound(0, 10_000));
  });

  it('returns null where a round gives no feedback', () => {
    expect(computeRoundExposure({ ...ladder, policy: 'final-only' }, [])).toBeNull();
    expect(computeRoundExposure({ ...ladder, feedbackCount: 0 }, [])).toBeNull();
    expect(computeRoundExposure({ ...ladder, feedbackCount: null }, [])).toBeNull();
    expect(computeRoundExposure({ ...ladder, metric: null }, [])).toBeNull();
  });

  it('has a transcript bound only for metrics that are means of hits', () => {
    const tallies = [tally(1, 4)];
    // Bits of the transcript: B = log₂5 + log₂6 + log₂10³, since a reported accuracy on 10,000 items has three decimals (SE
    // ≤ .005).
    const bits = Math.log2(5) + Math.log2(6) + Math.log2(1000);
    expect(computeRoundExposure(ladder, tallies)!.transcriptBound).toBeCloseTo(
      computeTranscriptBound(bits, 10_000),
      12,
    );
    for (const metric of ['macro_f1', 'mae', 'log_loss'] as const)
      expect(computeRoundExposure({ ...ladder, metric }, tallies)!.transcriptBound).toBeNull();
  });
});
