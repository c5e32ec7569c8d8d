import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { describeInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { FigureDrawing, FigureShape, PathLook } from '../figure/figure-shape';
import { type ComparisonAxis, computeComparisonAxis } from './compute-comparison-axis';
import { type Box, type Point, placeLabel } from './place-label';

type Version = RoundComparisonView['versions'][number];

/** A square plot, with both axes alike, and how scores lie in it. */
type Plot = {
  readonly axis: ComparisonAxis;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly xOf: (score: number) => number;
  readonly yOf: (score: number) => number;
};

/** Of the small type, at 11.5 px. */
const letterWidth = 6.2;
const lineHeight = 14;
const nameLengthMax = 26;

/**
 * The figure of Recht et al. 2019: the older round's score to the right, the newer one's upwards, each version a mark with its limits as
 * a cross; the line on which a score is the same in both, and the fitted one with its limits.
 * @param width in pixels; it is drawn for that width and not shrunk
 * @param comparison of one version at least
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
      ...drawInterval(plot, comparison.versions),
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

function layOutPlot(comparison: RoundComparisonView, width: number): Plot {
  const axis = computeComparisonAxis(comparison, width / 90);
  const left = 14 + letterWidth * Math.max(...axis.ticks.map(({ text }) => text.length), 2);
  const [top, side] = [22, width - left - 10];
  const share = (score: number) => (score - axis.low) / (axis.high - axis.low);
  return {
    axis,
    left,
    top,
    side,
    xOf: (score) => left + share(score) * side,
    yOf: (score) => top + side - share(score) * side,
  };
}

const round = (value: number): number => Math.round(10 * value) / 10;
const segment = (from: Point, to: Point): string =>
  `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
const placeOf = ({ xOf, yOf }: Plot, { earlier, later }: Version): Point => ({
  x: xOf(earlier.score),
  y: yOf(later.score),
});
const cornerOf = ({ axis, xOf, yOf }: Plot, end: 'low' | 'high'): Point => ({
  x: xOf(axis[end]),
  y: yOf(axis[end]),
});

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

/** Horizontally what the older round leaves open, upright what the newer one does: all of a round in one path. */
function drawInterval(plot: Plot, versions: readonly Version[]): FigureShape[] {
  const { axis, xOf, yOf } = plot;
  const within = (score: number) => Math.min(axis.high, Math.max(axis.low, score));
  const bars = (look: PathLook, barOf: (version: Version) => string): FigureShape[] => {
    const d = versions.map(barOf).join('');
    return d === '' ? [] : [{ kind: 'path', look, d }];
  };
  return [
    ...bars('older-limits', (version) => {
      const { interval } = version.earlier;
      const { y } = placeOf(plot, version);
      return interval
        ? `M${round(xOf(within(interval.lower)))} ${round(y)}H${round(xOf(within(interval.upper)))}`
        : '';
    }),
    ...bars('newer-limits', (version) => {
      const { interval } = version.later;
      const { x } = placeOf(plot, version);
      return interval
        ? `M${round(x)} ${round(yOf(within(interval.lower)))}V${round(yOf(within(interval.upper)))}`
        : '';
    }),
  ];
}

/** The line and its limits, as far as they lie in the plot. */
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

/** What the two lines are, and which versions lie farthest from the fitted one: each label where there is most room. */
function drawLabels(
  plot: Plot,
  { fit, versions }: RoundComparisonView,
  marks: readonly Point[],
): FigureShape[] {
  const taken: Point[] = [...marks];
  const place = <B extends Box>(boxes: readonly B[]): B => {
    const chosen = placeLabel(boxes, taken);
    for (const share of [-0.5, 0, 0.5]) taken.push({ x: chosen.x + share * chosen.width, y: chosen.y });
    return chosen;
  };
  const shapes: FigureShape[] = [];
  for (const { version, words } of findFarthest(versions)) {
    const mark = placeOf(plot, version);
    shapes.push(...labelVersion(plot, mark, `${shorten(version.name, nameLengthMax)} ${words}`, place));
  }
  if (fit) shapes.push(...labelLine(plot, fit, place));
  return [...shapes, labelIdentity(plot, taken)];
}

type Place = <B extends Box>(boxes: readonly B[]) => B;

function labelLine(
  plot: Plot,
  { band }: NonNullable<RoundComparisonView['fit']>,
  place: Place,
): FigureShape[] {
  const text = 'fitted, 95 % interval';
  const width = letterWidth * text.length;
  const inPlot = band.filter(({ later }) => later >= plot.axis.low && later <= plot.axis.high);
  const boxes = inPlot.flatMap(({ earlier, later }) => {
    const from = { x: plot.xOf(earlier), y: plot.yOf(later) };
    return [
      { from, x: from.x + 26 + width / 2, y: from.y + 26, width, height: lineHeight },
      { from, x: from.x - 26 - width / 2, y: from.y - 26, width, height: lineHeight },
    ];
  });
  const fitting = boxes.filter((box) => fitsIn(plot, box));
  if (fitting.length === 0) return [];
  const box = place(fitting);
  return [leaderTo(box.from, box), textIn(box, 'line', text)];
}

function labelVersion(plot: Plot, mark: Point, text: string, place: Place): FigureShape[] {
  const width = letterWidth * text.length;
  const boxes = [22, 40, 70, 110].flatMap((rise) =>
    [
      [1, 1],
      [-1, -1],
      [1, -1],
      [-1, 1],
    ].map(([right, down]) => ({
      x: mark.x + right! * (6 + rise / 2 + width / 2),
      y: mark.y + down! * rise,
      width,
      height: lineHeight,
    })),
  );
  const fitting = boxes.filter((box) => fitsIn(plot, box));
  if (fitting.length === 0) return [];
  const box = place(fitting);
  return [leaderTo(mark, box), textIn(box, 'name', text)];
}

/** Along the diagonal, on the side where fewer marks are. */
function labelIdentity(plot: Plot, taken: readonly Point[]): FigureShape {
  const text = 'same score in both';
  const half = (letterWidth * text.length) / 2;
  const [low, high] = [cornerOf(plot, 'low'), cornerOf(plot, 'high')];
  const reach = half * Math.SQRT2;
  const boxes = [0.2, 0.35, 0.5, 0.65, 0.8].map((share) => {
    const x = low.x + share * (high.x - low.x);
    const y = low.y + share * (high.y - low.y);
    return { x: x - 6, y: y - 6, width: reach, height: reach };
  });
  const { x, y } = placeLabel(boxes, taken);
  return { kind: 'text', look: 'identity', text, x: round(x), y: round(y), anchor: 'middle', turn: -45 };
}

const fitsIn = ({ left, top, side }: Plot, { x, y, width }: Box): boolean =>
  x - width / 2 >= left + 2 && x + width / 2 <= left + side - 2 && y >= top + 10 && y <= top + side - 8;

const textIn = ({ x, y }: Box, look: 'line' | 'name', text: string): FigureShape => ({
  kind: 'text',
  look,
  text,
  x: round(x),
  y: round(y + 4),
  anchor: 'middle',
  turn: 0,
});

/** From near a place to the edge of its label. */
function leaderTo(from: Point, box: Box): FigureShape {
  const end = {
    x: Math.min(box.x + box.width / 2 - 8, Math.max(box.x - box.width / 2 + 8, from.x)),
    y: box.y + (from.y < box.y ? -9 : 9),
  };
  const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
  const start = { x: from.x + (7 * (end.x - from.x)) / length, y: from.y + (7 * (end.y - from.y)) / length };
  return { kind: 'path', look: 'leader', d: segment(start, end) };
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, Math.floor(length) - 1))}…`;

function describeVersion({ metric, earlier, later }: RoundComparisonView, version: Version): string {
  const scoreIn = (inRound: Version['earlier']) =>
    `${formatScore(metric, inRound.score)} (${describeInterval(metric, inRound.interval)})`;
  return `${version.name} ${version.version}: ${scoreIn(version.earlier)} in round ${earlier.round}, ${scoreIn(version.later)} in round ${later.round}`;
}

type FarVersion = { readonly version: Version; readonly words: string };

/**
 * The versions farthest from the line on either side, in the words of whoever reads the figure. Nothing without a line, and of fewer than
 * five versions: of so few one is always far off.
 */
function findFarthest(versions: readonly Version[]): readonly FarVersion[] {
  const beyond = versions.flatMap((version) =>
    version.fitted ? [{ version, by: version.later.score - version.fitted.later }] : [],
  );
  if (beyond.length < 5) return [];
  const [lowest, highest] = [
    beyond.reduce((least, one) => (one.by < least.by ? one : least)),
    beyond.reduce((most, one) => (one.by > most.by ? one : most)),
  ];
  return [
    { version: lowest.version, words: 'lowest for its level' },
    { version: highest.version, words: 'highest' },
  ];
}
