import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTallies,
  computeGroupExposure,
  computePooledExposure,
  computeWorstExposure,
  countFeedback,
  type FeedbackKind,
  noFeedback,
} from './exposure';

const percent = (share: number): number => Math.round(100 * share);

const split = (feedbackCount: number) => ({ feedbackCount });

const tallyAfter = (...kinds: FeedbackKind[]) =>
  kinds.reduce((tallies, kind) => countFeedback(tallies, kind), { own: noFeedback, linked: noFeedback }).own;

const A = 'improvement';

const r = 'refusal';

describe('exposure of a team group', () => {
  it('equals 40 % on 1,000 and 20 % on 10,000 items after one improvement, and 75 and 37 % after improvement, refusal, improvement', () => {
    const exposures = (kinds: FeedbackKind[]) =>
      [1000, 10_000].map((n) => percent(computeGroupExposure(split(n), tallyAfter(...kinds))));
    expect(exposures([A])).toEqual([40, 20]);
    expect(exposures([A, r, A])).toEqual([75, 37]);
  });

  it('starts at 0, equals the exposure of one exact score after the first feedback, and doesn’t grow by refusals', () => {
    const of = (...kinds: FeedbackKind[]) => computeGroupExposure(split(1000), tallyAfter(...kinds));
    expect(of()).toBe(0);
    expect(of(r)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 14);
    expect(of(r, r, r, r)).toBe(of(r));
    expect(of(A, r, r)).toBe(of(A));
  });

  it('never decreases when the group gets more feedback', () => {
    const kinds = fc.array(fc.constantFrom<FeedbackKind>('score', 'no-score', A, r), { maxLength: 40 });
    fc.assert(
      fc.property(kinds, fc.constantFrom<FeedbackKind>('score', 'no-score', A, r), (given, next) => {
        expect(computeGroupExposure(split(1000), tallyAfter(...given, next))).toBeGreaterThanOrEqual(
          computeGroupExposure(split(1000), tallyAfter(...given)),
        );
      }),
    );
  });

  it('adds the charges of linked teams, and an improvement of one team resets the count since the last improvement for all', () => {
    const [own, linked] = [tallyAfter(A, r, r), tallyAfter(r, r, r)];
    const after = countFeedback({ own, linked }, A);
    expect(after.linked).toEqual({ ...linked, sinceImprovement: 0 });
    const group = addTallies([after.own, after.linked]);
    // Expected charge: c(1) = 1 for the first improvement, then c(6) = (π/2)·1.26721².
    expect(group.charge).toBeCloseTo(1 + (Math.PI / 2) * 1.2672063606 ** 2, 8);
    expect(group.sinceImprovement).toBe(0);
    expect(computeGroupExposure(split(1000), group)).toBeGreaterThan(
      computeGroupExposure(split(1000), after.own) - 1e-12,
    );
    // Two groups that are each near their stop have a pooled exposure above 100 %.
    expect(
      computeGroupExposure(split(1000), addTallies([tallyAfter(A, r, A, r, A), tallyAfter(A, r, A, A)])),
    ).toBeGreaterThan(1);
  });
});

describe('exposure of many groups', () => {
  it('equals the exposure to one analyst with all feedback (pooled), and the exposure of the most exposed group (worst)', () => {
    const pooled = (n: number, kinds: FeedbackKind[], teams: number) =>
      percent(computePooledExposure(split(n), Array(teams).fill(tallyAfter(...kinds))));
    expect([1, 5, 10, 50, 200].map((teams) => pooled(1000, [A], teams))).toEqual([40, 89, 126, 282, 564]);
    expect([1, 5, 10, 50, 200].map((teams) => pooled(1000, [A, r, A], teams))).toEqual([
      75, 167, 236, 528, 1056,
    ]);
    expect([1, 5, 10, 50, 200].map((teams) => pooled(10_000, [A], teams))).toEqual([20, 45, 63, 141, 282]);
    expect(computeWorstExposure(split(1000), [tallyAfter(r), tallyAfter(A, r, A), noFeedback])).toBe(
      computeGroupExposure(split(1000), tallyAfter(A, r, A)),
    );
    expect(computeWorstExposure(split(1000), [])).toBe(0);
    expect(computePooledExposure(split(1000), [noFeedback, noFeedback])).toBe(0);
  });
});
