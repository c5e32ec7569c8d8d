import { describe, expect, it } from 'vitest';
import {
  computeNormalCdf,
  computeNormalDensity,
  computeNormalQuantile,
  computeUpperTail,
  normalQuantile975,
} from './normal-distribution';
import { createRng } from './rng';

const error = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('normal distribution', () => {
  it('has the values of mpmath at 40 digits to a relative 1e-15, far into the lower tail', () => {
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

  it('inverts itself', () => {
    const rng = createRng('inverse');
    for (let i = 0; i < 20_000; i++) {
      const p = rng.nextUnit() * 10 ** -(i % 250);
      const z = computeNormalQuantile(p);
      // An error of one unit in z changes Φ by z² of them.
      expect(error(computeNormalCdf(z), p)).toBeLessThan(1e-15 * (4 + z * z));
    }
  });

  it('has its density as slope', () => {
    for (const x of [-6, -1.2, 0, 0.5, 3]) {
      const slope = (computeNormalCdf(x + 1e-4) - computeNormalCdf(x - 1e-4)) / 2e-4;
      expect(error(slope, computeNormalDensity(x))).toBeLessThan(1e-6);
    }
  });

  it('has the limits at the edges, and NaN outside', () => {
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

  it('gives fixed bits on every JavaScript engine', () => {
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
