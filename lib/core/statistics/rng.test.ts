import { describe, expect, it } from 'vitest';
import { drawNormal } from './normal-distribution';
import { createRng } from './rng';

const take = (seed: string, count: number) => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => rng.nextUint32());
};

describe('random number generator', () => {
  // Expected values come from a separate implementation of sfc32 and of the seeding in Python, with unbounded integers.
  it('gives the stream of sfc32 for a seed of 32 hexadecimal digits', () => {
    expect(take('00112233445566778899aabbccddeeff', 4)).toEqual([
      501073600, 3314419091, 1589699968, 4138640721,
    ]);
    expect(take('00112233445566778899AABBCCDDEEFF', 4)).toEqual([
      501073600, 3314419091, 1589699968, 4138640721,
    ]);
  });

  it('gives the documented stream for any other seed', () => {
    expect(take('round-7', 4)).toEqual([55517263, 3944078808, 3375150136, 4230662583]);
  });

  it('fills an array with the same numbers as single calls, and continues after them', () => {
    const rng = createRng('filled');
    const filled = new Uint32Array(1000);
    const drawn = [rng.nextUint32()];
    rng.fillUint32(filled);
    drawn.push(...filled, rng.nextUint32());
    expect(drawn).toEqual(take('filled', 1002));
  });

  it('gives unrelated streams to seeds that differ in one character', () => {
    expect(new Set(['a', 'b', '', '1', '2', '12', '21'].map((seed) => take(seed, 1)[0])).size).toBe(7);
  });

  it('draws units on [0, 1) with the mean and variance of the uniform distribution', () => {
    const rng = createRng('unit');
    const units = Array.from({ length: 100_000 }, rng.nextUnit);
    const mean = units.reduce((sum, u) => sum + u, 0) / units.length;
    const variance = units.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / units.length;
    expect(units.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
  });

  it('draws normal numbers of which 5 % lie beyond ±1.96', () => {
    const rng = createRng('normal');
    const draws = Array.from({ length: 100_000 }, () => drawNormal(rng));
    const beyond = draws.filter((z) => Math.abs(z) > 1.959964).length / draws.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.003);
    expect(Math.abs(draws.reduce((sum, z) => sum + z, 0) / draws.length)).toBeLessThan(0.013);
  });
});
