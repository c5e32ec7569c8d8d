import { describe, expect, it } from 'vitest';
import { computeNormalCdf } from '../statistics/normal-distribution';
import { equateScore } from './equate-score';
import { invertLink } from './invert-link';
import { linkRounds, type Mark } from './link-rounds';

const itemCount = 100_000;

/** Marks by their probits in the base round and in the later one. */
const marksAt = (probits: readonly (readonly [base: number, later: number])[]): Mark[] =>
  probits.map(([base, later], i) => ({
    model: `Model ${i}`,
    base: { score: computeNormalCdf(base), itemCount },
    later: { score: computeNormalCdf(later), itemCount },
  }));

const mirror = (marks: readonly Mark[]): Mark[] =>
  marks.map(({ model, base, later }) => ({ model, base: later, later: base }));

function linkOf(marks: readonly Mark[]) {
  const linked = linkRounds(marks);
  if (!linked.ok) throw new Error('too few marks');
  return linked.value.link;
}

const shifted = marksAt([
  [0.2, 0.05],
  [0.5, 0.28],
  [0.8, 0.61],
  [1.1, 0.93],
  [1.4, 1.17],
]);
const sloped = marksAt(
  Array.from({ length: 10 }, (_, i) => {
    const later = -0.4 + i * 0.2;
    return [0.3 + 1.5 * later + (i % 2 === 0 ? 0.01 : -0.01), later] as const;
  }),
);

describe('the inverse of a link', () => {
  it.each([
    ['a shift', shifted],
    ['a slope', sloped],
  ])('is what the marks say when the rounds change places: %s', (_, marks) => {
    const [inverse, found] = [invertLink(linkOf(marks)), linkOf(mirror(marks))];
    expect(inverse.slope).toBeCloseTo(found.slope, 10);
    expect(inverse.shift).toBeCloseTo(found.shift, 10);
    expect(inverse.deviation).toBeCloseTo(found.deviation, 10);
    expect(inverse.spread?.mean ?? 0).toBeCloseTo(found.spread?.mean ?? 0, 10);
    expect(inverse.spread?.squares ?? 0).toBeCloseTo(found.spread?.squares ?? 0, 10);
    expect(inverse.degreesOfFreedom).toBe(found.degreesOfFreedom);
  });

  it('has a slope where the marks prove one, so that both kinds are tried above', () => {
    expect(linkOf(shifted).slope).toBe(1);
    expect(linkOf(sloped).slope).toBeCloseTo(1.5, 1);
  });

  it('leads a score back to where it came from', () => {
    const link = linkOf(sloped);
    const there = equateScore({ score: 0.7, itemCount }, [link, invertLink(link)]);
    expect(there.score).toBeCloseTo(0.7, 6);
  });
});
