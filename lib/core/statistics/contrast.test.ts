import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Contrast, computeArea, computeContrastArea } from './contrast';

const drawScore = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map((k) => k / 4),
  fc.double({ noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

/** Computes placements by comparing every positive with every negative. */
function countPairs({ labels, positive, scores }: Contrast): Float64Array {
  const isPositive = Array.from(labels, (label) => label === positive);
  return Float64Array.from(scores, (score, i) => {
    const others = scores.filter((_, j) => isPositive[j] !== isPositive[i]);
    const won = others.reduce((sum, other) => {
      const isWon = isPositive[i] ? other < score : other > score;
      return sum + (isWon ? 1 : other === score ? 0.5 : 0);
    }, 0);
    return won / others.length;
  });
}

test('placements equal the comparison of every positive with every negative, ties counting half', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), drawScore), { minLength: 1, maxLength: 60 }), (items) => {
      const contrast: Contrast = {
        labels: Int32Array.from(items, ([isPositive]) => (isPositive ? 1 : 0)),
        positive: 1,
        scores: Float64Array.from(items, ([, score]) => score),
      };
      fc.pre(contrast.labels.includes(0) && contrast.labels.includes(1));
      const { placements, area } = computeContrastArea(contrast);
      const expected = countPairs(contrast);
      for (let i = 0; i < items.length; i++) expect(placements[i]).toBeCloseTo(expected[i]!, 12);
      expect(computeArea(contrast)).toBe(area);
    }),
  );
});
