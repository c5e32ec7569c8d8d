import { describe, expect, it } from 'vitest';
import { type RankedRound, type RankedVersion, selectFrozen, type VouchedVersion } from '../equating/anchors';
import { composeRoundPair, computeDrop, type ScorePair } from './drop';

const pair = (earlier: number, later: number, i: number): ScorePair => ({
  model: `m${i}`,
  earlier: { score: earlier, itemCount: 2000 },
  later: { score: later, itemCount: 2000 },
});

const pairs = (earlier: number[], later: number[]) => earlier.map((score, i) => pair(score, later[i]!, i));

const linkOf = (frozen: ScorePair[], adapted: ScorePair[]) => ({
  earlierRound: 3,
  laterRound: 4,
  frozen,
  adapted,
});

const computeDropOf = (link: ReturnType<typeof linkOf>) => computeDrop(link, 'share');

const frozen = pairs([0.62, 0.68, 0.71, 0.75, 0.79, 0.84, 0.88], [0.53, 0.6, 0.62, 0.69, 0.71, 0.79, 0.83]);

const adapted = pairs([0.74, 0.78, 0.81], [0.63, 0.665, 0.71]);

describe('drop between rounds', () => {
  it('equals the values of scipy 1.17 for seven frozen and three adapted models', () => {
    const drop = computeDropOf(linkOf(frozen, adapted));
    if (!drop.ok) throw new Error(drop.error);
    expect(drop.value.degreesOfFreedom).toBe(5);
    expect(drop.value.estimate).toBeCloseTo(0.03967763325770051, 12);
    expect(drop.value.standardError).toBeCloseTo(0.007552602400177558, 12);
    expect(drop.value.pValue).toBeCloseTo(0.0016583035051077383, 10);
    // Quantile from scipy: t.ppf(.975, 5) = 2.5705818366147395.
    expect(drop.value.lower).toBeCloseTo(0.03967763325770051 - 2.5705818366147395 * 0.007552602400177558, 10);
    expect(drop.value.upper).toBeCloseTo(0.03967763325770051 + 2.5705818366147395 * 0.007552602400177558, 10);
  });

  it('equals 0 if adapted models lose exactly as much as frozen models, however much that is', () => {
    const fallen = pairs([0.7, 0.74, 0.78, 0.8, 0.84, 0.88, 0.9], [0.5, 0.53, 0.6, 0.61, 0.67, 0.73, 0.75]);
    const alike = pairs([0.79, 0.82], [0.605, 0.64]);
    const drop = computeDropOf(linkOf(fallen, alike));
    if (!drop.ok) throw new Error(drop.error);
    expect(drop.value.estimate).toBeLessThan(0.01);
    expect(drop.value.lower).toBeLessThan(0);
  });

  it('estimates a drop for perfect scores too', () => {
    const drop = computeDropOf(linkOf([...frozen, pair(1, 0.99, 8)], adapted));
    expect(drop.ok && Number.isFinite(drop.value.estimate)).toBe(true);
  });

  it('refuses fewer than six frozen models', () => {
    expect(computeDropOf(linkOf(frozen.slice(0, 5), adapted))).toEqual({
      ok: false,
      error: 'few-frozen-models',
    });
  });

  it('refuses a link if no model was submitted during the earlier round', () => {
    expect(computeDropOf(linkOf(frozen, []))).toEqual({ ok: false, error: 'no-adapted-models' });
  });

  it('estimates a drop for models better than all frozen ones, with an error that grows with that distance', () => {
    const errorOf = (earlier: number[], later: number[]) => {
      const drop = computeDropOf(linkOf(frozen, pairs(earlier, later)));
      if (!drop.ok) throw new Error(drop.error);
      return drop.value.standardError;
    };
    expect(errorOf([0.93, 0.95], [0.88, 0.91])).toBeGreaterThan(0);
    // Errors are compared in probits, where a point has the same value for every score.
    const probits = (earlier: number) => errorOf([earlier], [0.7]);
    expect(probits(0.95)).toBeGreaterThan(probits(0.9));
    expect(probits(0.9)).toBeGreaterThan(probits(0.8));
  });

  it('refuses a loss of 0 and an R² of 1, which have no logarithm', () => {
    const losses = pairs([0.5, 0.6, 0.7, 0.8, 0.9, 1], [0.6, 0.7, 0.85, 0.9, 1, 1.2]);
    const refused = { ok: false, error: 'perfect-score' };
    expect(computeDrop(linkOf(losses, pairs([0], [0.4])), 'loss')).toEqual(refused);
    expect(computeDrop(linkOf(losses, pairs([0.5], [0])), 'root-loss')).toEqual(refused);
    const shares = pairs([0.5, 0.6, 0.7, 0.8, 0.9, 0.3], [0.4, 0.5, 0.65, 0.7, 0.8, 0.2]);
    expect(computeDrop(linkOf(shares, pairs([0.5], [1])), 'explained')).toEqual(refused);
  });

  it('refuses frozen models without residuals to compare with', () => {
    const exact = [0.6, 0.65, 0.7, 0.8, 0.85, 0.9].map((score, i) => pair(score, 0.7, i));
    expect(computeDropOf(linkOf(exact, pairs([0.75], [0.6])))).toEqual({
      ok: false,
      error: 'frozen-models-alike',
    });
  });
});

