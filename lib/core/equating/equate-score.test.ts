import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeNormalDensity, computeNormalQuantile } from '../statistics/normal-distribution';
import checkValues from '../statistics/testing/check-values.json';
import { equateScore } from './equate-score';
import { type Anchor, type EquatingLink, invertLink, linkRounds } from './equating';
import golden from './golden-equating.json';
import type { LinkScale } from './link-scale';

const itemCount = 100_000;

const anchorsOf = (pairs: readonly (readonly number[])[]): Anchor[] =>
  pairs.map(([base, later], i) => ({
    model: `m${i}`,
    base: { score: base!, itemCount },
    later: { score: later!, itemCount },
  }));

function link(scale: LinkScale, pairs: readonly (readonly number[])[]): EquatingLink {
  const linked = linkRounds(scale, anchorsOf(pairs));
  if (!linked.ok) throw new Error(linked.error);
  return linked.value.link;
}

const five = checkValues.adjusted.base.map((base, i) => [base, checkValues.adjusted.later[i]!]);

const scales = { probit: 'probit', 'minus-log': 'minus-log' } as const;

const scaleOf = (name: string): LinkScale => (name === 'probit' ? scales.probit : scales['minus-log']);

describe('equateScore', () => {
  it('agrees with the check values of the specification, with and without the error of the raw score', () => {
    const { later_score: score, n, adjusted, reading, total } = checkValues.adjusted;
    const ofLink = equateScore({ score, itemCount: n, error: 0 }, [link('probit', five)])!;
    expect(ofLink.score).toBeCloseTo(adjusted, 6);
    expect([ofLink.interval.lower, ofLink.interval.upper]).toEqual(
      reading.map((end) => expect.closeTo(end, 6)),
    );
    const error = Math.sqrt((score * (1 - score)) / n) / computeNormalDensity(computeNormalQuantile(score));
    const shown = equateScore({ score, itemCount: n, error }, [link('probit', five)])!;
    expect([shown.interval.lower, shown.interval.upper]).toEqual(total.map((end) => expect.closeTo(end, 6)));
  });

  it.each(golden)('agrees with scipy for one link, the inverse link and a chain of links: $name', (one) => {
    const scale = scaleOf(one.scale);
    const first = link(scale, one.anchors);
    const second: EquatingLink = {
      scale,
      anchorCount: one.second.count,
      shift: one.second.shift,
      deviation: one.second.deviation,
      laterMean: one.second.later_mean,
    };
    for (const [links, known] of [
      [[first], one.alone],
      [[first], one.shown],
      [[invertLink(first)], one.back],
      [[first, second], one.chain],
    ] as const) {
      const found = equateScore({ score: known.score, itemCount, error: known.error }, links)!;
      expect(found.score).toBeCloseTo(known.adjusted, 9);
      expect(found.degreesOfFreedom).toBeCloseTo(known.degrees, 8);
      expect(found.interval.lower).toBeCloseTo(known.lower, 8);
      expect(found.interval.upper).toBeCloseTo(known.upper, 8);
    }
  });

  it('widens the interval for a score farther from the anchors’ scores', () => {
    const widthAt = (score: number) => {
      const { interval } = equateScore({ score, itemCount, error: 0 }, [link('probit', five)])!;
      return computeNormalQuantile(interval.upper) - computeNormalQuantile(interval.lower);
    };
    expect(widthAt(0.758)).toBeLessThan(widthAt(0.85));
    expect(widthAt(0.85)).toBeLessThan(widthAt(0.95));
    expect(widthAt(0.6)).toBeGreaterThan(widthAt(0.7));
  });

  it('returns score and interval within 0 and 1, with lower ≤ score ≤ upper', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(share, share), { minLength: 5, maxLength: 10 }),
        share,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pairs, score, error) => {
          const { score: adjusted, interval } = equateScore({ score, itemCount, error }, [
            link('probit', pairs),
          ])!;
          expect(interval.lower).toBeGreaterThanOrEqual(0);
          expect(interval.upper).toBeLessThanOrEqual(1);
          expect(interval.lower).toBeLessThanOrEqual(adjusted);
          expect(interval.upper).toBeGreaterThanOrEqual(adjusted);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('returns the score unchanged between rounds of equal difficulty', () => {
    const same = link(
      'probit',
      [0.7, 0.75, 0.8, 0.85, 0.9].map((score) => [score, score]),
    );
    expect(equateScore({ score: 0.85, itemCount, error: 0 }, [same])!.score).toBeCloseTo(0.85, 14);
  });

  it('returns null for a loss of 0, and throws for a share outside 0 to 1 and for an empty list of links', () => {
    const losses = link(
      'minus-log',
      [1, 2, 3, 4, 5].map((loss) => [loss, 1.1 * loss]),
    );
    expect(equateScore({ score: 0, itemCount, error: 0 }, [losses])).toBeNull();
    for (const score of [1.2, Number.NaN])
      expect(() => equateScore({ score, itemCount, error: 0 }, [link('probit', five)])).toThrow(RangeError);
    expect(() => equateScore({ score: 0.5, itemCount, error: 0 }, [])).toThrow(RangeError);
  });
});

describe('invertLink', () => {
  it.each(golden)('equals the link of the exchanged rounds: $name', (one) => {
    const scale = scaleOf(one.scale);
    const mirrored = link(
      scale,
      one.anchors.map(([base, later]) => [later!, base!]),
    );
    const inverse = invertLink(link(scale, one.anchors));
    expect(inverse.shift).toBeCloseTo(mirrored.shift, 10);
    expect(inverse.laterMean).toBeCloseTo(mirrored.laterMean, 10);
    expect(inverse.deviation).toBeCloseTo(mirrored.deviation, 10);
  });
});
