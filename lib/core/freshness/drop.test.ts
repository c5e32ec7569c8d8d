import { describe, expect, it } from 'vitest';
import { computeDrop, type ScorePair } from './drop';

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

const frozen = pairs([0.62, 0.68, 0.71, 0.75, 0.79, 0.84, 0.88], [0.53, 0.6, 0.62, 0.69, 0.71, 0.79, 0.83]);
const adapted = pairs([0.74, 0.78, 0.81], [0.63, 0.665, 0.71]);

describe('drop between rounds', () => {
  it('gives the values of scipy 1.17 for seven frozen and three adapted models', () => {
    const drop = computeDrop(linkOf(frozen, adapted));
    if (!drop.ok) throw new Error(drop.error);
    expect(drop.value.degreesOfFreedom).toBe(5);
    expect(drop.value.estimate).toBeCloseTo(0.03967763325770051, 12);
    expect(drop.value.standardError).toBeCloseTo(0.007552602400177558, 12);
    expect(drop.value.pValue).toBeCloseTo(0.0016583035051077383, 10);
    expect(drop.value.lower99).toBeCloseTo(0.014263654871524391, 10);
    expect(drop.value.upper95).toBeCloseTo(0.05489649243860939, 10);
  });

  it('is nil for adapted models that fall as far as the frozen ones, however far that is', () => {
    const fallen = pairs([0.7, 0.74, 0.78, 0.8, 0.84, 0.88, 0.9], [0.5, 0.53, 0.6, 0.61, 0.67, 0.73, 0.75]);
    const alike = pairs([0.79, 0.82], [0.605, 0.64]);
    const drop = computeDrop(linkOf(fallen, alike));
    if (!drop.ok) throw new Error(drop.error);
    expect(drop.value.estimate).toBeLessThan(0.01);
    expect(drop.value.lower95).toBeLessThan(0);
  });

  it('takes perfect scores', () => {
    const drop = computeDrop(linkOf([...frozen, pair(1, 0.99, 8)], adapted));
    expect(drop.ok && Number.isFinite(drop.value.estimate)).toBe(true);
  });

  it('refuses fewer than six frozen models', () => {
    expect(computeDrop(linkOf(frozen.slice(0, 5), adapted))).toEqual({
      ok: false,
      error: 'few-frozen-models',
    });
  });

  it('refuses without two frozen models above and two below the median of the adapted ones', () => {
    const refused = { ok: false, error: 'no-overlap' };
    expect(computeDrop(linkOf(frozen, pairs([0.85, 0.87, 0.95], [0.7, 0.7, 0.8])))).toEqual(refused);
    expect(computeDrop(linkOf(frozen, pairs([0.63, 0.65], [0.5, 0.6])))).toEqual(refused);
    expect(computeDrop(linkOf(frozen, []))).toEqual(refused);
  });

  it('refuses frozen models without any scatter to compare with', () => {
    const exact = [0.6, 0.65, 0.7, 0.8, 0.85, 0.9].map((score, i) => pair(score, 0.7, i));
    expect(computeDrop(linkOf(exact, pairs([0.75], [0.6])))).toEqual({
      ok: false,
      error: 'frozen-models-alike',
    });
  });
});
