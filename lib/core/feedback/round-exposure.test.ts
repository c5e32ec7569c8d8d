import { describe, expect, it } from 'vitest';
import { computeTranscriptBound } from '../exposure/transcript-bound';
import { computeRoundExposure } from './round-exposure';

const ladder = { policy: 'guarded-ladder', metric: 'accuracy', feedbackCount: 10_000 } as const;
const tally = (announcements: number, refusals: number, scores = 0) => ({ scores, announcements, refusals });

describe('the exposure of a round', () => {
  it('is that of the group that has had most, and of all together', () => {
    // science: 10,000 items, 1, 3 and 5 announcements: 23, 32 and 39 %.
    const at = (j: number) => computeRoundExposure(ladder, [tally(j, 4)])!.worst;
    expect([1, 3, 5].map((j) => Math.round(100 * at(j)))).toEqual([23, 32, 39]);
    const { worst, pooled } = computeRoundExposure(ladder, [tally(1, 4), tally(2, 0)])!;
    expect([worst, pooled].map((x) => x ** 2 * Math.PI ** 2 * 4)).toEqual([
      expect.closeTo(3, 9),
      expect.closeTo(5, 9),
    ]);
  });

  it('is 0 before the first answer, and beside it stands what not answering proves', () => {
    const exposure = computeRoundExposure(ladder, [])!;
    expect(exposure).toMatchObject({ worst: 0, pooled: 0 });
    expect(exposure.transcriptBound).toBe(computeTranscriptBound(0, 10_000));
  });

  it('has no value where nothing is answered', () => {
    expect(computeRoundExposure({ ...ladder, policy: 'final-only' }, [])).toBeNull();
    expect(computeRoundExposure({ ...ladder, feedbackCount: 0 }, [])).toBeNull();
    expect(computeRoundExposure({ ...ladder, feedbackCount: null }, [])).toBeNull();
  });

  it('has a transcript bound for means of hits only', () => {
    const answered = [tally(1, 4)];
    // B = log₂5 + log₂6 + log₂10³, since a told accuracy of 10,000 items has three decimals (SE ≤ .005).
    const bits = Math.log2(5) + Math.log2(6) + Math.log2(1000);
    expect(computeRoundExposure(ladder, answered)!.transcriptBound).toBeCloseTo(
      computeTranscriptBound(bits, 10_000),
      12,
    );
    for (const metric of ['macro_f1', 'mae', 'log_loss'] as const)
      expect(computeRoundExposure({ ...ladder, metric }, answered)!.transcriptBound).toBeNull();
  });
});
