import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeExpectedMaximum } from '../statistics/expected-maximum';
import {
  type AnsweringPart,
  type AnswerKind,
  computeAnnouncementCharge,
  computeBlockGain,
  computeExposure,
  computeExposureBudget,
  computeGroupExposure,
  computeKeptVoteLoss,
  computeLadderBits,
  computeScoreBits,
  computeSignVoteGain,
  computeTolerance,
  computeTranscriptBound,
  computeWeightedVoteGain,
  countAnswer,
  countAnswersByExposure,
  isExposureSpent,
  noAnswers,
} from './exposure';

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

describe('the charge of an announcement', () => {
  it('is 1 for a first answer, and 3.72, 6.27, 6.55, 9.88 and 16.5 after 10, 27, 30, 100 and 1,000', () => {
    const at = (s: number, digits: number) => Number(computeAnnouncementCharge(s).toFixed(digits));
    expect(at(1, 6)).toBe(1);
    expect([10, 27, 30, 100].map((s) => at(s, 2))).toEqual([3.72, 6.27, 6.55, 9.88]);
    expect(at(1000, 1)).toBe(16.5);
    expect(computeExpectedMaximum(27).toFixed(1)).toBe('2.0');
  });

  it('is at least 2.5 from the second answer on, and never falls', () => {
    expect([2, 3, 4, 5].map(computeAnnouncementCharge)).toEqual([2.5, 2.5, 2.5, 2.5]);
    for (let s = 1; s < 400; s++)
      expect(computeAnnouncementCharge(s + 1)).toBeGreaterThanOrEqual(computeAnnouncementCharge(s));
  });

  it('refuses what no number of answers is', () => {
    for (const s of [0, -1, 1.5, Number.NaN]) expect(() => computeAnnouncementCharge(s)).toThrow(RangeError);
  });
});

const ladder = (feedbackCount: number): AnsweringPart => ({
  policy: 'guarded-ladder',
  feedbackCount,
});

const tallyAfter = (kinds: readonly AnswerKind[]) =>
  kinds.reduce((tallies, kind) => countAnswer(tallies, kind), { own: noAnswers, linked: noAnswers }).own;

/** So many answers are given after these, while each is a refusal. */
function countGiven(part: AnsweringPart, kinds: readonly AnswerKind[]): number {
  let [given, tally] = [0, tallyAfter(kinds)];
  while (!isExposureSpent(part, tally)) {
    tally = countAnswer({ own: tally, linked: noAnswers }, 'refusal').own;
    given++;
  }
  return given;
}

describe('the stop of a ladder', () => {
  it('allows 27 answers without an announcement and 18 after a first one up to 2,500 items, 106 and 74 at 4,000', () => {
    for (const n of [200, 1000, 2500]) {
      expect(countGiven(ladder(n), [])).toBe(27);
      expect(countGiven(ladder(n), ['announcement'])).toBe(18);
    }
    expect(countGiven(ladder(4000), [])).toBe(106);
    expect(countGiven(ladder(4000), ['announcement'])).toBe(74);
  });

  it('never lets a group pass 100 %, however its answers turn out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 120 }),
        fc.integer({ min: 1, max: 9000 }),
        (told, n) => {
          const part = ladder(n);
          let tally = noAnswers;
          for (const isBetter of told)
            if (!isExposureSpent(part, tally))
              tally = countAnswer(
                { own: tally, linked: noAnswers },
                isBetter ? 'announcement' : 'refusal',
              ).own;
          expect(computeGroupExposure(part, tally)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('is reached by announcements alone', () => {
    const kinds = Array<AnswerKind>(60).fill('announcement');
    expect(isExposureSpent(ladder(1000), tallyAfter(kinds))).toBe(true);
  });
});

describe('the answers that exposure leaves', () => {
  it('are at least 5 and at most 27 at the start of a round of 1,000 items', () => {
    expect(countAnswersByExposure(ladder(1000), noAnswers, 1000)).toEqual({ least: 5, most: 27 });
    expect(countAnswersByExposure(ladder(1000), noAnswers, 3)).toEqual({ least: 3, most: 3 });
  });

  it('are as many as the shortest and the longest way to the stop have', () => {
    const longest = 9;
    const part = ladder(1000);
    const walk = (kinds: readonly AnswerKind[], depth: number): { least: number; most: number } => {
      const tally = tallyAfter(kinds);
      if (depth === longest || isExposureSpent(part, tally)) return { least: depth, most: depth };
      const ways = (['announcement', 'refusal'] as const).map((kind) => walk([...kinds, kind], depth + 1));
      return {
        least: Math.min(...ways.map(({ least }) => least)),
        most: Math.max(...ways.map(({ most }) => most)),
      };
    };
    const starts: AnswerKind[][] = [
      [],
      ['announcement'],
      ['refusal'],
      ['refusal', 'announcement'],
      ['announcement', 'announcement'],
      ['announcement', 'refusal', 'refusal'],
      Array<AnswerKind>(24).fill('refusal'),
      [...Array<AnswerKind>(9).fill('refusal'), 'announcement'],
    ];
    for (const start of starts)
      expect(countAnswersByExposure(part, tallyAfter(start), longest), start.join()).toEqual(walk(start, 0));
  });

  it('of scores under a budget are ⌊k*⌋: 6 up to 2,500 items, 10, 25 and 251 at 4,000, 10,000 and 100,000', () => {
    const leftOf = (feedbackCount: number) =>
      countAnswersByExposure({ ...ladder(feedbackCount), policy: 'exact-with-budget' }, noAnswers, 1000);
    expect([100, 2500, 4000, 10_000, 100_000].map((n) => leftOf(n).least)).toEqual([6, 6, 10, 25, 251]);
    const part = { ...ladder(1000), policy: 'exact-with-budget' as const };
    expect(isExposureSpent(part, tallyAfter(Array<AnswerKind>(5).fill('score')))).toBe(false);
    expect(isExposureSpent(part, tallyAfter([...Array<AnswerKind>(5).fill('score'), 'no-score']))).toBe(true);
  });

  it('have no end where nothing stops them', () => {
    const endless = { least: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY };
    expect(countAnswersByExposure({ ...ladder(1000), policy: 'exact' }, noAnswers, 30)).toEqual(endless);
  });
});
