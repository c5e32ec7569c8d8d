import type { ModelOverRounds, OverRoundsView, PointOverRounds } from '@/lib/contracts/over-rounds';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import {
  type FigureDrawing,
  type FigureShape,
  type TextLook,
  writeFigureSvg,
} from '../figure/figure-drawing';
import { chooseTicks, formatTick } from '../plot/ticks';

/** Maximum number of highlighted lines; more can't be distinguished. */
const highlightedMax = 8;

/** The models whose lines are highlighted: the picked ones, or, if none is picked, the first `most` models. */
export function chooseHighlighted(
  { models }: Pick<OverRoundsView, 'models'>,
  picked: readonly string[],
  most = highlightedMax,
): ModelOverRounds[] {
  const chosen = models.filter(({ model_slug }) => picked.includes(model_slug));
  return chosen.length > 0 ? chosen : models.slice(0, most);
}

/** The figure as a standalone SVG file. */
export const writeOverRoundsSvg = (view: OverRoundsView, picked: readonly string[]): string =>
  writeFigureSvg(
    drawOverRounds(view, { picked, width: 720 }),
    `${view.benchmark}: ${formatMetric(view.metric)}, on the scale of round ${view.base_round}`,
  );

type Plot = {
  readonly view: OverRoundsView;
  readonly left: number;
  readonly right: number;
  readonly floor: number;
  readonly ticks: readonly number[];
  readonly xOf: (round: number) => number;
  readonly yOf: (score: number) => number;
};

/** Mean width in pixels of a letter at the font size 11.5 px. */
const letterWidth = 6.2;

const lineHeight = 15;

const top = 14;

/** Label of the x axis if it has numbers of rounds instead of their titles. */
const roundWord = 'round';

/** Minimum width in pixels of a figure whose labels include scores. */
const wideFrom = 700;

/**
 * Draws a line for each model over the rounds, on the scale of the base round. Highlighted models have 95 % intervals and a
 * label; the others are grey.
 * @param picked slugs of the models to highlight; if empty, the best ones are
 * @param width in pixels; the figure is drawn for each width instead of being scaled
 */
export function drawOverRounds(
  view: OverRoundsView,
  { picked, width }: { picked: readonly string[]; width: number },
): FigureDrawing {
  const highlighted = chooseHighlighted(view, picked, countHighlighted(view, width));
  const plot = layOutPlot(view, highlighted, width);
  const others = view.models.filter((model) => !highlighted.includes(model));
  const lines = others.map(({ points }) => drawLine(plot, points)).join('');
  return {
    width,
    height: plot.floor + 26,
    shapes: [
      ...drawGrid(plot),
      ...(lines === '' ? [] : [{ kind: 'path', look: 'other-model', d: lines } as const]),
      ...highlighted.flatMap((model, i) => drawModel(plot, model, i - (highlighted.length - 1) / 2)),
      ...drawLabels(plot, highlighted, width),
    ],
  };
}

/** The number of highlighted lines whose intervals fit side by side in one round's column: fewer with many rounds or on a phone. */
function countHighlighted({ rounds }: OverRoundsView, width: number): number {
  const columnWidth = (width - labelsWidth(width) - 40) / rounds.length;
  return Math.min(highlightedMax, Math.max(3, Math.floor(columnWidth / 8)));
}

const labelsWidth = (width: number): number => (width >= wideFrom ? 300 : 124);

const round = (value: number): number => Math.round(10 * value) / 10;

function layOutPlot(view: OverRoundsView, highlighted: readonly ModelOverRounds[], width: number): Plot {
  const heights = [
    ...view.models.flatMap(({ points }) => points.map(({ score }) => score)),
    ...highlighted.flatMap(({ points }) => points.flatMap(({ lower, upper }) => [lower, upper])),
  ];
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.05;
  const [low, high] = [lowest - margin, highest + margin];
  const ticks = chooseTicks(low, high);
  const lettersOfTick = Math.max(...ticks.map((tick) => formatTick(view.metric, tick).length), 2);
  const left = 12 + letterWidth * Math.max(lettersOfTick, roundWord.length);
  const right = width - labelsWidth(width);
  const floor = top + Math.max(260, lineHeight * (highlighted.length + 2));
  const columnWidth = (right - left) / view.rounds.length;
  const share = (score: number) => (score - low) / (high - low);
  return {
    ...{ view, left, right, floor, ticks },
    xOf: (number) => left + columnWidth * (view.rounds.findIndex((one) => one.round === number) + 0.5),
    yOf: (score) => floor - (view.direction === 'higher' ? share(score) : 1 - share(score)) * (floor - top),
  };
}

const textAt = (
  look: TextLook,
  text: string,
  [x, y]: readonly [number, number],
  anchor: 'start' | 'middle' | 'end',
): FigureShape => ({ kind: 'text', look, text, x: round(x), y: round(y), anchor, turn: 0 });

