import type { RoundView } from '@/lib/contracts/round';
import { countDecimals } from '@/lib/core/feedback/count-decimals';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { RoundHeights } from './compute-round-heights';
import type { HeightScale } from './fit-heights';
import { placeIn, type RoundSpan } from './round-span';

/** History fades in steps, never text. */
const fading = [1, 0.72, 0.5, 0.34];

/** One round's column: water is what the feedback part answered as time went, the line is what the final part left. */
export function RoundPlot({
  round,
  heights,
  metric,
  scale,
  span,
  now,
  age,
}: {
  round: RoundView;
  heights: RoundHeights;
  metric: MetricName;
  scale: HeightScale;
  /** Null of a round that hasn't opened. */
  span: RoundSpan | null;
  now: Date;
  /** Closed rounds after this one. */
  age: number;
}) {
  const y = (score: number) => toHundredths(100 - Math.min(100, Math.max(0, scale.at(score))));
  const x = (instant: number) => (span ? toHundredths(placeIn(span, instant)) : 0);
  const isRunning = round.state === 'open' && round.closes_at !== null;
  const label = heights.line?.score ?? heights.water.at(-1)?.score ?? null;
  return (
    <div className={round.state === 'sealed' ? 'round-plot is-sealed' : 'round-plot'}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className="stroke-rule stroke-1" d={scale.ticks.map((tick) => `M0 ${y(tick)}H100`).join('')} />
        <g opacity={fading[Math.min(age, fading.length - 1)]}>
          <PlotMarks heights={heights} x={x} y={y} end={isRunning ? x(now.getTime()) : 100} />
        </g>
        {isRunning && <NowLine x={x(now.getTime())} />}
      </svg>
      {label !== null && (
        <span style={{ top: `${Math.min(92, Math.max(8, y(label)))}%` }}>
          <b className="text-ink">
            {heights.line ? formatScore(metric, label) : formatScore(metric, label, countDecimals(label))}
          </b>
          {!heights.line && <span> so far</span>}
        </span>
      )}
      {round.state === 'sealed' && <span className="is-sealed">test set sealed</span>}
    </div>
  );
}

/** A place in the plot's hundred, to a part of a pixel. */
const toHundredths = (place: number): number => Number(place.toFixed(2));

function NowLine({ x }: { x: number }) {
  return <line className="stroke-over stroke-[1.5]" x1={x} x2={x} y1="0" y2="100" />;
}

/**
 * Half a per cent of the height is half a pixel: those of a thousand models are two hundred strokes at most. Each is told from the one above
 * it, since like steps pack to next to nothing.
 */
export function drawStrokes(heights: readonly number[]): string {
  const places = [...new Set(heights.map((y) => Math.round(2 * y) / 2))].sort((a, b) => a - b);
  return places.map((y, i) => (i === 0 ? `M95 ${y}h5` : `m-5 ${y - places[i - 1]!}h5`)).join('');
}

function PlotMarks({
  heights: { water, line, others },
  x,
  y,
  end,
}: {
  heights: RoundHeights;
  x: (instant: number) => number;
  y: (score: number) => number;
  /** Where the water ends: at the close, or now. */
  end: number;
}) {
  const stairs = water.map(({ score }, i) => {
    const next = water[i + 1];
    return `V${y(score)}H${next ? x(next.from) : end}`;
  });
  const start = water[0] ? x(water[0].from) : 0;
  return (
    <>
      {water.length > 0 && (
        <>
          <path className="fill-shallow-2" d={`M${start} 100${stairs.join('')}V100z`} />
          <path
            className={`fill-none stroke-sea stroke-1 ${line ? '' : '[stroke-dasharray:4_3]'}`}
            d={`M${start} 100${stairs.join('')}`}
          />
        </>
      )}
      {others.length > 0 && <path className="stroke-ink-3 stroke-1" d={drawStrokes(others.map(y))} />}
      {line && <path className="stroke-sea stroke-2" d={`M0 ${y(line.score)}H100`} />}
    </>
  );
}
