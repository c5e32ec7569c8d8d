import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeComparison } from '@/testing/make-leaderboard';
import type { FigureDrawing, FigureShape } from '../figure/figure-drawing';
import { drawComparison, writeComparisonSvg } from './draw-comparison';

const harder = Array.from({ length: 12 }, (_, i): [number, number] => [
  0.6 + 0.03 * i,
  0.52 + 0.033 * i + 0.01 * (i % 3),
]);

const widths = [560, 700, 348, 288];

const ofKind = <Kind extends FigureShape['kind']>({ shapes }: FigureDrawing, kind: Kind) =>
  shapes.filter((shape): shape is Extract<FigureShape, { kind: Kind }> => shape.kind === kind);

const pathsOf = (drawing: FigureDrawing, look: string) =>
  ofKind(drawing, 'path').filter((path) => path.look === look);

const numbersOf = (d: string): number[] => [...d.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);

describe.each(widths)('a comparison of two rounds, %d pixels wide', (width) => {
  const comparison = makeComparison(harder);
  const drawing = drawComparison(comparison, width);

  it('draws a mark for each version, and everything within its edges', () => {
    expect(ofKind(drawing, 'mark')).toHaveLength(12);
    for (const { x, y } of [...ofKind(drawing, 'mark'), ...ofKind(drawing, 'text')]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(drawing.height);
    }
  });

  it('draws the older round’s interval horizontally and the newer one’s vertically, each through its mark', () => {
    const [level] = pathsOf(drawing, 'older-interval').map(({ d }) => d.split('M').slice(1).map(numbersOf));
    const [upright] = pathsOf(drawing, 'newer-interval').map(({ d }) => d.split('M').slice(1).map(numbersOf));
    expect([level!.length, upright!.length]).toEqual([12, 12]);
    ofKind(drawing, 'mark').forEach(({ x, y }, i) => {
      const [x1, height, x2] = level![i]!;
      expect(height).toBe(y);
      expect(x1!).toBeLessThan(x);
      expect(x2!).toBeGreaterThan(x);
      const [place, y1, y2] = upright![i]!;
      expect(place).toBe(x);
      expect(y1!).toBeGreaterThan(y);
      expect(y2!).toBeLessThan(y);
    });
  });

  it('draws equal scores on the dashed line, and a lower score in the newer round below it', () => {
    const [x1, y1, x2, y2] = numbersOf(pathsOf(drawing, 'identity')[0]!.d);
    expect(x2! - x1!).toBeCloseTo(y1! - y2!, 0);
    const offOf = (one: FigureDrawing) => {
      const [left, bottom] = numbersOf(pathsOf(one, 'identity')[0]!.d);
      return ofKind(one, 'mark').map(({ x, y }) => bottom! - y - (x - left!));
    };
    const same = drawComparison(makeComparison(harder.map(([score]) => [score, score])), width);
    for (const off of offOf(same)) expect(Math.abs(off)).toBeLessThan(0.25);
    for (const off of offOf(drawing)) expect(off).toBeLessThan(0);
  });

  it('draws the fitted line within its interval', () => {
    const line = numbersOf(pathsOf(drawing, 'line')[0]!.d);
    expect(line).toHaveLength(2 * 21);
    const band = numbersOf(pathsOf(drawing, 'band')[0]!.d);
    const [heightOf, upperOf, lowerOf] = [
      (i: number) => line[2 * i + 1]!,
      (i: number) => band[2 * i + 1]!,
      (i: number) => band[2 * (41 - i) + 1]!,
    ];
    for (let i = 0; i < 21; i++) {
      expect(upperOf(i)).toBeLessThanOrEqual(heightOf(i));
      expect(lowerOf(i)).toBeGreaterThanOrEqual(heightOf(i));
    }
  });
});

describe('a comparison of two rounds', () => {
  it('has no version labels if there are three versions, and no fitted line where the fit is undefined', () => {
    const few = drawComparison(
      makeComparison([
        [0.6, 0.5],
        [0.7, 0.6],
        [0.8, 0.75],
      ]),
      560,
    );
    expect(ofKind(few, 'text').some(({ look }) => look === 'name')).toBe(false);
    const alike = drawComparison(
      makeComparison([
        [0.6, 0.5],
        [0.6, 0.6],
        [0.6, 0.7],
      ]),
      560,
    );
    expect(pathsOf(alike, 'line')).toEqual([]);
  });

  it('has an axis even if all scores are equal', () => {
    const flat = drawComparison(
      makeComparison(
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        { half: 0 },
      ),
      348,
    );
    expect(ofKind(flat, 'mark').every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});

describe('a comparison of two rounds as an SVG file', () => {
  it('escapes markup in titles and names', () => {
    const svg = writeComparisonSvg(makeComparison(harder, { name: '<script>alert("&")</script>' }));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&#60;script&#62;alert(&#34;&#38;&#34;)&#60;/script&#62; 3 1: ');
    expect(svg).toContain('Old &#38; &#60;older&#62;, final split');
    expect(svg).toContain('>made: Accuracy × 100</text>');
    const opened = [...svg.matchAll(/<([a-z]+)(?: [^>]*[^/])?>/g)].map(([, name]) => name);
    const closed = [...svg.matchAll(/<\/([a-z]+)>/g)].map(([, name]) => name);
    expect(opened.toSorted()).toEqual(closed.toSorted());
  });

  it('has the colours of the light and the dark theme', () => {
    const tokens = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
    const svg = writeComparisonSvg(makeComparison(harder));
    const [day, night] = svg.split('@media');
    const names = {
      paper: 'paper',
      ink: 'ink',
      'ink-2': 'ink-2',
      'ink-3': 'ink-3',
      rule: 'rule',
      'rule-2': 'rule-2',
      shallow: 'shallow-2',
      sea: 'sea',
      prospective: 'deep',
      'in-round': 'foreshore',
      practice: 'land',
    };
    for (const [name, token] of Object.entries(names)) {
      const [, light, dark] = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens)!;
      expect(day).toContain(`--${name}:${light}`);
      expect(night).toContain(`--${name}:${dark}`);
    }
  });
});
