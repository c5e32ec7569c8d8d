import { describe, expect, it } from 'vitest';
import { type FeedbackTally, noFeedback } from '../exposure/exposure';
import {
  decideExactFeedback,
  decideFeedback,
  type FeedbackRules,
  type SubmissionToDecide,
} from './decide-feedback';
import type { Incumbent } from './ladder/advance-ladder';

const itemCount = 2000;

const feedbackCount = 1000;

const hits = (count: number): Float64Array =>
  Float64Array.from({ length: feedbackCount }, (_, i) => (i < count ? 1 : 0));

const rules: FeedbackRules = {
  policy: 'guarded-ladder',
  metric: 'accuracy',
  itemCount,
  feedbackCount,
  feedbackCap: 1000,
  groups: null,
};

const submission = (id: string, hitCount: number): SubmissionToDecide => ({
  id,
  outcomes: hits(hitCount),
  estimate: { score: hitCount / feedbackCount, standardError: 0.015 },
  editCount: 1000,
  unitLosses: null,
});

const constant: Incumbent = { id: 'constant', kind: 'constant', outcomes: hits(500) };

/** Decides feedback on a sequence of submissions; each number is a submission's count of hits. */
function play(
  files: readonly number[],
  over: Partial<FeedbackRules> = {},
  linked: FeedbackTally = noFeedback,
) {
  let incumbent = constant;
  let [own, others] = [noFeedback, linked];
  const outcomes = files.map((hitCount, i) => {
    const teamState = { own, linked: others, incumbent };
    const { decision, tallies } = decideFeedback(
      { ...rules, ...over },
      teamState,
      submission(`s${i}`, hitCount),
    );
    if (decision.outcome === 'improved')
      incumbent = { id: `s${i}`, kind: 'own-file', outcomes: hits(hitCount) };
    [own, others] = [tallies.own, tallies.linked];
    return decision.outcome === 'withheld' ? decision.reason : decision.outcome;
  });
  return { outcomes, own, linked: others };
}

const count = (outcomes: readonly string[], outcome: string) =>
  outcomes.filter((given) => given === outcome).length;

describe('feedback under an exposure stop', () => {
  it('ends after 27 refusals without an improvement', () => {
    const { outcomes, own } = play(Array(30).fill(400));
    expect(outcomes).toEqual([...Array(27).fill('no_improvement'), ...Array(3).fill('exposure-spent')]);
    expect(own).toMatchObject({ refusals: 27, charge: 0, sinceImprovement: 27 });
  });

  it('ends after 18 refusals following a first improvement, which costs as much exposure as one exact score', () => {
    const { outcomes, own } = play([700, ...Array(30).fill(400)]);
    expect(outcomes[0]).toBe('improved');
    expect(count(outcomes, 'no_improvement')).toBe(18);
    expect(own).toMatchObject({ improvements: 1, charge: 1, sinceImprovement: 18 });
  });

  it('withholds feedback with the reason “too few edits” even after the exposure is spent', () => {
    const spent = { ...noFeedback, refusals: 27, sinceImprovement: 27 };
    const teamState = { own: spent, linked: noFeedback, incumbent: constant };
    const reasonOf = (editCount: number) =>
      decideFeedback(rules, teamState, { ...submission('s', 700), editCount }).decision;
    expect(reasonOf(3)).toEqual({ outcome: 'withheld', reason: 'too-few-edits' });
    expect(reasonOf(1000)).toEqual({ outcome: 'withheld', reason: 'exposure-spent' });
  });

  it('counts for all linked teams, and an improvement of one team resets their count since the last improvement', () => {
    const linked = { ...noFeedback, improvements: 1, refusals: 10, charge: 1, sinceImprovement: 10 };
    const { outcomes, own, linked: after } = play([400, 400, 700, ...Array(20).fill(400)], {}, linked);
    expect(outcomes.slice(0, 3)).toEqual(['no_improvement', 'no_improvement', 'improved']);
    // The group has spent c(13) = 4.37 and 1 of its budget of 6.28: after one more feedback, the rest can't pay for an
    // improvement.
    expect(own.charge).toBeCloseTo(4.37, 2);
    expect(after).toEqual({ ...linked, sinceImprovement: 0 });
    expect(count(outcomes.slice(3), 'no_improvement')).toBe(0);
    expect(outcomes.at(-1)).toBe('exposure-spent');
  });

  it('consists of at most ⌊k*⌋ exact scores under a budget, and of any number without a budget', () => {
    const scoresOf = (over: Partial<FeedbackRules>) =>
      count(play(Array(20).fill(600), { feedbackCap: null, ...over }).outcomes, 'score');
    expect(scoresOf({ policy: 'exact-with-budget' })).toBe(6);
    expect(scoresOf({ policy: 'exact-with-budget', feedbackCount: 10_000, itemCount: 20_000 })).toBe(20);
    expect(scoresOf({ policy: 'exact' })).toBe(20);
  });
});

const decide = (over: Partial<Parameters<typeof decideExactFeedback>[0]>) =>
  decideExactFeedback({
    estimate: { score: 0.712345678, standardError: 0.01431 },
    decimals: 4,
    isExposureSpent: false,
    usedCount: 0,
    feedbackCap: null,
    editCount: 500,
    editCountMin: 10,
    ...over,
  });

describe('exact scores under a budget', () => {
  it('stop when the exposure is spent', () => {
    expect(decide({ isExposureSpent: true })).toEqual({ outcome: 'withheld', reason: 'exposure-spent' });
  });

  it('have at most four decimals, and a standard error to the nearest half step', () => {
    expect(decide({})).toEqual({ outcome: 'score', score: 0.7123, standardError: 0.0143 });
    expect(decide({ decimals: 2 })).toEqual({ outcome: 'score', score: 0.71, standardError: 0.015 });
  });

  it('stop at the feedback cap if the cap is reached before the budget is spent', () => {
    expect(decide({ feedbackCap: 5, usedCount: 4 }).outcome).toBe('score');
    expect(decide({ feedbackCap: 5, usedCount: 5 })).toEqual({
      outcome: 'withheld',
      reason: 'feedback-spent',
    });
  });

  it('withholds an exact score for an edit of a few items, and an undefined one', () => {
    expect(decide({ editCount: 9 })).toEqual({ outcome: 'withheld', reason: 'too-few-edits' });
    expect(decide({ estimate: null })).toEqual({ outcome: 'withheld', reason: 'undefined-score' });
  });

  it('stop when the budget is spent, regardless of the next file’s score', () => {
    const spent = { isExposureSpent: true };
    expect(decide({ ...spent, estimate: null })).toEqual(decide(spent));
  });
});