function drawGrid({ view, left, right, floor, ticks, xOf, yOf }: Plot): FigureShape[] {
  const columnWidth = (right - left) / view.rounds.length;
  const titles = view.rounds.map(({ title }) => title);
  // Narrow columns have the numbers of rounds instead of their titles.
  const isNarrow = columnWidth < 8 * letterWidth;
  return [
    {
      kind: 'path',
      look: 'grid',
      d: ticks.map((tick) => `M${round(left)} ${round(yOf(tick))}H${round(right)}`).join(''),
    },
    ...ticks.map((tick) => textAt('tick', formatTick(view.metric, tick), [left - 7, yOf(tick) + 4], 'end')),
    ...(isNarrow ? [textAt('tick', roundWord, [left - 7, floor + 18], 'end')] : []),
    ...view.rounds.map(({ round: number }, i) =>
      textAt(
        i === view.rounds.length - 1 ? 'newer' : 'older',
        isNarrow ? String(number) : shorten(titles[i]!, columnWidth / letterWidth - 1),
        [xOf(number), floor + 18],
        'middle',
      ),
    ),
  ];
}

/** The path of a model's line, with a gap at each round without the model. */
function drawLine({ view, xOf, yOf }: Plot, points: readonly PointOverRounds[], shift = 0): string {
  const places = view.rounds.map(({ round: number }) => points.find((one) => one.round === number));
  let d = '';
  places.forEach((point, i) => {
    if (!point) return;
    const [x, y] = [round(xOf(point.round) + shift), round(yOf(point.score))];
    if (places[i - 1]) d += `L${x} ${y}`;
    else if (places[i + 1]) d += `M${x} ${y}`;
  });
  return d;
}

/** @param place index among the highlighted models, by which their intervals are shifted side by side */
function drawModel(plot: Plot, { model, points }: ModelOverRounds, place: number): FigureShape[] {
  const { view, left, right, xOf, yOf } = plot;
  const step = Math.min(9, (0.6 * (right - left)) / view.rounds.length / 8);
  const shift = place * step;
  const isAhead = couldBeFirst(plot, points);
  const line = drawLine(plot, points, shift);
  const bars = points
    .map(({ round: number, lower, upper }) => {
      return `M${round(xOf(number) + shift)} ${round(yOf(lower))}V${round(yOf(upper))}`;
    })
    .join('');
  return [
    ...(line === '' ? [] : [{ kind: 'path', look: isAhead ? 'line' : 'model', d: line } as const]),
    { kind: 'path', look: isAhead ? 'newer-interval' : 'leader', d: bars },
    ...points.map(
      (point): FigureShape => ({
        kind: 'mark',
        evidence: point.evidence,
        x: round(xOf(point.round) + shift),
        y: round(yOf(point.score)),
        title: `${model}, version ${point.version}: ${describePoint(view, point)}`,
      }),
    ),
  ];
}

/** True if the model ties for first in the newest round. */
const couldBeFirst = ({ view }: Plot, points: readonly PointOverRounds[]): boolean =>
  points.some(({ round: number, rank_lower }) => rank_lower === 1 && number === view.rounds.at(-1)?.round);

const describePoint = ({ metric }: OverRoundsView, point: PointOverRounds): string =>
  `${formatScore(metric, point.score)} (${formatInterval(metric, point)})`;

/** The labels at the ends of the lines. */
function drawLabels(plot: Plot, models: readonly ModelOverRounds[], width: number): FigureShape[] {
  const { view, right, floor, xOf, yOf } = plot;
  const ends = models.flatMap((model) => {
    const last = model.points.at(-1);
    return last ? [{ model, last }] : [];
  });
  const heights = spreadLabels(
    ends.map(({ last }) => yOf(last.score)),
    { distance: lineHeight, top: top + 4, bottom: floor - 4 },
  );
  const lettersMax = Math.floor((width - right - 14) / letterWidth);
  return ends.flatMap(({ model, last }, i): FigureShape[] => {
    const score = width >= wideFrom ? `  ${describePoint(view, last)}` : '';
    const words = `${shorten(model.model, lettersMax - score.length)}${score}`;
    const from = xOf(last.round) + (i - (models.length - 1) / 2) * 2 + 8;
    return [
      {
        kind: 'path',
        look: 'grid',
        d: `M${round(Math.min(from + 30, right))} ${round(yOf(last.score))}L${round(right + 8)} ${round(heights[i]!)}`,
      },
      textAt(
        couldBeFirst(plot, model.points) ? 'newer' : 'older',
        words,
        [right + 12, heights[i]! + 4],
        'start',
      ),
    ];
  });
}

const shorten = (text: string, lettersMax: number): string => {
  const most = Math.max(3, Math.floor(lettersMax));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
};

/**
 * Moves labels apart: they keep their order, no two are nearer than `distance`, and all stay between `top` and `bottom` if
 * there is room. Done in one pass down and one pass up, which doesn't minimise the total movement.
 */
export function spreadLabels(
  wanted: readonly number[],
  { distance, top, bottom }: { distance: number; top: number; bottom: number },
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(placed[i]!, least);
    least = placed[i]! + distance;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i]!, most);
    most = placed[i]! - distance;
  }
  return placed;
}
