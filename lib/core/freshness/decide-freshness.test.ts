import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../statistics/rng';
import { decideFreshness, type Freshness } from './decide-freshness';
import { describeHoldingUp, describeOpenExcess, describeReason } from './describe-reason';
import type { RoundPair, ScorePair } from './drop';
import { excessTolerances } from './excess';
import { type FreshnessReason, reasonStates } from './freshness-reason';
import { type FreshnessState, freshnessStates } from './freshness-state';
import type { EarlierClose, RoundRecord } from './round-record';
import { harderSetting, simulateRoundPair } from './testing/simulate-rounds';

/** Six and more frozen models about a line of later = earlier, strayed by `stray`, and adapted ones below it by `drop`. */
function pairWith({ drop = 0, stray = 0.0002, frozenCount = 12 } = {}): RoundPair {
  const pair = (model: string, earlier: number, later: number): ScorePair => ({
    model,
    earlier: { score: earlier, itemCount: 50_000 },
    later: { score: later, itemCount: 50_000 },
  });
  const frozen = Array.from({ length: frozenCount }, (_, k) => {
    const score = 0.6 + (0.3 * k) / (frozenCount - 1);
    return pair(`f${k}`, score, score + (k % 2 === 0 ? stray : -stray));
  });
  const adapted = [0.72, 0.75, 0.78].map((score, k) => pair(`a${k}`, score, score - drop));
  return { earlierRound: 6, laterRound: 7, frozen, adapted };
}

/** A gap of the given size and standard error. */
function gapWith({ estimate = 0, standardError = 0.002 } = {}): RoundRecord['gap'] {
  const variance = (standardError * standardError * 10_000) / 2;
  return {
    feedback: { itemCount: 10_000, mean: 0.03 + estimate, variance, degreesOfFreedom: 9999 },
    final: { itemCount: 10_000, mean: 0.03, variance, degreesOfFreedom: 9999 },
  };
}

const freshRecord: RoundRecord = {
  round: 7,
  phase: 'closed',
  exposure: 0.2,
  pooledExposure: 0.3,
  isOverdue: false,
  hasConfirmedLeak: false,
  scale: 'share',
  finalItemCount: 10_000,
  frozenCount: 12,
  adaptedCount: 3,
  gap: gapWith(),
  link: pairWith(),
  ceiling: { topScore: 0.8, best: 1, labelErrorRate: 0.02 },
  earlierCloses: [],
};

const close = (overrides: Partial<EarlierClose> = {}): EarlierClose => ({
  round: 6,
  state: 'fresh',
  isExcessAtFive: false,
  ...overrides,
});
const decide = (overrides: Partial<RoundRecord> = {}) => decideFreshness({ ...freshRecord, ...overrides });
const kindsOf = ({ reasons, state }: Freshness) =>
  reasons.filter((reason) => reasonStates[reason.kind] === state).map((reason) => reason.kind);
const rankOf = (state: FreshnessState) => freshnessStates.indexOf(state);

