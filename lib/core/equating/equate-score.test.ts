import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { square } from '../statistics/exact-math';
import { createRng } from '../statistics/rng';
import { equateScore } from './equate-score';
import { type EquatingLink, linkRounds, type Mark } from './link-rounds';
import { plainMarksSetting, simulateMarks } from './testing/simulate-marks';

const itemCount = 2000;
const marksOf = (base: number[], later: number[]): Mark[] =>
  base.map((score, i) => ({
    model: `m${i}`,
    base: { score, itemCount },
    later: { score: later[i]!, itemCount },
  }));

function link(marks: readonly Mark[]): EquatingLink {
  const linked = linkRounds(marks);
  if (!linked.ok) throw new Error(linked.error);
  return linked.value.link;
}

const fiveMarks = marksOf([0.7, 0.76, 0.81, 0.85, 0.9], [0.61, 0.66, 0.74, 0.77, 0.845]);

describe('equated scores', () => {
  it('are those of scipy 1.17 for five marks', () => {
    const five = link(fiveMarks);
    expect(five).toMatchObject({ slope: 1, degreesOfFreedom: 4, isPublishable: true });
    expect(five.shift).toBeCloseTo(0.2674775747907459, 12);
    expect(five.deviation).toBeCloseTo(0.028233699407421983, 12);
    const equated = equateScore({ score: 0.8, itemCount }, [five]);
    expect(equated.score).toBeCloseTo(0.8663062205419183, 12);
    expect(equated.standardError).toBeCloseTo(0.006670457449876489, 12);
    expect(equated.limits.lower).toBeCloseTo(0.8468998803488084, 10);
    expect(equated.limits.upper).toBeCloseTo(0.8839506247029065, 10);
    expect(equated.degreesOfFreedom).toBeCloseTo(4, 10);
  });

  it('are not to be published below five marks, and not computed below two', () => {
    expect(link(fiveMarks.slice(0, 4)).isPublishable).toBe(false);
    expect(link(fiveMarks.slice(0, 2)).degreesOfFreedom).toBe(1);
    expect(linkRounds(fiveMarks.slice(0, 1))).toEqual({ ok: false, error: 'few-marks' });
    const chained = equateScore({ score: 0.8, itemCount }, [link(fiveMarks), link(fiveMarks.slice(0, 3))]);
    expect(chained.isPublishable).toBe(false);
  });

  it('add the errors of a chain in squares', () => {
    const one = link(fiveMarks);
    const two = { ...one, deviation: 2 * one.deviation };
    const later = { score: 0.8, itemCount };
    const through = equateScore(later, [one, two]);
    const scale = Math.sqrt(1 + 4);
    const direct = equateScore(later, [
      { ...one, shift: 2 * one.shift, deviation: scale * one.deviation, degreesOfFreedom: 4 },
    ]);
    expect(through.score).toBeCloseTo(direct.score, 14);
    expect(through.standardError).toBeCloseTo(direct.standardError, 14);
    // (1 + 4)²/(1/4 + 16/4)
    expect(through.degreesOfFreedom).toBeCloseTo(25 / 4.25, 10);
  });

  it('take a slope that eight marks prove, and none that they do not', () => {
    const base = [0.55, 0.6, 0.66, 0.7, 0.76, 0.81, 0.85, 0.9];
    const straight = link(marksOf(base, [0.46, 0.5, 0.57, 0.6, 0.68, 0.73, 0.78, 0.85]));
    expect(straight).toMatchObject({ slope: 1, spread: null, degreesOfFreedom: 7 });
    const flat = marksOf(base, [0.52, 0.54, 0.57, 0.59, 0.62, 0.65, 0.67, 0.71]);
    const steep = link(flat);
    expect(steep.slope).toBeGreaterThan(1.5);
    expect(steep.degreesOfFreedom).toBe(6);
    expect(link(flat.slice(0, 7)).slope).toBe(1);
    const near = equateScore({ score: 0.61, itemCount }, [steep]);
    const far = equateScore({ score: 0.9, itemCount }, [steep]);
    expect(near.score).toBeCloseTo(0.74, 1);
    expect(far.limits.upper - far.limits.lower).toBeGreaterThan(0);
    expect(far.degreesOfFreedom).toBeCloseTo(6, 10);
  });

  it('give a mark alike in both rounds back, within 0 and 1', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 2, maxLength: 10 }), score, (marks, raw) => {
        const linked = link(
          marksOf(
            marks.map(([base]) => base),
            marks.map(([, later]) => later),
          ),
        );
        const { score: equated, limits } = equateScore({ score: raw, itemCount }, [linked]);
        expect(limits.lower).toBeGreaterThanOrEqual(0);
        expect(limits.upper).toBeLessThanOrEqual(1);
        expect(limits.lower).toBeLessThanOrEqual(equated);
        expect(limits.upper).toBeGreaterThanOrEqual(equated);
      }),
      { seed: 5, numRuns: 200 },
    );
    const same = link(marksOf([0.7, 0.8, 0.9], [0.7, 0.8, 0.9]));
    expect(equateScore({ score: 0.85, itemCount }, [same])).toMatchObject({
      standardError: 0,
      degreesOfFreedom: 2,
    });
    expect(equateScore({ score: 0.85, itemCount }, [same]).score).toBeCloseTo(0.85, 14);
  });

  it('refuse scores that are no shares', () => {
    expect(() => equateScore({ score: 1.2, itemCount }, [link(fiveMarks)])).toThrow(RangeError);
    expect(() => equateScore({ score: Number.NaN, itemCount }, [link(fiveMarks)])).toThrow(RangeError);
    expect(() => equateScore({ score: 0.5, itemCount }, [])).toThrow(RangeError);
  });

  it('are off by at most 1.1 points with three marks of 500 items, where a shift of accuracy is by 3.5', () => {
    let equatedSquares = 0;
    let shiftedSquares = 0;
    let covered = 0;
    let count = 0;
    for (let run = 0; run < 150; run++) {
      const { marks, newcomers } = simulateMarks(createRng(`marks ${run}`), plainMarksSetting);
      const linked = link(marks);
      const shift = marks.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / marks.length;
      for (const { later, truth } of newcomers) {
        const { score, limits } = equateScore(later, [linked]);
        equatedSquares += square(score - truth);
        shiftedSquares += square(later.score + shift - truth);
        if (limits.lower <= truth && truth <= limits.upper) covered++;
        count++;
      }
    }
    expect(Math.sqrt(equatedSquares / count)).toBeLessThanOrEqual(0.011);
    expect(Math.abs(Math.sqrt(shiftedSquares / count) - 0.035)).toBeLessThan(0.005);
    expect(covered / count).toBeGreaterThan(0.92);
  });
});
