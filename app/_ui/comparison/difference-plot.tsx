import { chooseTicks, formatDifferenceTick } from '@/app/_ui/plot/ticks';
import { chooseDecimals, formatDifference } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The common scale of all differences on a page, from -`reach` to `reach`. */
export type DifferenceScale = { readonly reach: number; readonly ticks: readonly number[] };

/** A difference of two scores with its 95 % interval. */
export type PlottedDifference = {
  readonly difference: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly is_significant: boolean;
};

export function computeDifferenceScale(differences: readonly PlottedDifference[]): DifferenceScale {
  const ends = differences.flatMap(({ difference, interval }) => [
    difference,
    interval?.lower ?? 0,
    interval?.upper ?? 0,
  ]);
  const farthest = Math.max(0, ...ends.map(Math.abs));
  const reach = 1.08 * (farthest || 1);
  return { reach, ticks: chooseTicks(-reach, reach) };
}

const placeOf = ({ reach }: DifferenceScale, value: number): string =>
  `${(50 + (50 * value) / reach).toFixed(2)}%`;

/** The numbers at the ticks, above all plots of the page. */
export function DifferenceAxis({ scale, metric }: { scale: DifferenceScale; metric: MetricName }) {
  return (
    <span className="relative block h-18" aria-hidden="true">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute bottom-0 -translate-x-1/2 text-micro text-ink-3"
          style={{ left: placeOf(scale, tick) }}
        >
          {formatDifferenceTick(metric, tick)}
        </span>
      ))}
    </span>
  );
}

type Props = {
  pair: PlottedDifference;
  scale: DifferenceScale;
  isNewest: boolean;
};

/**
 * Plots a difference with its interval; positions are in per cent of the width. A filled mark means a significant difference.
 * @param isNewest true to draw in the colour of the newest round, false in grey
 */
export function DifferencePlot({ pair, scale, isNewest }: Props) {
  const { difference, interval, is_significant } = pair;
  const tone = isNewest ? 'text-sea' : 'text-ink-3';
  return (
    <svg className={`block h-40 w-full max-phone:h-26 ${tone}`} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          x1={placeOf(scale, tick)}
          x2={placeOf(scale, tick)}
          y1="0"
          y2="100%"
          className={tick === 0 ? 'stroke-ink-2' : 'stroke-rule'}
        />
      ))}
      {interval && (
        <line
          x1={placeOf(scale, interval.lower)}
          x2={placeOf(scale, interval.upper)}
          y1="50%"
          y2="50%"
          className={`stroke-current ${isNewest ? 'stroke-[2.5]' : 'stroke-[1.75]'}`}
        />
      )}
      <rect
        x={placeOf(scale, difference)}
        y="50%"
        width="6"
        height="12"
        transform="translate(-3 -6)"
        className={`stroke-current stroke-[1.6] ${is_significant ? 'fill-current' : 'fill-paper'}`}
      />
    </svg>
  );
}

/** Formats the interval of a difference, for example `+0.40 to +2.00`. */
export const formatDifferenceInterval = (
  metric: MetricName,
  interval: { lower: number; upper: number },
  decimals: number,
): string =>
  `${formatDifference(metric, interval.lower, decimals)} to ${formatDifference(metric, interval.upper, decimals)}`;

/** The number of decimals with which a difference and both ends of its interval are printed. */
export const decimalsOfPair = (
  { difference, interval }: PlottedDifference,
  scores: readonly number[],
): number => chooseDecimals([difference, ...(interval ? [interval.lower, interval.upper] : [])], scores);
