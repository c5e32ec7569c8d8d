import { describe, expect, it } from 'vitest';
import {
  computeBestOfKOptimism,
  computeExpectedMaximum,
  computeNormalCdf,
  computeNormalDensity,
  computeNormalQuantile,
  computeUpperTail,
  drawNormal,
  normalQuantile975,
} from './normal-distribution';
import { createRng } from './rng';

const error = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('normal distribution', () => {
  it('has the values that mpmath computes with 40 digits, to a relative error of 1e-15, far into the lower tail', () => {
    for (const [x, expected] of [
      [-37, 5.725571222524577e-300],
      [-10, 7.619853024160525e-24],
      [-5, 2.866515718791939e-7],
      [-1.5, 0.06680720126885807],
      [-0.3, 0.3820885778110474],
      [0.3, 0.6179114221889526],
      [2, 0.9772498680518208],
    ] as const)
      expect(error(computeNormalCdf(x), expected)).toBeLessThan(1e-15);
    for (const [p, expected] of [
      [1e-300, -37.0470962993612],
      [1e-12, -7.034483825301132],
      [1e-5, -4.264890793922825],
      [0.01, -2.326347874040841],
      [0.4, -0.2533471031357998],
      [0.8, 0.8416212335729144],
      [0.975, normalQuantile975],
    ] as const)
      expect(error(computeNormalQuantile(p), expected)).toBeLessThan(1e-15);
  });

  it('has a CDF and a quantile that are inverse to each other', () => {
    const rng = createRng('inverse');
    for (let i = 0; i < 20_000; i++) {
      const p = rng.nextUnit() * 10 ** -(i % 250);
      const z = computeNormalQuantile(p);
      // A relative error of one unit in z changes Φ(z) by a relative error of about z² units.
      expect(error(computeNormalCdf(z), p)).toBeLessThan(1e-15 * (4 + z * z));
    }
  });

  it('has a CDF whose derivative is the density', () => {
    for (const x of [-6, -1.2, 0, 0.5, 3]) {
      const slope = (computeNormalCdf(x + 1e-4) - computeNormalCdf(x - 1e-4)) / 2e-4;
      expect(error(slope, computeNormalDensity(x))).toBeLessThan(1e-6);
    }
  });

  it('has its limits at ±Infinity and at probabilities 0 and 1, and is NaN for other probabilities', () => {
    expect([
      computeNormalCdf(-Infinity),
      computeNormalCdf(0),
      computeNormalCdf(Infinity),
      computeNormalCdf(-40),
    ]).toEqual([0, 0.5, 1, 0]);
    expect([computeNormalQuantile(0), computeNormalQuantile(0.5), computeNormalQuantile(1)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect(computeUpperTail(9)).toBe(computeNormalCdf(-9));
    expect([computeNormalDensity(Infinity), computeNormalDensity(-Infinity)]).toEqual([0, 0]);
    for (const value of [
      computeNormalCdf(NaN),
      computeNormalQuantile(-0.1),
      computeNormalQuantile(1.1),
      computeNormalQuantile(NaN),
    ])
      expect(value).toBeNaN();
  });

  it('gives the same bits on every JavaScript engine', () => {
    const bits = (value: number) =>
      Buffer.from(new Float64Array([value]).buffer)
        .readBigUInt64LE()
        .toString(16);
    expect(
      [
        computeNormalCdf(-0.5),
        computeNormalCdf(-3.3),
        computeNormalCdf(-8),
        computeNormalQuantile(0.3),
        computeNormalQuantile(0.01),
      ].map(bits),
    ).toMatchInlineSnapshot(`
      [
        "3fd3bf143b9aa713",
        "3f3fae82e1b2d7b6",
        "3cc669d2c90d55cf",
        "bfe0c7e39582c5fa",
        "c0029c5c4630ff0e",
      ]
    `);
  });
});

describe('expected maximum of k normal numbers', () => {
  it('equals the values from mpmath, among them 1/√π for two numbers', () => {
    for (const [k, expected] of [
      [1, 0],
      [2, 0.5641895835477563],
      [10, 1.538752730835173],
      [27, 1.998269302006579],
      [100, 2.507593636441684],
      [1000, 3.241435769133441],
      [1_000_000, 4.862897486196463],
    ] as const)
      expect(computeExpectedMaximum(k)).toBeCloseTo(expected, 11);
  });

  it('equals the average gain of the best of 20 correlated scores', () => {
    const rng = createRng('best of 20');
    const optimism = computeBestOfKOptimism({ k: 20, standardError: 0.01, correlation: 0.75 });
    let sum = 0;
    const repeats = 4000;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const shared = Math.sqrt(0.75) * drawNormal(rng);
      let best = -Infinity;
      for (let i = 0; i < 20; i++) best = Math.max(best, shared + 0.5 * drawNormal(rng));
      sum += 0.01 * best;
    }
    expect(Math.abs(sum / repeats - optimism)).toBeLessThan(0.0006);
  });

  it('limits the gain of selecting the best score: the gain is smaller if one model is better, or if only some scores correlate', () => {
    const rng = createRng('picked');
    const repeats = 20_000;
    for (const { means, shares } of [
      { means: [0, 0, 0, 0], shares: [0.9, 0.9, 0, 0] },
      { means: [1, 0, 0, 0], shares: [0.5, 0.5, 0.5, 0.5] },
      { means: [3, 0, -1], shares: [0.8, 0.8, 0] },
      { means: [0.3, 0, -0.3], shares: [0.95, 0.6, 0.2] },
    ]) {
      const k = means.length;
      let agreement = 0;
      for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) agreement += Math.sqrt(shares[i]! * shares[j]!);
      const correlation = agreement / ((k * (k - 1)) / 2);
      let gained = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const shared = drawNormal(rng);
        const errors = shares.map(
          (share) => Math.sqrt(share) * shared + Math.sqrt(1 - share) * drawNormal(rng),
        );
        const scores = errors.map((error, i) => means[i]! + error);
        gained += errors[scores.indexOf(Math.max(...scores))]!;
      }
      expect(gained / repeats).toBeLessThan(computeBestOfKOptimism({ k, standardError: 1, correlation }));
    }
  });

  it('equals 0 for one score, or for scores that always agree', () => {
    expect(computeBestOfKOptimism({ k: 1, standardError: 0.01, correlation: 0 })).toBe(0);
    expect(computeBestOfKOptimism({ k: 50, standardError: 0.01, correlation: 1 })).toBe(0);
  });

  it('throws for an invalid number of scores, standard error or correlation', () => {
    for (const k of [0, 1.5, NaN]) expect(() => computeExpectedMaximum(k)).toThrow(RangeError);
    expect(() => computeBestOfKOptimism({ k: 2, standardError: -1, correlation: 0 })).toThrow(RangeError);
    expect(() => computeBestOfKOptimism({ k: 2, standardError: 1, correlation: 1.1 })).toThrow(RangeError);
  });
});
