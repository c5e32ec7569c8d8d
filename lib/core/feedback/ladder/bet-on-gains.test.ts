import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../statistics/draw-normal';
import { createRng, type Rng } from '../../statistics/rng';
import { computeBettingP } from './bet-on-gains';
import { computePairedZ } from './paired-z';
import { computeTestLevel } from './test-level';
import { uniteLosses } from './unit-losses';

const level = computeTestLevel(4);

/** So many positions of a round, drawn as parts are: without replacement. */
function drawPart(rng: Rng, itemCount: number, partCount: number): Uint32Array {
  const positions = Uint32Array.from({ length: itemCount }, (_, i) => i);
  for (let i = 0; i < partCount; i++) {
    const j = i + Math.floor(rng.nextUnit() * (itemCount - i));
    [positions[i], positions[j]] = [positions[j]!, positions[i]!];
  }
  return positions.subarray(0, partCount);
}

const select = (values: Float64Array, positions: Uint32Array) =>
  Float64Array.from(positions, (i) => values[i]!);

/** A round in which a share of the items gains or loses, and its mean gain is not above 0. */
const gainless = fc
  .tuple(
    fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true })),
      {
        minLength: 4,
        maxLength: 9,
      },
    ),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([items, partCount]) => {
    const raw = items.map(([gain]) => gain);
    const mean = Math.max(0, raw.reduce((sum, gain) => sum + gain, 0) / raw.length);
    const gains = Float64Array.from(raw, (gain) => gain - mean);
    const losses = Float64Array.from(items, ([, room], i) => Math.max(0, -gains[i]!) + room);
    return { gains, losses, partCount };
  });

function* listParts(itemCount: number, partCount: number, from = 0): Generator<number[]> {
  if (partCount === 0) yield [];
  else
    for (let i = from; i <= itemCount - partCount; i++)
      for (const rest of listParts(itemCount, partCount - 1, i + 1)) yield [i, ...rest];
}

