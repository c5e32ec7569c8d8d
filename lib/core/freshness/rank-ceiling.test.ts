import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { computeSampleMoments } from '../equating/sample-moments';
import { drawNormal } from '../statistics/draw-normal';
import { sumByGroup } from '../statistics/group-sums';
import { computeNormalQuantile } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import { compareRounds, type PublishedRound } from './compare-rounds';
import { formHalfUnits, type HalvedRound, measureRankCeiling } from './rank-ceiling';

// Why the ceiling isn't made from published scores: it could only be made as if models erred each by itself. And that halves give it: two
// halves of a round are two draws in which nothing changed.

const [modelCount, itemCount] = [12, 1000];
/** The share of an item's luck that all models have in common. */
const shared = 0.6;

/** Right and wrong answers of twelve models whose true shares lie from .70 to .80, item by item, on items that are hard for all alike. */
function drawItems(rng: Rng): boolean[][] {
  const bounds = Array.from({ length: modelCount }, (_, i) => computeNormalQuantile(0.7 + (0.1 * i) / 11));
  return Array.from({ length: itemCount }, () => {
    const hardness = Math.sqrt(shared) * drawNormal(rng);
    return bounds.map((bound) => hardness + Math.sqrt(1 - shared) * drawNormal(rng) < bound);
  });
}

const scoreItems = (items: readonly boolean[][]): number[] =>
  Array.from({ length: modelCount }, (_, i) => items.filter((isRight) => isRight[i]).length / items.length);

const drawRound = (rng: Rng): number[] => scoreItems(drawItems(rng));

const roundOf = (round: number, scores: readonly number[]): PublishedRound => ({
  round,
  itemCount,
  versions: scores.map((score, i) => ({
    model: `m${i}`,
    name: `Model ${i}`,
    team: 'A team',
    version: '1',
    score,
    limits: null,
    ranks: null,
    evidence: 'prospective' as const,
  })),
  isToldApart: null,
});
const agreementOf = (earlier: readonly number[], later: readonly number[]): number =>
  compareRounds(roundOf(1, earlier), roundOf(2, later), 'accuracy').rankAgreement!;

/** τ of two rounds in which scores err by their standard errors, each by itself, about their own spread without that. */
function findCeiling(rng: Rng, scores: readonly number[], draws: number): number {
  const { mean, variance } = computeSampleMoments(scores);
  const errors = scores.map((score) => Math.sqrt((score * (1 - score)) / itemCount));
  const noise = errors.reduce((sum, error) => sum + error * error, 0) / modelCount;
  const shrink = Math.sqrt(Math.max(0, 1 - noise / variance));
  const redraw = () =>
    scores.map((score, i) => mean + shrink * (score - mean) + errors[i]! * drawNormal(rng));
  return computeSampleMoments(Array.from({ length: draws }, () => agreementOf(redraw(), redraw()))).mean;
}

it('rounds in which nothing changed agree better than the ceiling that published scores give', () => {
  const rng = createRng('rank ceiling');
  const rounds = repetitions(40, 400);
  const excess = Array.from({ length: rounds }, () => {
    const [earlier, later] = [drawRound(rng), drawRound(rng)];
    return agreementOf(earlier, later) - findCeiling(rng, earlier, 20);
  });
  const { mean, variance } = computeSampleMoments(excess);
  // By five standard errors and more: about .1 of τ.
  expect(mean).toBeGreaterThan(5 * Math.sqrt(variance / rounds));
  expect(mean).toBeGreaterThan(0.05);
});

it('two halves of a round agree as often as halves of two rounds in which nothing changed, and less often where one changed', () => {
  const rng = createRng('halves');
  const rounds = repetitions(60, 600);
  const half = (items: readonly boolean[][], which: 0 | 1) =>
    scoreItems(items.slice((which * itemCount) / 2, ((which + 1) * itemCount) / 2));
  const [same, changed] = [0, 3].map((shift) => {
    const lost = Array.from({ length: rounds }, () => {
      const [earlier, later] = [drawItems(rng), drawItems(rng)];
      // The first models of the later round are others of the earlier one.
      const after = half(later, 0).map((_, i, scores) => scores[(i + shift) % modelCount]!);
      return agreementOf(half(earlier, 0), half(earlier, 1)) - agreementOf(half(earlier, 0), after);
    });
    const { mean, variance } = computeSampleMoments(lost);
    return { mean, error: Math.sqrt(variance / rounds) };
  });
  expect(Math.abs(same!.mean)).toBeLessThan(4 * same!.error);
  expect(same!.error).toBeLessThan(0.04);
  expect(changed!.mean).toBeGreaterThan(5 * changed!.error);
});

/** Values of versions on items, by item: a round that halves are drawn of. */
function halve(values: readonly Float64Array[], rng: Rng, groups: Int32Array | null = null): HalvedRound {
  const units = formHalfUnits(values[0]!.length, groups, rng);
  return { units, sums: values.map((ofVersion) => sumByGroup(ofVersion, units)) };
}

const hitsOf = (items: readonly boolean[][]): Float64Array[] =>
  Array.from({ length: modelCount }, (_, i) => Float64Array.from(items, (isRight) => Number(isRight[i])));

/** The first so many models of a round are others. */
const shiftModels = (values: readonly Float64Array[], shift: number): Float64Array[] =>
  values.map((_, i) => values[(i + shift) % modelCount]!);

