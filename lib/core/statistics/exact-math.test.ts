import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exp, log, log1p } from './exact-math';
import { createRng } from './rng';

const rng = createRng('exact-math');
const isNear = (value: number, expected: number) =>
  value === expected || Math.abs(value - expected) <= 4.5e-16 * Math.abs(expected) + Number.MIN_VALUE;

describe('exact-math', () => {
  it('agrees with the engine’s functions to two units in the last place', () => {
    const wrong: string[] = [];
    for (let i = 0; i < 200_000; i++) {
      const x = (rng.nextUnit() - 0.5) * 10 ** (i % 4) * 1.4;
      if (!isNear(exp(x), Math.exp(x))) wrong.push(`exp ${x}`);
      const y = rng.nextUnit() * 10 ** ((i % 600) - 300);
      if (!isNear(log(y), Math.log(y))) wrong.push(`log ${y}`);
      const z = rng.nextUnit() * 10 ** -(i % 20) * (i % 2 === 0 ? 1 : -0.999);
      if (Math.abs(log1p(z) - Math.log1p(z)) > 2e-15 * Math.abs(z)) wrong.push(`log1p ${z}`);
    }
    for (let x = 0.5; x < 2; x += 0.000_01) if (!isNear(log(x), Math.log(x))) wrong.push(`log ${x}`);
    expect(wrong).toEqual([]);
  });

  it('has the values of IEEE 754 for extreme arguments', () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity), exp(1000), exp(-1000)]).toEqual([
      1,
      1,
      Infinity,
      0,
      Infinity,
      0,
    ]);
    expect([log(1), log(0), log(-0), log(Infinity)]).toEqual([0, -Infinity, -Infinity, Infinity]);
    for (const value of [exp(NaN), log(NaN), log(-1)]) expect(value).toBeNaN();
    expect(isNear(exp(709.7), Math.exp(709.7))).toBe(true);
    expect(isNear(log(Number.MIN_VALUE), -744.4400719213812)).toBe(true);
    expect(isNear(exp(-745), 5e-324)).toBe(true);
  });

  it('gives the same bits on every JavaScript engine', () => {
    const bits = (value: number) =>
      Buffer.from(new Float64Array([value]).buffer)
        .readBigUInt64LE()
        .toString(16);
    expect(
      [exp(1), exp(-0.3), exp(100.1), log(2), log(10), log(0.123), log1p(1e-3)].map(bits),
    ).toMatchInlineSnapshot(`
      [
        "4005bf0a8b14576a",
        "3fe7b4c869c37c05",
        "48f5508d07df81bb",
        "3fe62e42fefa39ef",
        "40026bb1bbb55516",
        "c000c3bab03ad16e",
        "3f5060354f8c3ebf",
      ]
    `);
  });

  it('scores and intervals use these functions, not those whose last digit depends on the engine', () => {
    const loose =
      /Math\.(exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|a?tan2?|a?cosh?|a?sinh?|a?tanh?|cbrt|hypot)\(|\*\* (?!-?\d+\b)|[\w)\]] \*\* 2\b/;
    for (const folder of ['lib/core/metrics', 'lib/core/scoring', 'lib/core/statistics'])
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        // Simulations draw data but compute no scores, so they may use other functions.
        if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.startsWith('testing/')) continue;
        if (name === 'exact-math.ts') continue;
        const code = readFileSync(join(folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        expect(code.match(loose)?.[0], join(folder, name)).toBeUndefined();
      }
  });
});
