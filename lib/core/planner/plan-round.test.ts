import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackPolicies } from '../benchmark';
import { countFeedback, type FeedbackKind, isExposureSpent, noFeedback } from '../exposure/exposure';
import { computeFeedbackCap } from '../feedback/feedback-counts';
import { metricNames } from '../metrics/metric-name';
import { metrics } from '../metrics/metrics';
import { checkSize } from '../round/checks/check-size';
import { planRound, proposeFeedback } from './plan-round';
import { classesAlike, findClassShares, twoAlike } from './typical-set';

const plan = (wishes: Partial<Parameters<typeof planRound>[0]> = {}) =>
  planRound({
    itemCount: 2500,
    metric: 'accuracy',
    shares: [0.5, 0.5],
    policy: 'guarded-ladder',
    feedbackShare: 0.4,
    quotaPerRound: 30,
    modelCount: 10,
    discordantShare: 0.1,
    lastPairs: null,
    ...wishes,
  });

describe('plan of a round', () => {
  it('states the probability that a better model is reported, for metrics of hits', () => {
    const { told, feedbackCount, finalCount } = plan();
    expect([feedbackCount, finalCount]).toEqual([1000, 1500]);
    if (told.kind !== 'exact') throw new Error('not exact');
    const two = told.chances.find(({ gain }) => gain === 0.02)!;
    expect([two.alike, two.unlike].map((chance) => Math.round(100 * chance!))).toEqual([70, 29]);
  });

  it('counts only the positive items for recall', () => {
    const { told } = plan({ metric: 'recall', shares: [0.9, 0.1] });
    expect(told).toMatchObject({ kind: 'exact', ofPositives: true, countedItems: 100 });
  });

  it('states the power of every metric that has a ladder, and of no other', () => {
    for (const { name, tasks, ladder } of metrics) {
      const shares = tasks.includes('binary') ? twoAlike : classesAlike(7);
      const { told } = plan({ metric: name, shares, itemCount: 600 });
      if (ladder === null) expect(told.kind, name).toBe('nothing');
      else expect(['exact', 'step'], name).toContain(told.kind);
    }
  });

  it('states the power for a hundred classes by a simulated step', () => {
    const { told } = plan({ metric: 'macro_f1', shares: classesAlike(100) });
    expect(told).toMatchObject({ kind: 'step', power: { rarestShare: 0.01 } });
  });

  it('never treats three classes as two', () => {
    const shares = [0.6, 0.3, 0.1];
    expect(plan({ metric: 'macro_f1', shares })).toMatchObject({
      told: { kind: 'step', power: { rarestShare: 0.1 } },
    });
    expect(plan({ metric: 'roc_auc', shares })).toMatchObject({
      told: { kind: 'step' },
      final: null,
    });
    expect(plan({ metric: 'mcc', shares: [0.9, 0.06, 0.04] }).isRarestClassSmall).toBe(true);
  });

  it('warns of fewer than 50 items of the rarest class in the feedback split', () => {
    expect(plan({ metric: 'mcc', shares: [0.96, 0.04] }).isRarestClassSmall).toBe(true);
    expect(plan({ metric: 'mcc', shares: [0.95, 0.05] }).isRarestClassSmall).toBe(false);
    expect(plan({ shares: [0.99, 0.01] }).isRarestClassSmall).toBe(false);
  });

  it('allows feedback 27 times and 18 after an improvement, 106 and 74 with 4,000 items, and six scores under a budget', () => {
    const feedbackOf = (feedbackCount: number, policy = 'guarded-ladder' as const) =>
      plan({ itemCount: feedbackCount * 2, feedbackShare: 0.5, policy, quotaPerRound: 1000 }).feedback;
    for (const n of [400, 1000, 2500]) expect(feedbackOf(n)).toMatchObject({ most: 27, mostAfterFirst: 18 });
    expect(feedbackOf(4000)).toMatchObject({ most: 106, mostAfterFirst: 74 });
    expect(plan({ policy: 'exact-with-budget' }).feedback).toMatchObject({ least: 6, most: 6 });
    expect(plan().feedback).toMatchObject({ least: 5, most: 27 });
    expect(plan({ quotaPerRound: 10 }).feedback).toMatchObject({ most: 10 });
    expect(plan({ policy: 'final-only' }).feedback).toBeNull();
    expect(plan({ policy: 'exact' }).feedback).toBeNull();
  });

  it('contains no feedback plan for a round without feedback', () => {
    expect(plan({ policy: 'final-only' }).told).toEqual({ kind: 'nothing' });
    expect(plan({ feedbackShare: 0 }).told).toEqual({ kind: 'nothing' });
    expect(plan({ policy: 'exact-with-budget' }).told).toEqual({ kind: 'scores' });
  });

  it('can be computed for every metric, policy and size, within a second of processor time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...metricNames),
        fc.constantFrom(...feedbackPolicies),
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.integer({ min: 0, max: 90 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 60 }),
        (metric, policy, itemCount, share, percents) => {
          const begun = process.cpuUsage();
          const made = plan({
            metric,
            policy,
            itemCount,
            feedbackShare: share / 100,
            shares: findClassShares(percents),
          });
          expect(made.feedbackCount + made.finalCount).toBe(itemCount);
          if (made.final) {
            expect(made.final.lower).toBeLessThanOrEqual(made.final.score);
            expect(made.final.upper).toBeGreaterThanOrEqual(made.final.score);
          }
          // Measures processor time, since the machine may have other work.
          expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});

describe('proposed feedback for a number of items', () => {
  it('has no feedback split below 500 items, 40 % of the items from there and 30 % from 5,000', () => {
    const at = (n: number) => {
      const { policy, feedbackShare } = proposeFeedback(n);
      return [policy, feedbackShare];
    };
    expect(at(499)).toEqual(['final-only', 0]);
    expect(at(500)).toEqual(['guarded-ladder', 0.4]);
    expect(at(4999)).toEqual(['guarded-ladder', 0.4]);
    expect(at(5000)).toEqual(['guarded-ladder', 0.3]);
  });

  it('always passes the check of a test set’s size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20_000 }),
        fc.constantFrom(...metricNames),
        (itemCount, metric) => {
          const { feedbackShare } = proposeFeedback(itemCount);
          const { detail, outcome } = checkSize(itemCount, { feedbackShare, metric });
          expect(detail).not.toMatch(/feedback share/);
          // With fewer than 500 items no share of the feedback split could pass the check.
          if (itemCount >= 500) expect(outcome).toBe('pass');
        },
      ),
    );
  });

  it('allows as many submissions as can get feedback after a first improvement, at most 30', () => {
    for (const [itemCount, submissions] of [
      [500, 19],
      [2500, 19],
      [10_000, 30],
    ] as const) {
      const { policy, feedbackShare, quotaPerRound } = proposeFeedback(itemCount);
      expect(quotaPerRound).toBe(submissions);
      const feedbackCount = Math.round(itemCount * feedbackShare);
      expect(computeFeedbackCap({ policy, feedbackCount, quotaPerRound })).toBe(quotaPerRound);
      let tally = noFeedback;
      for (let given = 0; given < quotaPerRound; given++) {
        expect(isExposureSpent({ policy, feedbackCount }, tally)).toBe(false);
        const kind: FeedbackKind = given === 0 ? 'improvement' : 'refusal';
        tally = countFeedback({ own: tally, linked: noFeedback }, kind).own;
      }
    }
  });
});
