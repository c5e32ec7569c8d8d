import type { RoundView } from '@/lib/contracts/round';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { RoundHeights } from './compute-round-heights';

/** History fades in steps, never text. */
const fading = [1, 0.72, 0.5, 0.34];

const hatched = 'bg-[repeating-linear-gradient(135deg,transparent_0_5px,var(--rule)_5px_6px)]';
const labelClasses = 'absolute -translate-y-1/2 bg-paper text-micro/[13px] whitespace-nowrap text-ink-2';

/** One round's column: water is what the feedback part answered, the line is what the final part left. */
export function RoundPlot({
  round,
  heights,
  metric,
  at,
  age,
}: {
  round: RoundView;
  heights: RoundHeights;
  metric: MetricName;
  /** A score's height, 0 at the bottom and 100 at the top; better is always higher. */
  at: (score: number) => number;
  /** Closed rounds after this one. */
  age: number;
}) {
  const { water, line } = heights;
  const y = (score: number) => 100 - Math.min(100, Math.max(0, at(score)));
  const label = line?.score ?? water;
  return (
    <div
      className={`relative h-96 border-b border-rule-2 max-phone:h-auto max-phone:min-h-48 max-phone:border-b-0 ${round.state === 'sealed' ? hatched : ''}`}
    >
      <svg
        className="absolute inset-0 size-full overflow-hidden [&_*]:[vector-effect:non-scaling-stroke]"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {[25, 50, 75].map((height) => (
          <line key={height} className="stroke-rule stroke-1" x1="0" x2="100" y1={height} y2={height} />
        ))}
        <PlotMarks heights={heights} y={y} age={age} />
      </svg>
      {label !== null && (
        <span
          className={`${labelClasses} right-s2 px-s1`}
          style={{ top: `${Math.min(92, Math.max(8, y(label)))}%` }}
        >
          <b className="text-ink">{formatScore(metric, label)}</b>
          {!line && ' so far'}
        </span>
      )}
      {round.state === 'sealed' && (
        <span className={`${labelClasses} top-1/2 left-12 px-6 py-3 max-phone:left-s2`}>test set sealed</span>
      )}
    </div>
  );
}

function PlotMarks({
  heights: { water, line, others },
  y,
  age,
}: {
  heights: RoundHeights;
  y: (score: number) => number;
  age: number;
}) {
  return (
    <g opacity={fading[Math.min(age, fading.length - 1)]}>
      {water !== null && (
        <>
          <rect className="fill-shallow-2" y={y(water)} width="100" height={100 - y(water)} />
          <path
            className={`fill-none stroke-sea stroke-1 ${line ? '' : '[stroke-dasharray:4_3]'}`}
            d={`M0 ${y(water)}H100`}
          />
        </>
      )}
      {others.map((score, i) => (
        // The list is fixed and two models may have one score.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the ranking is the key
        <path key={i} className="stroke-ink-3 stroke-1" d={`M0 ${y(score)}h9`} />
      ))}
      {line && <path className="stroke-sea stroke-2" d={`M0 ${y(line.score)}H100`} />}
    </g>
  );
}
