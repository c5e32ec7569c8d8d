import { describe, expect, it } from 'vitest';
import { createRng } from '../statistics/rng';
import golden from './golden-renewal.json';
import { findAge, measureRenewal, type RenewedRound } from './renewal';
import { simulateRenewal } from './testing/simulate-renewal';

const timeOf = (value: number) => new Date(1_000_000 * value);

type Golden = (typeof golden)[number];
type Metric = 'accuracy' | 'mae' | 'macro_f1';

/**
 * Makes the rounds of a golden case: round r closes at time r, and its version v = r was frozen half a unit of time before.
 */
const roundsOf = ({ rounds }: Golden): RenewedRound[] =>
  rounds.map(({ round, scores, halves, counting }) => {
    const versionOf = (version: number) => ({
      version: String(version),
      frozenAt: timeOf(version - 0.5),
      score: scores.find(([one]) => one === version)![1]!,
    });
    return {
      ...{ round, closedAt: timeOf(round), itemCount: 1e9 },
      counting: versionOf(counting),
      beside: halves.map(([version, halfWidth]) => ({
        ...versionOf(version!),
        ...{ halfWidth: halfWidth!, isSignificant: true },
      })),
    };
  });

const measureGolden = (one: Golden) =>
  measureRenewal(roundsOf(one), {
    metric: one.metric as Metric,
    task: one.metric === 'mae' ? 'regression' : 'binary',
    closings: one.rounds.map(({ round }) => timeOf(round)),
  });

/**
 * Measures two versions in rounds that closed at times 1, 2 …: each entry has the first version's score, the newest
 * version's, and the half width of their difference.
 */
const measureScores = (
  rounds: readonly (readonly [first: number, newest: number, halfWidth: number | null])[],
  metric: Metric = 'accuracy',
) =>
  measureRenewal(
    rounds.map(([first, newest, halfWidth], i) => ({
      ...{ round: i + 1, closedAt: timeOf(i + 1), itemCount: 1000 },
      counting: { version: `v${i + 1}`, frozenAt: timeOf(i + 0.5), score: newest },
      beside: [{ version: 'v0', frozenAt: timeOf(-0.5), score: first, halfWidth, isSignificant: false }],
    })),
    { metric, task: metric === 'mae' ? 'regression' : 'binary', closings: [] },
  );

describe('measureRenewal', () => {
  it.each(golden)('agrees with numpy and scipy: $name', (one) => {
    const { first, gains, pooled, ages } = measureGolden(one);
    expect(first).toBe('1');
    expect(gains.map(({ gain }) => gain)).toEqual(one.gains.map((gain) => expect.closeTo(gain, 9)));
    expect(pooled).toEqual({
      mean: expect.closeTo(one.pooled.mean, 9),
      interval: { lower: expect.closeTo(one.pooled.lower, 9), upper: expect.closeTo(one.pooled.upper, 9) },
      ...{ roundCount: one.pooled.count, unit: one.pooled.unit },
    });
    expect(ages).toEqual(
      one.ages.map(({ age, mean, lower, upper, count, unit }) => ({
        ...{ age, roundCount: count, unit, mean: expect.closeTo(mean, 6) },
        interval: { lower: expect.closeTo(lower, 6), upper: expect.closeTo(upper, 6) },
      })),
    );
  });

  it('gives a verdict of five rounds and more, where their interval excludes 0', () => {
    expect(golden.map((one) => measureGolden(one).verdict)).toEqual([null, 'gained', null, 'lost']);
  });

  it('averages gains of 2, 4 and 6 points with intervals of ±3, ±4 and ±0 points to 4 ± 5/3', () => {
    const { pooled } = measureScores([
      [0.5, 0.52, 0.03],
      [0.5, 0.54, 0.04],
      [0.5, 0.56, 0],
    ]);
    expect(pooled!.mean).toBeCloseTo(0.04, 12);
    expect(pooled!.interval!.lower).toBeCloseTo(0.04 - 0.05 / 3, 12);
  });

  it('counts a smaller error as a gain', () => {
    expect(measureScores([[20, 18, 1]], 'mae').gains[0]).toMatchObject({ gain: 2 });
  });

  it('includes 0 in the interval of a gain whose own test isn’t significant', () => {
    const { interval } = measureScores([[0.5, 0.56, 0.05]]).gains[0]!;
    expect(interval!.lower).toBe(0);
  });

  it('has no interval and no verdict if one of the rounds has no half width', () => {
    const equal = Array.from({ length: 6 }, (_, i) => [0.5, 0.501, i === 3 ? null : 0.0001] as const);
    expect(measureScores(equal)).toMatchObject({
      pooled: { mean: expect.closeTo(0.001, 12), interval: null, unit: 'rounds' },
      verdict: null,
    });
  });

  it('has no mean for one round, and no interval for two rounds of which one has no half width', () => {
    expect(measureScores([[0.5, 0.6, 0.05]]).pooled).toBeNull();
    expect(
      measureScores([
        [0.5, 0.6, 0.05],
        [0.5, 0.6, null],
      ]).pooled,
    ).toMatchObject({ mean: expect.closeTo(0.1, 12), interval: null });
  });

  it('uses the first frozen version as the reference, even where a later version is the oldest of a round', () => {
    const version = (name: string, at: number) => ({ version: name, frozenAt: timeOf(at), score: 0.5 });
    const beside = { halfWidth: 0.1, isSignificant: false };
    const round = { itemCount: 100 };
    const { first, gains } = measureRenewal(
      [
        { ...round, round: 1, closedAt: timeOf(1), counting: version('a', 0.5), beside: [] },
        {
          ...{ ...round, round: 2, closedAt: timeOf(2), counting: version('c', 1.6) },
          beside: [{ ...version('b', 1.5), ...beside }],
        },
        {
          ...{ ...round, round: 3, closedAt: timeOf(3), counting: version('c', 1.6) },
          beside: [{ ...version('a', 0.5), ...beside }],
        },
      ],
      { metric: 'accuracy', task: 'binary', closings: [1, 2, 3].map(timeOf) },
    );
    expect(first).toBe('a');
    expect(gains.map((gain) => gain.round)).toEqual([3]);
  });
});

describe('a version’s age', () => {
  const closings = [1, 2, 3].map(timeOf);

  it.each([
    ['frozen while the round was open', 1.5, 0],
    ['frozen after the round before had closed', 1.01, 0],
    ['frozen in the round before', 0.5, 1],
  ])('in the second round counts only closes since the freezing: %s', (_, frozen, age) => {
    expect(findAge({ frozenAt: timeOf(frozen) }, timeOf(2), closings)).toBe(age);
  });

  it('a prediction file has age 0', () => {
    expect(findAge({ frozenAt: null }, timeOf(3), closings)).toBe(0);
  });
});

describe('the verdict on simulated systems', () => {
  const base = { itemCount: 300, discordance: 0.1, roundCount: 6, spread: 'none', spreadSize: 0 } as const;
  const verdictsOf = (gain: number) =>
    Array.from({ length: 200 }, (_, i) =>
      simulateRenewal(createRng(`verdict ${gain} ${i}`), { ...base, correlation: 0, gain }),
    ).map(({ verdict }) => verdict);

  it('says that no better systems gained in at most 5 % of draws', () => {
    expect(verdictsOf(0).filter((verdict) => verdict === 'gained').length).toBeLessThanOrEqual(10);
  });

  it('says “gained” for systems that are two standard errors better per round in at least 80 % of draws', () => {
    expect(verdictsOf(2).filter((verdict) => verdict === 'gained').length).toBeGreaterThanOrEqual(160);
  });
});
