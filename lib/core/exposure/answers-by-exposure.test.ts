import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers } from './answer-tally';
import { type AnsweringPart, countAnswersByExposure, isExposureSpent } from './answers-by-exposure';
import { type AnswerKind, countAnswer } from './count-answer';
import { computeGroupExposure } from './group-exposure';

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
