import { describe, expect, it } from 'vitest';
import { makeRoundMean, makeSystem } from '@/testing/make-system';
import type { FigureShape } from '../figure/figure-drawing';
import { drawAges, drawGains, writeSystemSvg } from './draw-system';

const textsOf = (shapes: readonly FigureShape[]) =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape] : []));
const countOf = (shapes: readonly FigureShape[], look: string) =>
  shapes.filter((shape) => shape.kind === 'path' && shape.look === look).length;

const systemOf = (roundCount: number) =>
  makeSystem(
    Array.from({ length: roundCount }, (_, i) => 0.01 * (i + 1)),
    {
      mean_gain: makeRoundMean(0.02, 0.01),
      ages: Array.from({ length: roundCount }, (_, i) => ({
        age: i + 1,
        ...makeRoundMean(-0.01 * (i + 1), 0.005),
      })),
    },
  );

describe.each([568, 700, 348, 288])('the figures of a renewed model, %d pixels wide', (width) => {
  it.each([1, 2, 6, 24])(
    'keep the texts of %d rounds inside the figure, and apart from each other on the axis',
    (roundCount) => {
      for (const draw of [drawGains, drawAges]) {
        const { shapes, height } = draw(systemOf(roundCount), width);
        for (const { x, y, text, anchor } of textsOf(shapes)) {
          const [left, right] = { start: [0, 1], middle: [0.5, 0.5], end: [1, 0] }[anchor] as [
            number,
            number,
          ];
          expect(x - 6.2 * text.length * left, text).toBeGreaterThanOrEqual(-1);
          expect(x + 6.2 * text.length * right, text).toBeLessThanOrEqual(width + 12);
          expect(y).toBeLessThanOrEqual(height);
        }
        const axis = textsOf(shapes)
          .filter(({ y }) => y > 270)
          .sort((a, b) => a.x - b.x);
        axis.slice(1).forEach((label, i) => {
          const before = axis[i]!;
          expect(label.x - before.x).toBeGreaterThanOrEqual(3.1 * (label.text.length + before.text.length));
        });
      }
    },
  );

  it('have filled dots only for significant gains', () => {
    const { shapes } = drawGains(systemOf(6), width);
    expect([countOf(shapes, 'dot'), countOf(shapes, 'open-dot'), countOf(shapes, 'diamond')]).toEqual([
      3, 3, 1,
    ]);
  });

  it('have a gap in the band of intervals where an age has no interval', () => {
    const system = systemOf(5);
    const ages = system.ages.map((age) => (age.age === 2 ? { ...age, interval: null } : age));
    expect(countOf(drawAges({ ...system, ages }, width).shapes, 'band')).toBe(2);
  });
});

it('the zero of a figure’s axis is written 0, and its line is darker', () => {
  const { shapes } = drawGains(makeSystem([-0.02, 0.05]), 568);
  expect(textsOf(shapes).filter(({ text }) => text === '0')).toHaveLength(1);
  expect(countOf(shapes, 'zero')).toBe(1);
});

it('the SVG file of a figure escapes names', () => {
  expect(writeSystemSvg({ ...systemOf(3), model: '<b>' }, 'age')).toContain(
    '&#60;b&#62;: change by age in rounds',
  );
});
