import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { describeInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import {
  type FigureDrawing,
  type FigureShape,
  type PathLook,
  writeFigureSvg,
} from '../figure/figure-drawing';
import { drawLabels } from './label-comparison';
import {
  cornerOf,
  layOutPlot,
  letterWidth,
  type Plot,
  placeOf,
  round,
  segment,
  shorten,
  type Version,
} from './plot-comparison';

/**
 * A scatter plot as in Recht et al. 2019: x is a version's score in the older round, y its score in the newer one. Each version
 * is a mark with its two intervals as a cross. One line is where both scores are equal, another is the fitted line with its
 * interval.
 * @param comparison with at least one version
 * @param width in pixels; the plot is drawn for each width instead of being scaled
 */
export function drawComparison(comparison: RoundComparisonView, width: number): FigureDrawing {
  const plot = layOutPlot(comparison, width);
  const marks = comparison.versions.map((version) => ({ version, ...placeOf(plot, version) }));
  const line = comparison.fit ? drawFit(plot, comparison.fit) : [];
  const labels = drawLabels(plot, comparison, marks);
  return {
    width,
    height: plot.top + plot.side + 44,
    shapes: [
      ...drawGrid(plot, comparison),
      { kind: 'path', look: 'identity', d: segment(cornerOf(plot, 'low'), cornerOf(plot, 'high')) },
      ...line,
      ...drawIntervals(plot, comparison.versions),
      ...marks.map(
        ({ version, x, y }): FigureShape => ({
          kind: 'mark',
          evidence: version.later.evidence,
          x: round(x),
          y: round(y),
          title: describeVersion(comparison, version),
        }),
      ),
      ...labels,
    ],
  };
}

function drawGrid({ axis, left, top, side, xOf, yOf }: Plot, comparison: RoundComparisonView): FigureShape[] {
  const text = (
    look: 'tick' | 'older' | 'newer',
    words: string,
    x: number,
    y: number,
    anchor: 'start' | 'middle' | 'end',
  ) => ({ kind: 'text', look, text: words, x: round(x), y: round(y), anchor, turn: 0 }) as const;
  const [bottom, right] = [top + side, left + side];
  return [
    ...axis.ticks.flatMap(({ score, text: words }): FigureShape[] => [
      {
        kind: 'path',
        look: 'grid',
        d: `M${round(xOf(score))} ${round(top)}V${round(bottom)}M${round(left)} ${round(yOf(score))}H${round(right)}`,
      },
      text('tick', words, xOf(score), bottom + 16, 'middle'),
      text('tick', words, left - 7, yOf(score) + 4, 'end'),
    ]),
    text('newer', shorten(`${comparison.later.title}, final split ↑`, right / letterWidth), 0, 12, 'start'),
    text(
      'older',
      shorten(`${comparison.earlier.title}, final split →`, right / letterWidth),
      right,
      bottom + 36,
      'end',
    ),
  ];
}

/** The intervals of all versions: horizontal for the older round, vertical for the newer one, each as a single path. */
function drawIntervals(plot: Plot, versions: readonly Version[]): FigureShape[] {
  const { axis, xOf, yOf } = plot;
  const within = (score: number) => Math.min(axis.high, Math.max(axis.low, score));
  const bars = (look: PathLook, barOf: (version: Version) => string): FigureShape[] => {
    const d = versions.map(barOf).join('');
    return d === '' ? [] : [{ kind: 'path', look, d }];
  };
  return [
    ...bars('older-interval', (version) => {
      const { interval } = version.earlier;
      const { y } = placeOf(plot, version);
      return interval
        ? `M${round(xOf(within(interval.lower)))} ${round(y)}H${round(xOf(within(interval.upper)))}`
        : '';
    }),
    ...bars('newer-interval', (version) => {
      const { interval } = version.later;
      const { x } = placeOf(plot, version);
      return interval
        ? `M${round(x)} ${round(yOf(within(interval.lower)))}V${round(yOf(within(interval.upper)))}`
        : '';
    }),
  ];
}

/** The fitted line with its interval, clipped to the plot. */
function drawFit({ axis, xOf, yOf }: Plot, { band }: NonNullable<RoundComparisonView['fit']>): FigureShape[] {
  const within = (score: number) => Math.min(axis.high, Math.max(axis.low, score));
  const pointAt = (earlier: number, later: number) => `${round(xOf(earlier))} ${round(yOf(within(later)))}`;
  const upper = band.map((place) => pointAt(place.earlier, place.upper));
  const lower = band.map((place) => pointAt(place.earlier, place.lower)).reverse();
  const inside = band.filter(({ later }) => later >= axis.low && later <= axis.high);
  return [
    { kind: 'path', look: 'band', d: `M${[...upper, ...lower].join('L')}Z` },
    {
      kind: 'path',
      look: 'line',
      d: `M${inside.map((place) => pointAt(place.earlier, place.later)).join('L')}`,
    },
  ];
}

function describeVersion({ metric, earlier, later }: RoundComparisonView, version: Version): string {
  const scoreIn = (inRound: Version['earlier']) =>
    `${formatScore(metric, inRound.score)} (${describeInterval(metric, inRound.interval)})`;
  return `${version.name} ${version.version}: ${scoreIn(version.earlier)} in round ${earlier.round}, ${scoreIn(version.later)} in round ${later.round}`;
}

/** The figure as a standalone SVG file. */
export const writeComparisonSvg = (comparison: RoundComparisonView): string =>
  writeFigureSvg(
    drawComparison(comparison, 700),
    `${comparison.benchmark}: ${formatMetric(comparison.metric)}`,
  );