describe('freshness', () => {
  it('is fresh with little exposure and both upper limits below a point', () => {
    const freshness = decide();
    expect(freshness.state).toBe('fresh');
    expect(kindsOf(freshness)).toEqual(['exposure-low', 'excess-ruled-out', 'excess-ruled-out']);
  });

  const cases: [string, Partial<RoundRecord>, FreshnessState, FreshnessReason['kind'][]][] = [
    ['revealed answers', { phase: 'revealed' }, 'retired', ['answers-revealed']],
    ['a confirmed leak', { hasConfirmedLeak: true }, 'stale', ['confirmed-leak']],
    ['exposure of 100.1 %', { exposure: 1.001 }, 'stale', ['exposure-spent']],
    ['exposure of 100 % and a gap ruled out', { exposure: 1 }, 'fresh', []],
    [
      'exposure of 50 % and a gap of 2 points not ruled out',
      { exposure: 0.5, gap: gapWith({ standardError: 0.0125 }) },
      'aging',
      ['exposure-half'],
    ],
    ['exposure of 50 % and a gap not measured', { exposure: 0.5, gap: null }, 'aging', ['exposure-half']],
    [
      'exposure of 49.9 % and a gap of 2 points not ruled out',
      { exposure: 0.499, gap: gapWith({ standardError: 0.0125 }) },
      'unproven',
      ['excess-not-ruled-out'],
    ],
    ['answers to all teams of 500 %, none with half', { pooledExposure: 5 }, 'fresh', []],
    ['an overdue refresh', { isOverdue: true }, 'aging', ['refresh-overdue']],
    ['a gap above a point at 1 %', { gap: gapWith({ estimate: 0.016 }) }, 'stale', ['excess-proven']],
    [
      'a gap above a point at 5 %, once',
      { gap: gapWith({ estimate: 0.014 }) },
      'aging',
      ['excess-significant'],
    ],
    [
      'a gap above a point at 5 %, as at the close before',
      { gap: gapWith({ estimate: 0.014 }), earlierCloses: [close({ state: 'aging', isExcessAtFive: true })] },
      'stale',
      ['excess-twice'],
    ],
    [
      'a gap above a point at 5 %, and at the close before the last',
      {
        gap: gapWith({ estimate: 0.014 }),
        earlierCloses: [close(), close({ round: 5, isExcessAtFive: true })],
      },
      'aging',
      ['excess-significant'],
    ],
    [
      'a gap that is significant and small, at the second close too',
      { gap: gapWith({ estimate: 0.004 }), earlierCloses: [close({ isExcessAtFive: true })] },
      'aging',
      ['excess-significant'],
    ],
    ['a gap that is not significant', { gap: gapWith({ estimate: 0.003 }) }, 'fresh', []],
    [
      'a gap that may be two points',
      { gap: gapWith({ estimate: 0.004, standardError: 0.01 }) },
      'unproven',
      ['excess-not-ruled-out'],
    ],
    ['a gap that may be a point and is below two', { gap: gapWith({ standardError: 0.0121 }) }, 'fresh', []],
    [
      'a gap that may just be two points',
      { gap: gapWith({ standardError: 0.0122 }) },
      'unproven',
      ['excess-not-ruled-out'],
    ],
    ['a loss without an error', { scale: 'loss', gap: 'perfect-score' }, 'unproven', ['perfect-score']],
    ['a metric for which nothing is measured', { scale: null }, 'unproven', ['metric-not-measured']],
    ['no gap measured', { gap: null }, 'unproven', ['gap-not-measured']],
    ['no feedback given', { gap: 'no-feedback' }, 'fresh', []],
    ['a drop of three points', { link: pairWith({ drop: 0.03 }) }, 'stale', ['excess-proven']],
    ['no second round', { link: null }, 'unproven', ['no-second-round']],
    [
      'five frozen models in both rounds',
      { link: pairWith({ frozenCount: 5 }) },
      'unproven',
      ['few-frozen-models'],
    ],
    ['five frozen models in this round', { frozenCount: 5 }, 'unproven', ['few-frozen-models']],
    ['no adapted models', { link: { ...pairWith(), adapted: [] } }, 'unproven', ['no-adapted-models']],
    ['a final part of 199 items', { finalItemCount: 199 }, 'unproven', ['final-part-small']],
    ['a final part of 200 items', { finalItemCount: 200 }, 'fresh', []],
    [
      'a top within the wrong labels of the ceiling',
      { ceiling: { topScore: 0.98, best: 1, labelErrorRate: 0.02 } },
      'stale',
      ['ceiling-reached'],
    ],
    ['an unknown label-error rate', { ceiling: null }, 'fresh', []],
  ];
  it.each(cases)('with %s', (_, overrides, state, kinds) => {
    const freshness = decide(overrides);
    expect(freshness.state).toBe(state);
    if (kinds.length > 0) expect(kindsOf(freshness)).toEqual(kinds);
  });

  it('never calls a raw drop stale: twelve points lost by all models alike', () => {
    const link = simulateRoundPair(createRng('recht'), {
      ...harderSetting,
      itemsPerPart: 10_000,
      stray: 0.01,
    });
    const meanOf = (side: 'earlier' | 'later') =>
      link.adapted.reduce((sum, pair) => sum + pair[side].score, 0) / link.adapted.length;
    expect(meanOf('earlier') - meanOf('later')).toBeGreaterThan(0.1);
    const freshness = decide({ link });
    expect(freshness.inputs.excesses.drop!.lower95).toBeLessThan(0.01);
    expect(freshness.state).not.toBe('stale');
  });

  it('looks at nothing of the final part while the round is open, whatever is known of it', () => {
    const open = decide({ phase: 'open' });
    const other = decide({
      phase: 'open',
      gap: gapWith({ estimate: 0.5 }),
      link: pairWith({ drop: 0.2 }),
      ceiling: { topScore: 1, best: 1, labelErrorRate: 0 },
    });
    expect(JSON.stringify(other)).toBe(JSON.stringify(open));
    expect(open.state).toBe('unproven');
    expect(kindsOf(open)).toEqual(['still-open']);
    expect(decide({ phase: 'open', exposure: 1.2 }).state).toBe('stale');
    expect(decide({ phase: 'open', exposure: 0.7 }).state).toBe('unproven');
    expect(decide({ phase: 'open', isOverdue: true }).state).toBe('aging');
    expect(decide({ phase: 'open', hasConfirmedLeak: true }).state).toBe('stale');
  });

  it('says of an unproven round up to how much is left open, and only where something was measured', () => {
    const { reasons } = decide({ gap: gapWith({ estimate: 0.004, standardError: 0.016 }) });
    expect(describeOpenExcess(reasons)).toBe('no sign of overfitting; up to 3.0 points can’t be ruled out');
    const loss = decide({ scale: 'loss', link: null, gap: gapWith({ standardError: 0.08 }) });
    expect(describeOpenExcess(loss.reasons)).toBe(
      'no sign of overfitting; up to 13.2 % of the loss can’t be ruled out',
    );
    for (const without of [{ gap: null, link: null }, { phase: 'open' as const }, { scale: null }])
      expect(describeOpenExcess(decide(without).reasons)).toBeNull();
  });

  it('says of no excess both that it is significant and that there is no sign of it', () => {
    const { reasons } = decide({ gap: gapWith({ estimate: 0.004 }), exposure: 0.7 });
    expect(reasons.map(({ kind }) => kind)).toEqual([
      'excess-significant',
      'exposure-outweighed',
      'excess-ruled-out',
      'excess-ruled-out',
    ]);
    const words = reasons.map((reason) => describeReason(reason));
    for (const sentence of words) expect(sentence).not.toMatch(/no sign/i);
    expect(words[2]).toBe(
      '2 points of overfitting or more are ruled out by the gap between feedback and final items. Measured as 0.40 points, it is below 0.73 points (95 % limit).',
    );
  });

  it('holds up after three fresh closes in a row', () => {
    const two = [close(), close({ round: 5 })];
    expect(decide({ earlierCloses: two })).toMatchObject({ holdsUp: true, freshCloses: 3 });
    expect(decide({ earlierCloses: two.slice(1) })).toMatchObject({ holdsUp: false, freshCloses: 2 });
    const broken = [close(), close({ round: 5, state: 'aging' }), close({ round: 4 })];
    expect(decide({ earlierCloses: broken })).toMatchObject({ holdsUp: false, freshCloses: 2 });
    expect(decide({ exposure: 0.6, gap: null, earlierCloses: two })).toMatchObject({
      holdsUp: false,
      freshCloses: 0,
    });
    expect(decide({ phase: 'open', earlierCloses: two })).toMatchObject({ holdsUp: false, freshCloses: 2 });
    expect(describeHoldingUp(3)).toBe('Holds up: fresh at 3 closes in a row.');
  });

  it('refuses exposures and counts that are none', () => {
    expect(() => decide({ exposure: Number.POSITIVE_INFINITY })).toThrow(RangeError);
    expect(() => decide({ exposure: -0.1 })).toThrow(RangeError);
    expect(() => decide({ finalItemCount: 10.5 })).toThrow(RangeError);
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const records: fc.Arbitrary<RoundRecord> = fc.record({
  round: fc.constant(7),
  phase: fc.constantFrom('open' as const, 'closed' as const, 'revealed' as const),
  exposure: fc.double({ min: 0, max: 3, noNaN: true }),
  pooledExposure: fc.double({ min: 0, max: 30, noNaN: true }),
  isOverdue: fc.boolean(),
  hasConfirmedLeak: fc.boolean(),
  scale: fc.constantFrom('share', 'area', 'correlation', 'loss', 'explained', null),
  finalItemCount: fc.constantFrom(0, 150, 199, 200, 5000),
  frozenCount: fc.nat({ max: 20 }),
  adaptedCount: fc.nat({ max: 20 }),
  gap: fc.oneof(
    fc.constantFrom(null, 'no-feedback' as const, 'perfect-score' as const),
    fc
      .record({
        estimate: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
        standardError: fc.double({ min: 0, max: 0.01, noNaN: true }),
      })
      .map(gapWith),
  ),
  link: fc.option(
    fc
      .record({
        drop: fc.double({ min: -0.02, max: 0.05, noNaN: true }),
        stray: fc.double({ min: 0.0001, max: 0.02, noNaN: true }),
        frozenCount: fc.integer({ min: 2, max: 14 }),
      })
      .map(pairWith),
  ),
  ceiling: fc.option(fc.record({ topScore: share, best: fc.constant(1), labelErrorRate: share })),
  earlierCloses: fc.array(
    fc.record({
      round: fc.nat(6),
      state: fc.constantFrom(...freshnessStates),
      isExcessAtFive: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});

describe('any record', () => {
  it('gets the worst state that any of its reasons speaks for, with words and plain JSON', () => {
    fc.assert(
      fc.property(records, (record) => {
        const freshness = decideFreshness(record);
        const ranks = freshness.reasons.map((reason) => rankOf(reasonStates[reason.kind]));
        expect(rankOf(freshness.state)).toBe(Math.min(...ranks));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        for (const reason of freshness.reasons)
          expect(describeReason(reason)).toMatch(/^(?!.*(NaN|undefined|Infinity)).*\.$/);
        for (const excess of Object.values(freshness.inputs.excesses))
          for (const value of Object.values(excess ?? {}))
            expect(typeof value === 'string' || Number.isFinite(value)).toBe(true);
        if (record.phase === 'revealed') expect(freshness.state).toBe('retired');
        else if (record.hasConfirmedLeak) expect(freshness.state).toBe('stale');
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('gets the same state whatever all teams together were answered', () => {
    fc.assert(
      fc.property(records, (record) => {
        const { state } = decideFreshness({ ...record, pooledExposure: 30 });
        expect(state).toBe(decideFreshness({ ...record, pooledExposure: 0 }).state);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('never gets a better state from more exposure', () => {
    const exposure = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(records, exposure, exposure, (record, a, b) => {
        const less = decideFreshness({ ...record, exposure: Math.min(a, b) });
        const more = decideFreshness({ ...record, exposure: Math.max(a, b) });
        expect(rankOf(more.state)).toBeLessThanOrEqual(rankOf(less.state));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('is never fresh where the data cannot tell', () => {
    fc.assert(
      fc.property(records, (record) => {
        const { state, inputs } = decideFreshness(record);
        const { gap, drop } = inputs.excesses;
        const cannotTell =
          record.phase === 'open' ||
          record.frozenCount < 6 ||
          record.finalItemCount < 200 ||
          record.link === null ||
          record.link.frozen.length < 6 ||
          drop === null ||
          record.gap === null ||
          record.scale === null ||
          record.gap === 'perfect-score';
        if (cannotTell) expect(state).not.toBe('fresh');
        if (state === 'fresh') {
          expect(record.exposure).toBeLessThanOrEqual(1);
          for (const excess of [gap, drop])
            if (excess) expect(excess.upper95).toBeLessThan(2 * excessTolerances[excess.unit]);
        }
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
