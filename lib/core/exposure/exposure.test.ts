import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeExpectedMaximum } from '../statistics/normal-distribution';
import {
  computeBlockGain,
  computeExposure,
  computeExposureBudget,
  computeGroupExposure,
  computeImprovementCharge,
  computeKeptVoteLoss,
  computeLadderBits,
  computeScoreBits,
  computeSignVoteGain,
  computeTolerance,
  computeTranscriptBound,
  computeWeightedVoteGain,
  countFeedback,
  countFeedbackByExposure,
  type FeedbackKind,
  type FeedbackSplit,
  isExposureSpent,
  noFeedback,
} from './exposure';

const percent = (share: number): number => Math.round(100 * share);

describe('exposure', () => {
  it.each([
    [200, 6.28],
    [2500, 6.28],
    [4000, 10.05],
    [10_000, 25.1],
    [100_000, 251],
  ])('of 100 % on %i items corresponds to a budget of %f exact scores', (n, budget) => {
    expect(Math.abs(computeExposureBudget(n) - budget)).toBeLessThan(budget < 20 ? 0.005 : 0.5);
  });

  it('tolerates two points of overfitting, or 1/√n if that is more', () => {
    expect([100, 2500, 100_000].map(computeTolerance)).toEqual([0.1, 0.02, 0.02]);
  });

  it('reaches 199 % after 100 exact scores on 10,000 items', () => {
    expect(percent(computeExposure(10_000, 100))).toBe(199);
  });

  it('reaches 100 % when the attack by disjoint blocks gains the tolerance', () => {
    for (const n of [200, 2500, 10_000, 100_000])
      expect(computeBlockGain(computeExposureBudget(n), n)).toBeCloseTo(computeTolerance(n), 14);
  });

  it('throws for a split without items and for a negative number of scores', () => {
    expect(() => computeExposure(0, 1)).toThrow(RangeError);
    expect(() => computeExposure(10, -1)).toThrow(RangeError);
  });
});

describe('transcript bound', () => {
  it('counts the positions, number and values of the reported scores', () => {
    // Number of ways to choose the positions of 3 improvements among 30 submissions: C(30, 3) = 4060.
    expect(computeLadderBits(30, 3, 0.001)).toBeCloseTo(
      Math.log2(4060) + Math.log2(31) + 3 * Math.log2(1000),
      10,
    );
    expect(computeLadderBits(30, 0, 0.001)).toBeCloseTo(Math.log2(31), 12);
    expect(computeLadderBits(0, 0, 0.001)).toBe(0);
    expect(computeScoreBits(10, 0.0001)).toBeCloseTo(10 * Math.log2(10_000), 10);
  });

  it('equals √((B·ln 2 + ln(2/δ))/(2n)), and Hoeffding’s bound for one file fixed in advance', () => {
    expect(computeTranscriptBound(0, 10_000)).toBeCloseTo(Math.sqrt(Math.log(40) / 20_000), 14);
    expect(computeTranscriptBound(40, 10_000)).toBeCloseTo(
      Math.sqrt((40 * Math.log(2) + Math.log(40)) / 20_000),
      14,
    );
  });

  it('refuses impossible transcripts', () => {
    expect(() => computeLadderBits(2, 3, 0.01)).toThrow(RangeError);
    expect(() => computeLadderBits(3, 2, 0)).toThrow(RangeError);
    expect(() => computeTranscriptBound(-1, 10)).toThrow(RangeError);
  });
});

