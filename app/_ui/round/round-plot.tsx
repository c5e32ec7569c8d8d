import type { RoundView } from '@/lib/contracts/round';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatScore } from '../format-score';
import type { RoundHeights } from './compute-round-heights';

/** History fades in steps, never text. */
const fading = [1, 0.72, 0.5, 0.34];

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
  const { water, line, others } = heights;
  const y = (score: number) => 100 - Math.min(100, Math.max(0, at(score)));
  const opacity = fading[Math.min(age, fading.length - 1)];
  const label = line?.score ?? water;
  return (
    <div className={`tideplot ${round.state}`}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {[25, 50, 75].map((height) => (
          <line key={height} className="gl" x1="0" x2="100" y1={height} y2={height} />
        ))}
        <g opacity={opacity}>
          {water !== null && (
            <>
              <rect className="water" y={y(water)} width="100" height={100 - y(water)} />
              <path className={`edge ${line ? '' : 'dashed'}`} d={`M0 ${y(water)}H100`} />
            </>
          )}
          {others.map((score, i) => (
            // The list is fixed and two models may have one score.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the ranking is the key
            <path key={i} className="other" d={`M0 ${y(score)}h9`} />
          ))}
          {line && <path className="line" d={`M0 ${y(line.score)}H100`} />}
        </g>
      </svg>
      {label !== null && (
        <span className="lab" style={{ top: `${Math.min(92, Math.max(8, y(label)))}%` }}>
          <b>{formatScore(metric, label)}</b>
          {!line && ' so far'}
        </span>
      )}
      {round.state === 'sealed' && <span className="lab seal">test set sealed</span>}
    </div>
  );
}