describe('the no-change ceiling', () => {
  it('halves of a round agree as halves of two rounds in which nothing changed, and better than of two of which one changed', () => {
    const rng = createRng('ceiling');
    const rounds = repetitions(15, 300);
    const [same, changed] = [0, 3].map((shift) => {
      const lost = Array.from({ length: rounds }, () => {
        const [earlier, later] = [hitsOf(drawItems(rng)), hitsOf(drawItems(rng).slice(0, 700))];
        const found = measureRankCeiling(halve(earlier, rng), halve(shiftModels(later, shift), rng), rng)!;
        expect(found).toMatchObject({ versionCount: modelCount, itemCount: 350, drawCount: 200 });
        return found.within - found.across;
      });
      const { mean, variance } = computeSampleMoments(lost);
      return { mean, error: Math.sqrt(variance / rounds) };
    });
    expect(Math.abs(same!.mean)).toBeLessThan(4 * same!.error);
    expect(same!.error).toBeLessThan(0.03);
    expect(changed!.mean).toBeGreaterThan(5 * changed!.error);
  });

  it('is of groups as wholes: halves that part a group would agree too well', () => {
    const rng = createRng('ceiling of groups');
    const rounds = repetitions(12, 200);
    const groups = Int32Array.from({ length: itemCount }, (_, i) => i % 100);
    const [whole, parted] = [groups, null].map((drawn) => {
      const lost = Array.from({ length: rounds }, () => {
        const [earlier, later] = [drawGrouped(rng, groups), drawGrouped(rng, groups)];
        const found = measureRankCeiling(halve(earlier, rng, drawn), halve(later, rng, drawn), rng)!;
        return found.within - found.across;
      });
      const { mean, variance } = computeSampleMoments(lost);
      return { mean, error: Math.sqrt(variance / rounds) };
    });
    expect(Math.abs(whole!.mean)).toBeLessThan(4 * whole!.error);
    expect(parted!.mean).toBeGreaterThan(4 * parted!.error);
  });

  it('is 1 where every item orders the versions alike, −1 across rounds that order them the other way round', () => {
    const rng = createRng('steps');
    const steps = Array.from({ length: 5 }, (_, i) => new Float64Array(200).fill(i));
    const [same, turned] = [steps, [...steps].reverse()].map(
      (later) => measureRankCeiling(halve(steps, rng), halve(later, rng), rng)!,
    );
    expect(same).toMatchObject({ versionCount: 5, itemCount: 100, drawCount: 200 });
    expect([same!.within, same!.across]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect([turned!.within, turned!.across]).toEqual([expect.closeTo(1, 12), expect.closeTo(-1, 12)]);
  });

  it('is the mean over all ways to halve, where these can be counted', () => {
    // Three versions on ten units of ten items: of 252 ways to halve a round each gives one τ.
    const rng = createRng('counted');
    const unitOf = Int32Array.from({ length: 100 }, (_, i) => Math.floor(i / 10));
    const values = Array.from({ length: 3 }, () => {
      const ofUnit = Array.from({ length: 10 }, () => drawNormal(rng));
      return Float64Array.from(unitOf, (unit) => ofUnit[unit]!);
    });
    const found = measureRankCeiling(halve(values, rng, unitOf), halve(values, rng, unitOf), rng)!;
    const all = Array.from({ length: 1024 }, (_, bits) => bits).filter(
      (bits) => bits.toString(2).replaceAll('0', '').length === 5,
    );
    const scoresOf = (bits: number) =>
      values.map((ofVersion) => {
        let sum = 0;
        for (let unit = 0; unit < 10; unit++) if ((bits >> unit) & 1) sum += ofVersion[10 * unit]!;
        return sum;
      });
    const tau = (x: readonly number[], y: readonly number[]) =>
      (
        [
          [0, 1],
          [0, 2],
          [1, 2],
        ] as const
      ).reduce((sum, [a, b]) => sum + Math.sign((x[a]! - x[b]!) * (y[a]! - y[b]!)) / 3, 0);
    const mean = all.reduce((sum, bits) => sum + tau(scoresOf(bits), scoresOf(1023 - bits)) / all.length, 0);
    // 400 draws of a τ between −1 and 1, four standard errors of at most .05 each.
    expect(Math.abs(found.within - mean)).toBeLessThan(0.2);
    // The two rounds have the same items here, so that halves of both share items and agree better.
    expect(found.across).toBeGreaterThan(found.within);
  });

  it('isn’t measured of two versions, of few items or groups, nor where one group is most of a half', () => {
    const rng = createRng('few');
    const versions = (count: number, items: number) =>
      Array.from({ length: count }, () => Float64Array.from({ length: items }, () => drawNormal(rng)));
    const measure = (values: Float64Array[], groups: Int32Array | null = null) =>
      measureRankCeiling(halve(values, rng, groups), halve(values, rng, groups), rng);
    const groupsOf = (of: (i: number) => number) => Int32Array.from({ length: 200 }, (_, i) => of(i));
    expect(measure(versions(3, 100))).not.toBeNull();
    expect(measure(versions(2, 100))).toBeNull();
    expect(measure(versions(3, 99))).toBeNull();
    expect(
      measure(
        versions(3, 200),
        groupsOf((i) => i % 10),
      ),
    ).not.toBeNull();
    expect(
      measure(
        versions(3, 200),
        groupsOf((i) => i % 9),
      ),
    ).toBeNull();
    expect(
      measure(
        versions(3, 200),
        groupsOf((i) => Math.max(0, i - 60)),
      ),
    ).toBeNull();
  });
});

/** Hits of which each group has an ease of its own for each model. */
function drawGrouped(rng: Rng, groups: Int32Array): Float64Array[] {
  return Array.from({ length: modelCount }, (_, i) => {
    const bound = computeNormalQuantile(0.7 + (0.1 * i) / 11);
    const ease = Array.from({ length: 100 }, () => Math.sqrt(0.3) * drawNormal(rng));
    return Float64Array.from(groups, (group) =>
      Number(ease[group]! + Math.sqrt(0.7) * drawNormal(rng) < bound),
    );
  });
}