describe('closed-form attacks', () => {
  it('reach by majority vote losses of .4645, .4498, .4292, .4067 on 4,000 labels after 100, 200, 400, 700 exact scores', () => {
    const losses = [100, 200, 400, 700].map((k) => computeKeptVoteLoss(k, 4000));
    expect(losses.map((loss) => loss.toFixed(4))).toEqual(['0.4645', '0.4498', '0.4292', '0.4067']);
  });

  it('gain more if files with a loss above ½ are inverted, and most if the votes are weighted', () => {
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

describe('exposure charge of a reported improvement', () => {
  it('equals 1 at the first feedback, and 3.72, 6.27, 6.55, 9.88 and 16.5 at feedback number 10, 27, 30, 100 and 1,000', () => {
    const at = (s: number, digits: number) => Number(computeImprovementCharge(s).toFixed(digits));
    expect(at(1, 6)).toBe(1);
    expect([10, 27, 30, 100].map((s) => at(s, 2))).toEqual([3.72, 6.27, 6.55, 9.88]);
    expect(at(1000, 1)).toBe(16.5);
    expect(computeExpectedMaximum(27).toFixed(1)).toBe('2.0');
  });

  it('equals at least 2.5 from the second feedback on, and never falls', () => {
    expect([2, 3, 4, 5].map(computeImprovementCharge)).toEqual([2.5, 2.5, 2.5, 2.5]);
    for (let s = 1; s < 400; s++)
      expect(computeImprovementCharge(s + 1)).toBeGreaterThanOrEqual(computeImprovementCharge(s));
  });

  it('refuses an impossible number of submissions', () => {
    for (const s of [0, -1, 1.5, Number.NaN]) expect(() => computeImprovementCharge(s)).toThrow(RangeError);
  });
});

const ladder = (feedbackCount: number): FeedbackSplit => ({
  policy: 'guarded-ladder',
  feedbackCount,
});

const tallyAfter = (kinds: readonly FeedbackKind[]) =>
  kinds.reduce((tallies, kind) => countFeedback(tallies, kind), { own: noFeedback, linked: noFeedback }).own;

/** Counts the refusals that a group can still get after this sequence of feedback. */
function countGiven(split: FeedbackSplit, kinds: readonly FeedbackKind[]): number {
  let [given, tally] = [0, tallyAfter(kinds)];
  while (!isExposureSpent(split, tally)) {
    tally = countFeedback({ own: tally, linked: noFeedback }, 'refusal').own;
    given++;
  }
  return given;
}

describe('exposure stop of the ladder', () => {
  it('allows 27 refusals without an improvement and 18 after a first improvement up to 2,500 items, and 106 and 74 at 4,000 items', () => {
    for (const n of [200, 1000, 2500]) {
      expect(countGiven(ladder(n), [])).toBe(27);
      expect(countGiven(ladder(n), ['improvement'])).toBe(18);
    }
    expect(countGiven(ladder(4000), [])).toBe(106);
    expect(countGiven(ladder(4000), ['improvement'])).toBe(74);
  });

  it('keeps the exposure of a group within 100 %, for any outcomes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 120 }),
        fc.integer({ min: 1, max: 9000 }),
        (improvements, n) => {
          const split = ladder(n);
          let tally = noFeedback;
          for (const isBetter of improvements)
            if (!isExposureSpent(split, tally))
              tally = countFeedback(
                { own: tally, linked: noFeedback },
                isBetter ? 'improvement' : 'refusal',
              ).own;
          expect(computeGroupExposure(split, tally)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('stops feedback that consists of reported improvements alone', () => {
    const kinds = Array<FeedbackKind>(60).fill('improvement');
    expect(isExposureSpent(ladder(1000), tallyAfter(kinds))).toBe(true);
  });
});

describe('number of times that exposure still allows feedback', () => {
  it('equals 5 at least and 27 at most at the start of a round of 1,000 items', () => {
    expect(countFeedbackByExposure(ladder(1000), noFeedback, 1000)).toEqual({ least: 5, most: 27 });
    expect(countFeedbackByExposure(ladder(1000), noFeedback, 3)).toEqual({ least: 3, most: 3 });
  });

  it('equals the lengths of the shortest and the longest sequence of feedback up to the stop', () => {
    const longest = 9;
    const split = ladder(1000);
    const walk = (kinds: readonly FeedbackKind[], depth: number): { least: number; most: number } => {
      const tally = tallyAfter(kinds);
      if (depth === longest || isExposureSpent(split, tally)) return { least: depth, most: depth };
      const ways = (['improvement', 'refusal'] as const).map((kind) => walk([...kinds, kind], depth + 1));
      return {
        least: Math.min(...ways.map(({ least }) => least)),
        most: Math.max(...ways.map(({ most }) => most)),
      };
    };
    const starts: FeedbackKind[][] = [
      [],
      ['improvement'],
      ['refusal'],
      ['refusal', 'improvement'],
      ['improvement', 'improvement'],
      ['improvement', 'refusal', 'refusal'],
      Array<FeedbackKind>(24).fill('refusal'),
      [...Array<FeedbackKind>(9).fill('refusal'), 'improvement'],
    ];
    for (const start of starts)
      expect(countFeedbackByExposure(split, tallyAfter(start), longest), start.join()).toEqual(
        walk(start, 0),
      );
  });

  it('equals ⌊k*⌋ for scores under a budget: 6 up to 2,500 items, and 10, 25 and 251 at 4,000, 10,000 and 100,000 items', () => {
    const leftOf = (feedbackCount: number) =>
      countFeedbackByExposure({ ...ladder(feedbackCount), policy: 'exact-with-budget' }, noFeedback, 1000);
    expect([100, 2500, 4000, 10_000, 100_000].map((n) => leftOf(n).least)).toEqual([6, 6, 10, 25, 251]);
    const split = { ...ladder(1000), policy: 'exact-with-budget' as const };
    expect(isExposureSpent(split, tallyAfter(Array<FeedbackKind>(5).fill('score')))).toBe(false);
    expect(isExposureSpent(split, tallyAfter([...Array<FeedbackKind>(5).fill('score'), 'no-score']))).toBe(
      true,
    );
  });

  it('has no limit under policies without an exposure stop', () => {
    const endless = { least: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
    expect(countFeedbackByExposure({ ...ladder(1000), policy: 'exact' }, noFeedback, 30)).toEqual(endless);
  });
});