const version = (model: string, evidence: RankedVersion['evidence'], name = '1'): RankedVersion => ({
  model,
  version: name,
  score: 0.8,
  evidence,
  kind: 'entry',
});

const roundOf = (
  round: number,
  entries: RankedVersion[],
  {
    reference_entries = [],
    vouched = [],
  }: { reference_entries?: RankedVersion[]; vouched?: VouchedVersion[] } = {},
): RankedRound => ({
  round,
  itemCount: 1000,
  entries,
  reference_entries,
  isFrozen: selectFrozen(vouched, { openedAt: new Date(`2026-0${round}-01T00:00:00Z`) }),
});

const namesOf = (pairs: readonly { model: string }[]) => pairs.map(({ model }) => model);

describe('composeRoundPair', () => {
  it('calls a version “frozen” if it was frozen before the earlier round, and “adapted” if it was submitted while that round was open', () => {
    const pair = composeRoundPair(
      roundOf(2, [version('old', 'prospective'), version('new', 'in-round')]),
      roundOf(3, [version('old', 'prospective'), version('new', 'prospective')]),
    );
    expect(namesOf(pair.frozen)).toEqual(['old 1']);
    expect(namesOf(pair.adapted)).toEqual(['new 1']);
  });

  it('includes versions that don’t count for their model', () => {
    const pair = composeRoundPair(
      roundOf(2, [version('a', 'in-round', '2')], { reference_entries: [version('a', 'prospective', '1')] }),
      roundOf(3, [version('a', 'in-round', '3')], {
        reference_entries: [version('a', 'prospective', '2'), version('a', 'prospective', '1')],
      }),
    );
    expect(namesOf(pair.frozen)).toEqual(['a 1']);
    expect(namesOf(pair.adapted)).toEqual(['a 2']);
  });

  it('uses only models frozen by proof if there are at least six, and otherwise vouched-for models too', () => {
    const proven = (count: number) =>
      Array.from({ length: count }, (_, i) => version(`p${i}`, 'prospective'));
    const vouched = [{ model: 'w', version: '1', droppedAt: null }];
    const frozenOf = (count: number) => {
      const entries = [...proven(count), version('w', 'in-round')];
      return namesOf(
        composeRoundPair(roundOf(1, entries, { vouched }), roundOf(2, entries, { vouched })).frozen,
      );
    };
    expect(frozenOf(6)).toEqual(['p0 1', 'p1 1', 'p2 1', 'p3 1', 'p4 1', 'p5 1']);
    expect(frozenOf(5)).toContain('w 1');
  });
});
