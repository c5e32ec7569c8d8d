import { describe, expect, it } from 'vitest';
import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import type { FigureShape } from '../figure/figure-drawing';
import { drawOverRounds, spreadLabels, writeOverRoundsSvg } from './draw-over-rounds';

/** Models with nearly equal scores, the best first. @param leftOut pairs `model:round` without a score */
function makeView(modelCount: number, roundCount: number, leftOut: readonly string[] = []): OverRoundsView {
  const rounds = Array.from({ length: roundCount }, (_, i) => ({
    round: i + 1,
    title: `Round of month ${i + 1}`,
  }));
  return {
    benchmark: 'made',
    metric: 'accuracy',
    direction: 'higher',
    base_round: 1,
    rounds,
    left_out: [],
    models: Array.from({ length: modelCount }, (_, m) => ({
      model: `Model <${m}> with quite a long name`,
      model_slug: `m${m}`,
      team: 'team',
      points: rounds
        .filter(({ round }) => !leftOut.includes(`m${m}:${round}`))
        .map(({ round }) => {
          const score = 0.9 - 0.001 * m + 0.002 * (round % 3);
          return {
            ...{ round, version: '1', evidence: 'prospective' as const, score },
            ...{ lower: score - 0.01, upper: score + 0.01, rank_lower: m < 3 ? 1 : 2, rank_upper: 9 },
          };
        }),
    })),
  };
}

const ofKind = <Kind extends FigureShape['kind']>(shapes: readonly FigureShape[], kind: Kind) =>
  shapes.filter((shape): shape is Extract<FigureShape, { kind: Kind }> => shape.kind === kind);

const pathsOf = (shapes: readonly FigureShape[], look: string) =>
  ofKind(shapes, 'path').filter((path) => path.look === look);

/** Number of highlighted lines if the figure has 40 models and 12 rounds, by the figure's width. */
const namedOfMany: Readonly<Record<number, number>> = { 1200: 8, 720: 3, 358: 3, 288: 3 };

describe.each([1200, 720, 358, 288])('the figure of models over rounds, %d pixels wide', (width) => {
  it.each([
    [3, 2],
    [40, 12],
    [1, 6],
  ])('contains %d models and %d rounds, with labels that don’t overlap', (models, rounds) => {
    const { shapes, height } = drawOverRounds(makeView(models, rounds), { picked: [], width });
    const texts = ofKind(shapes, 'text');
    for (const { x, y } of [...texts, ...ofKind(shapes, 'mark')]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
    const names = texts.filter(({ text }) => text.startsWith('Model')).sort((a, b) => a.y - b.y);
    expect(names).toHaveLength(Math.min(rounds === 12 ? namedOfMany[width]! : 8, models));
    names.slice(1).forEach(({ y }, i) => {
      expect(y - names[i]!.y).toBeGreaterThanOrEqual(14.9);
    });
    for (const { x, text } of names) expect(x + 6.2 * text.length).toBeLessThanOrEqual(width + 6);
  });

  it('draws intervals of highlighted models only, and all other models in one grey path', () => {
    const { shapes } = drawOverRounds(makeView(40, 12), { picked: [], width });
    const named = namedOfMany[width]!;
    expect(ofKind(shapes, 'mark')).toHaveLength(named * 12);
    const [others] = pathsOf(shapes, 'other-model');
    expect(others!.d.match(/M/g)).toHaveLength(40 - named);
    // Models that tie for first in the newest round have the look `line`.
    expect(pathsOf(shapes, 'line')).toHaveLength(3);
    expect(pathsOf(shapes, 'model')).toHaveLength(named - 3);
  });

  it('labels the x axis “round” where it has numbers instead of titles', () => {
    for (const count of [2, 12]) {
      const texts = ofKind(drawOverRounds(makeView(3, count), { picked: [], width }).shapes, 'text');
      const numbers = texts.filter(({ text }) => /^\d{1,2}$/.test(text) && Number(text) <= count);
      const word = texts.find(({ text }) => text === 'round');
      expect(word !== undefined).toBe(numbers.length > 0);
      if (word) expect(word.x - 6.2 * word.text.length).toBeGreaterThanOrEqual(0);
    }
  });

  it('highlights the picked models instead of the best', () => {
    const { shapes } = drawOverRounds(makeView(40, 3), { picked: ['m30', 'no-such'], width });
    expect(ofKind(shapes, 'text').filter(({ text }) => text.startsWith('Model'))).toHaveLength(1);
    expect(ofKind(shapes, 'mark')).toHaveLength(3);
  });
});

describe('a line of the figure', () => {
  it('has a gap at a round without the model', () => {
    const { shapes } = drawOverRounds(makeView(1, 5, ['m0:3']), { picked: [], width: 720 });
    const [line] = pathsOf(shapes, 'line');
    expect(line!.d.match(/M/g)).toHaveLength(2);
    expect(line!.d.match(/L/g)).toHaveLength(2);
  });

  it('runs higher for a lower score if lower is better', () => {
    const view = { ...makeView(2, 2), direction: 'lower' as const };
    const marks = ofKind(drawOverRounds(view, { picked: [], width: 720 }).shapes, 'mark');
    expect(marks[0]!.y).toBeGreaterThan(marks[2]!.y);
  });
});

describe('labels of the figure', () => {
  it('keep their order and distance between top and bottom', () => {
    const placed = spreadLabels([50, 10, 51, 52, 99], { distance: 15, top: 10, bottom: 100 });
    expect([...placed.keys()].sort((a, b) => placed[a]! - placed[b]!)).toEqual([1, 0, 2, 3, 4]);
    const sorted = placed.toSorted((a, b) => a - b);
    sorted.slice(1).forEach((y, i) => {
      expect(y - sorted[i]!).toBeGreaterThanOrEqual(15);
    });
    expect(sorted[0]).toBeGreaterThanOrEqual(10);
    expect(sorted.at(-1)).toBeLessThanOrEqual(100);
  });
});

describe('the figure as an SVG file', () => {
  it('escapes markup in names', () => {
    const svg = writeOverRoundsSvg(makeView(3, 3), []);
    expect(svg).not.toContain('Model <');
    expect(svg).toContain('Model &#60;0&#62;');
  });
});
