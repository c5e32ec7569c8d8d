import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import type { FigureShape } from '../figure/figure-drawing';
import {
  cornerOf,
  letterWidth,
  type Plot,
  type Point,
  placeOf,
  round,
  segment,
  shorten,
  type Version,
} from './plot-comparison';

const lineHeight = 14;
const nameLengthMax = 26;

/**
 * Labels for the two lines and for the versions farthest from the fitted line, each at the place farthest from marks and other
 * labels.
 */
export function drawLabels(
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

/** Labels the line of equal scores at the emptiest of five places along the line. */
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

/** A thin line from near a point to the edge of the point's label. */
function leaderTo(from: Point, box: Box): FigureShape {
  const end = {
    x: Math.min(box.x + box.width / 2 - 8, Math.max(box.x - box.width / 2 + 8, from.x)),
    y: box.y + (from.y < box.y ? -9 : 9),
  };
  const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
  const start = { x: from.x + (7 * (end.x - from.x)) / length, y: from.y + (7 * (end.y - from.y)) / length };
  return { kind: 'path', look: 'leader', d: segment(start, end) };
}

type FarVersion = { readonly version: Version; readonly words: string };

/**
 * The versions farthest above and below the fitted line. Empty without a fitted line, and for fewer than five versions, where
 * “farthest” would mean nothing.
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

/** A label's box, given by its centre, in pixels. */
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A label whose distance from its neighbours is at least this, in pixels, isn't crowded. */
const clearFrom = 14;

/**
 * The box with the largest distance from all points; distances above `clearFrom` count as equal, and the first of equal boxes
 * is taken. Needs at least one box.
 */
function placeLabel<B extends Box>(boxes: readonly B[], points: readonly Point[]): B {
  const [first] = boxes;
  if (!first) throw new RangeError('expected at least one box');
  let best = first;
  let room = -1;
  for (const box of boxes) {
    const nearest = points.reduce((least, point) => Math.min(least, measureDistance(box, point)), clearFrom);
    if (nearest > room) [best, room] = [box, nearest];
  }
  return best;
}

/** Distance from a point to the nearest edge of a box; 0 for a point inside. */
function measureDistance({ x, y, width, height }: Box, point: Point): number {
  return Math.hypot(
    Math.max(0, Math.abs(point.x - x) - width / 2),
    Math.max(0, Math.abs(point.y - y) - height / 2),
  );
}
