import type { SystemView } from '@/lib/contracts/system';
import { chooseDecimals, formatDifference, formatMetric } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Bounds } from '@/lib/core/statistics/interval';
import {
  type FigureDrawing,
  type FigureShape,
  type PathLook,
  type TextLook,
  writeFigureSvg,
} from '../figure/figure-drawing';
import { chooseTicks, formatDifferenceTick } from '../plot/ticks';

/**
 * The two curves about a model of which new versions are sent: `gain`, by round, of the newest version over the first one; and
 * `age`, the difference between a version and the version of the same round, by the rounds since the older one was made.
 */
export type SystemCurve = 'gain' | 'age';

const titles: Readonly<Record<SystemCurve, string>> = {
  gain: 'newest version against the first one',
  age: 'change by age in rounds',
};

/** Writes one of the system page's two curves (gain by renewing, change with age) as a standalone SVG file. */
export const writeSystemSvg = (system: SystemView, curve: SystemCurve): string =>
  writeFigureSvg(
    (curve === 'gain' ? drawGains : drawAges)(system, 568),
    `${system.model}: ${titles[curve]}, ${formatMetric(system.metric)}`,
  );

/** Mean width in pixels of a letter at the font size 11.5 px. */
const letterWidth = 6.2;
const [height, top, floor] = [290, 22, 256];
const dotRadius = 4.5;

type Point = { readonly difference: number; readonly interval: Bounds | null };

type Plot = {
  readonly metric: MetricName;
  readonly left: number;
  readonly ticks: readonly number[];
  readonly yOf: (difference: number) => number;
  readonly format: (difference: number) => string;
};

/** Scales for a plot whose vertical axis contains 0 and all points with their intervals. */
function layOutPlot(metric: MetricName, points: readonly Point[]): Plot {
  const ends = points.flatMap(({ difference, interval }) => [
    difference,
    ...(interval ? [interval.lower, interval.upper] : []),
  ]);
  const [lowest, highest] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const margin = (highest - lowest || 1) * 0.06;
  const [low, high] = [lowest - margin, highest + margin];
  const ticks = chooseTicks(low, high);
  const letters = Math.max(...ticks.map((tick) => formatDifferenceTick(metric, tick).length));
  const decimals = chooseDecimals(
    points.map(({ difference }) => difference),
    [],
  );
  return {
    ...{ metric, ticks },
    left: 12 + letterWidth * letters,
    yOf: (difference) => floor - ((difference - low) / (high - low)) * (floor - top),
    format: (difference) => formatDifference(metric, difference, decimals),
  };
}

/** Width in pixels of the column with the mean: its mark and its label. */
const meanWidth = 84;

/** Draws a dot with its interval for each round, filled if significant, and a diamond for the mean of the rounds. */
export function drawGains({ gains, mean_gain: mean, metric }: SystemView, width: number): FigureDrawing {
  const plot = layOutPlot(metric, mean ? [...gains, mean] : gains);
  const right = width - 8;
  const columnWidth = (right - plot.left - (mean ? meanWidth : 0)) / gains.length;
  const xOf = (place: number) => plot.left + columnWidth * (place + 0.5);
  const lettersMax = Math.max(...gains.map(({ difference }) => plot.format(difference).length));
  // In a narrower column, a label would cover the dot of the next column.
  const hasLabels = columnWidth > letterWidth * lettersMax + 16;
  // In narrow columns, only every `step`-th one has a label on the axis: the number of its round.
  const step = Math.ceil((4 * letterWidth) / columnWidth);
  return {
    ...{ width, height },
    shapes: [
      ...drawGrid(plot, right),
      ...gains.flatMap(({ title, round: number, is_significant: isFilled, ...gain }, place) => [
        ...drawBar(plot, xOf(place), gain, 'interval'),
        path(isFilled ? 'dot' : 'open-dot', circle(xOf(place), plot.yOf(gain.difference))),
        ...(hasLabels ? [drawValue(plot, xOf(place), gain)] : []),
        ...(place % step === 0
          ? [text('older', nameRound(title, number, columnWidth - 8), [xOf(place), floor + 22], 'middle')]
          : []),
      ]),
      ...(mean ? drawMean(plot, mean, right - meanWidth) : []),
    ],
  };
}

