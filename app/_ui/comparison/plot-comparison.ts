import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { chooseStep, formatTick } from '../plot/ticks';

export type Version = RoundComparisonView['versions'][number];

/** A square plot with the same scale on both axes; coordinates are in pixels. */
export type Plot = {
  readonly axis: ComparisonAxis;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly xOf: (score: number) => number;
  readonly yOf: (score: number) => number;
};

export type Point = { readonly x: number; readonly y: number };

/** Mean width in pixels of a letter at the font size 11.5 px. */
export const letterWidth = 6.2;

export function layOutPlot(comparison: RoundComparisonView, width: number): Plot {
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

export const round = (value: number): number => Math.round(10 * value) / 10;

export const segment = (from: Point, to: Point): string =>
  `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;

export const placeOf = ({ xOf, yOf }: Plot, { earlier, later }: Version): Point => ({
  x: xOf(earlier.score),
  y: yOf(later.score),
});

export const cornerOf = ({ axis, xOf, yOf }: Plot, end: 'low' | 'high'): Point => ({
  x: xOf(axis[end]),
  y: yOf(axis[end]),
});

export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, Math.floor(length) - 1))}…`;

/** One axis for the scores of both rounds, so that equal scores are on the diagonal. */
type ComparisonAxis = {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly score: number; readonly text: string }[];
};

/** Maximum by which intervals may extend the axis beyond the scores, as a share of the range of the scores. */
const stretchMax = 0.25;

/**
 * @param comparison with at least one version
 * @param tickCount approximate number of ticks
 */
function computeComparisonAxis(
  { versions, metric }: Pick<RoundComparisonView, 'versions' | 'metric'>,
  tickCount: number,
): ComparisonAxis {
  const scored = versions.flatMap(({ earlier, later }) => [earlier, later]);
  const [lowest, highest] = [
    Math.min(...scored.map(({ score }) => score)),
    Math.max(...scored.map(({ score }) => score)),
  ];
  const span = highest - lowest || Math.abs(highest) || 1;
  const lower = Math.min(...scored.map(({ score, interval }) => interval?.lower ?? score));
  const upper = Math.max(...scored.map(({ score, interval }) => interval?.upper ?? score));
  const low = Math.max(lower, lowest - stretchMax * span) - 0.04 * span;
  const high = Math.min(upper, highest + stretchMax * span) + 0.04 * span;
  const step = chooseStep((high - low) / tickCount);
  const ticks = Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => {
    const score = Number(((Math.ceil(low / step) + i) * step).toPrecision(10));
    return { score, text: formatTick(metric, score) };
  });
  return { low, high, ticks };
}