describe('a bet on gains', () => {
  it('has p at or below a level in no larger a share of all parts, where the round gains nothing in the mean', () => {
    fc.assert(
      fc.property(gainless, fc.constantFrom(0.5, 0.2, 0.05), ({ gains, losses, partCount }, at) => {
        let [parts, below] = [0, 0];
        for (const part of listParts(gains.length, partCount)) {
          const positions = Uint32Array.from(part);
          const p = computeBettingP(select(gains, positions), uniteLosses(losses, null, positions), at);
          parts++;
          if (p <= at * (1 - 1e-9)) below++;
        }
        expect(below / parts).toBeLessThanOrEqual(at);
      }),
    );
  });

  it('gets no smaller by wider bounds on what was not drawn', () => {
    const gains = new Float64Array(500).fill(0.1);
    const ps = [0.1, 0.5, 2, 8, 30].map((loss) =>
      computeBettingP(
        gains,
        { ofRound: new Float64Array(1000).fill(loss), ofPart: new Float64Array(500).fill(loss) },
        level,
      ),
    );
    expect([...ps].sort((a, b) => a - b)).toEqual(ps);
    expect(ps[0]).toBeLessThan(level);
    expect(ps.at(-1)).toBeGreaterThan(level);
  });

  it('asks of a gain without spread about b·ln(2/level)/n, not b·t/√n', () => {
    const n = 1000;
    const least = (2 * Math.log(1 / level) + 2) / n;
    const losses = { ofRound: new Float64Array(4000).fill(1), ofPart: new Float64Array(n).fill(1) };
    expect(computeBettingP(new Float64Array(n).fill(least), losses, level)).toBeLessThan(level);
    expect(computeBettingP(new Float64Array(n).fill(6 / n), losses, level)).toBeGreaterThan(level);
  });

  it('lets a few items that could lose much cost what they could lose, drawn or not, and no more', () => {
    const n = 1000;
    const ofRound = new Float64Array(4000).fill(0.5).fill(500, 0, 2);
    const askFor = (gain: number) =>
      computeBettingP(new Float64Array(n).fill(gain), { ofRound, ofPart: ofRound.slice(-n) }, level);
    // Two of 4,000 items with 500 each are 0.25 an item.
    expect(askFor(0.27)).toBeLessThan(level);
    expect(askFor(0.24)).toBe(1);
  });

  it('is sure where nothing can be lost, and never where a bound has no end', () => {
    const none = { ofRound: new Float64Array(9), ofPart: new Float64Array(3) };
    expect(computeBettingP(Float64Array.of(0, 0, 1e-9), none, level)).toBe(0);
    expect(computeBettingP(new Float64Array(3), none, level)).toBe(1);
    const endless = {
      ofRound: new Float64Array(9).fill(Number.POSITIVE_INFINITY),
      ofPart: new Float64Array(3),
    };
    expect(computeBettingP(Float64Array.of(5, 5, 5), endless, level)).toBe(1);
    expect(() => computeBettingP(Float64Array.of(1), none, level)).toThrow(RangeError);
  });

  it('is not taken in by rare losses that were not drawn, where z announces them in a quarter of all draws', () => {
    // 200 of 4,000 items were made surer; 4 of them lose sixty times as much as the others gain.
    const [itemCount, n] = [4000, 1000];
    const gains = new Float64Array(itemCount).fill(0.1, 0, 196).fill(-6, 196, 200);
    const losses = new Float64Array(itemCount).fill(6, 0, 200);
    const rng = createRng('rare losses');
    let [byZ, byBet] = [0, 0];
    const draws = 1000;
    for (let draw = 0; draw < draws; draw++) {
      const positions = drawPart(rng, itemCount, n);
      const drawn = select(gains, positions);
      if (computePairedZ(drawn) > 2.935) byZ++;
      if (computeBettingP(drawn, uniteLosses(losses, null, positions), level) < level) byBet++;
    }
    expect(byZ / draws).toBeGreaterThan(0.25);
    expect(byBet).toBe(0);
  });

  it('sees nine of ten gains of half a standard deviation among 1,000 items, though each could lose ten', () => {
    const rng = createRng('honest');
    let seen = 0;
    for (let draw = 0; draw < 100; draw++) {
      const gains = Float64Array.from({ length: 1000 }, () => 0.5 + drawNormal(rng));
      const losses = { ofRound: new Float64Array(4000).fill(10), ofPart: new Float64Array(1000).fill(10) };
      if (computeBettingP(gains, losses, level) < level) seen++;
    }
    expect(seen).toBeGreaterThan(90);
  });
});

describe('what units could lose', () => {
  it('is for groups the sum over all their items, in the order of the paired gains', () => {
    const losses = Float64Array.of(1, 2, 3, 4, 5);
    const positions = Uint32Array.of(1, 4);
    expect(uniteLosses(losses, null, positions)).toEqual({ ofRound: losses, ofPart: Float64Array.of(2, 5) });
    expect(uniteLosses(losses, Int32Array.of(7, 0, 3, 3, 7), positions)).toEqual({
      ofRound: Float64Array.of(2, 7, 6),
      ofPart: Float64Array.of(2, 6),
    });
  });
});

describe('the example of the methods page', () => {
  it('asks 1,000 items for a sure gain of 9 % of the loss where an item can lose 20 times the mean loss', () => {
    const itemCount = 1000;
    const losses = new Float64Array(itemCount).fill(20);
    const pOf = (gain: number) =>
      computeBettingP(
        new Float64Array(itemCount).fill(gain),
        { ofRound: losses, ofPart: losses },
        computeTestLevel(0),
      );
    expect(pOf(0.09)).toBeLessThan(computeTestLevel(0));
    expect(pOf(0.085)).toBeGreaterThan(computeTestLevel(0));
  });
});