function drawMean(plot: Plot, mean: Point, left: number): FigureShape[] {
  const x = left + 20;
  return [
    path('identity', `M${cut(left)} ${top}V${floor}`),
    ...drawBar(plot, x, mean, 'mean'),
    path('diamond', `M${cut(x - 6)} ${cut(plot.yOf(mean.difference))}l6-6 6 6-6 6z`),
    drawValue(plot, x, mean),
    text('name', 'all', [x, floor + 22], 'middle'),
  ];
}

const drawValue = ({ yOf, format }: Plot, x: number, { difference }: Point): FigureShape =>
  text('name', format(difference), [x + 9, yOf(difference) + 4], 'start');

/** Draws the differences by age as a line, from 0 at age 0 on, with a band of their intervals. */
export function drawAges({ ages, metric }: SystemView, width: number): FigureDrawing {
  const start = { age: 0, difference: 0, interval: { lower: 0, upper: 0 } };
  const points = [start, ...ages];
  const plot = layOutPlot(metric, points);
  const last = points.at(-1)!;
  const right = width - 18 - letterWidth * Math.max(plot.format(last.difference).length, 8);
  const xOf = (age: number) => plot.left + 10 + ((right - plot.left - 10) * age) / Math.max(1, last.age);
  const step = Math.ceil((3 * letterWidth * last.age) / (right - plot.left));
  return {
    ...{ width, height },
    shapes: [
      ...drawBand(plot, xOf, points),
      ...drawGrid(plot, right),
      path(
        'line',
        `M${points.map(({ age, difference }) => `${cut(xOf(age))} ${cut(plot.yOf(difference))}`).join('L')}`,
      ),
      ...points.flatMap(({ age, difference }) => [
        path('dot', circle(xOf(age), plot.yOf(difference))),
        ...(age % Math.max(1, step) === 0
          ? [text('older', String(age), [xOf(age), floor + 22], 'middle')]
          : []),
      ]),
      text('name', plot.format(last.difference), [xOf(last.age) + 12, plot.yOf(last.difference)], 'start'),
      text('tick', `at age ${last.age}`, [xOf(last.age) + 12, plot.yOf(last.difference) + 15], 'start'),
    ],
  };
}

type Interval = { readonly age: number; readonly interval: Bounds };

/** Polygons of the band: one for each series of ages that have an interval. */
function drawBand(
  plot: Plot,
  xOf: (age: number) => number,
  points: readonly (Point & { age: number })[],
): FigureShape[] {
  const runs: Interval[][] = [[]];
  for (const { age, interval } of points)
    if (interval) runs.at(-1)!.push({ age, interval });
    else runs.push([]);
  return runs
    .filter((run) => run.length > 1)
    .map((run) => {
      const along = (end: 'lower' | 'upper') =>
        run.map(({ age, interval }) => `${cut(xOf(age))} ${cut(plot.yOf(interval[end]))}`);
      return path('band', `M${[...along('upper'), ...along('lower').reverse()].join('L')}Z`);
    });
}

function drawGrid({ metric, left, ticks, yOf }: Plot, right: number): FigureShape[] {
  return ticks.flatMap((tick) => [
    path(tick === 0 ? 'zero' : 'grid', `M${cut(left)} ${cut(yOf(tick))}H${cut(right)}`),
    text('tick', formatDifferenceTick(metric, tick), [left - 7, yOf(tick) + 4], 'end'),
  ]);
}

const drawBar = ({ yOf }: Plot, x: number, { interval }: Point, look: PathLook): FigureShape[] =>
  interval ? [path(look, `M${cut(x)} ${cut(yOf(interval.lower))}V${cut(yOf(interval.upper))}`)] : [];

/** The title of a round if it fits, otherwise its number. */
const nameRound = (title: string, number: number, room: number): string =>
  title.length * letterWidth <= room ? title : String(number);

const cut = (value: number): number => Math.round(10 * value) / 10;

const circle = (x: number, y: number): string =>
  `M${cut(x - dotRadius)} ${cut(y)}a${dotRadius} ${dotRadius} 0 1 0 ${2 * dotRadius} 0a${dotRadius} ${dotRadius} 0 1 0 ${-2 * dotRadius} 0z`;

const path = (look: PathLook, d: string): FigureShape => ({ kind: 'path', look, d });

const text = (
  look: TextLook,
  words: string,
  [x, y]: readonly [number, number],
  anchor: 'start' | 'middle' | 'end',
): FigureShape => ({ kind: 'text', look, text: words, x: cut(x), y: cut(y), anchor, turn: 0 });
