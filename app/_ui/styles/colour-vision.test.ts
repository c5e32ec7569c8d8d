import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colour = readonly [number, number, number];

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function readToken(name: string, chart: 'day' | 'night'): Colour {
  const found = new RegExp(`--${name}: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)`).exec(tokens);
  const hex = found![chart === 'day' ? 1 : 2]!;
  return channels((i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) / 255);
}

const channels = (of: (i: number) => number): Colour => [of(0), of(1), of(2)];

/**
 * Matrices for linear light from Machado, Oliveira & Fernandes 2009, table 1, severity 1; Chromium’s developer tools use the
 * same ones.
 */
const deficiencies = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** Converts a channel from sRGB to linear light. */
const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Converts linear sRGB to CIE 1976 L*a*b* under the illuminant D65. */
function toLab(linear: Colour): Colour {
  const [x, y, z] = [
    [0.4124, 0.3576, 0.1805, 0.95047],
    [0.2126, 0.7152, 0.0722, 1],
    [0.0193, 0.1192, 0.9505, 1.08883],
  ].map(([r, g, b, white]) => {
    const t = (r! * linear[0] + g! * linear[1] + b! * linear[2]) / white!;
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

function difference(one: Colour, other: Colour, kind: keyof typeof deficiencies): number {
  const [a, b] = [one, other].map((colour) => {
    const linear = channels((i) => toLinear(colour[i]!));
    const seen = deficiencies[kind].map((row) =>
      Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])),
    );
    return toLab(channels((i) => seen[i]!));
  });
  return Math.hypot(...a!.map((value, i) => value - b![i]!));
}

/**
 * Pairs of colours that charts use to distinguish things. The two lines of the attack figure aren't among them: in the dark
 * theme they look alike to people with protanopia, so one of them is drawn as a double line.
 */
const setAgainst = [
  ['sea', 'ink-3', 'newer round and older'],
  ['sea', 'rule-2', 'their intervals'],
  ['sea', 'ink-2', 'models that tie for first and others'],
  ['shallow-2', 'ink-2', 'items that only one of two models has right'],
  ['shallow-2', 'paper', 'water and ground'],
  ['over', 'rule-2', 'a blocking value and the axis'],
] as const;

describe.each(['day', 'night'] as const)('the %s theme', (chart) => {
  describe.each(['protanopia', 'deuteranopia', 'tritanopia'] as const)('with %s', (kind) => {
    // Colour difference ΔE of CIE76: 2 is just visible side by side, 10 is visible at a glance.
    it.each(setAgainst)('has distinguishable colours %s and %s, for %s', (one, other) => {
      expect(difference(readToken(one, chart), readToken(other, chart), kind)).toBeGreaterThan(10);
    });
  });
});
