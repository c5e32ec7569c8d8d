import type { Direction } from '@/lib/core/benchmark';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { EvidenceMark } from '../glyphs/evidence-glyph';
import { middleHalf } from '../plot/middle-half';
import type { PlotScale } from './compute-plot-scale';

const middle = '50%';

/**
 * A score's place on the ranking's axis: the interval as a line, its middle half as a bar, the score as the
 * evidence glyph. All places in per cent, so that it stretches without deforming a mark. The cell beside it says the
 * same in numbers.
 */
export function Whisker({
  entry,
  metric,
  direction,
  scale,
  baselines,
  band,
  isProvisional,
  isFaint,
}: {
  entry: LeaderboardEntry;
  metric: MetricName;
  direction: Direction;
  scale: PlotScale;
  /** Scores that every row is compared with. */
  baselines: readonly number[];
  /** The leader's interval, behind the rows that are tied. */
  band: { lower: number; upper: number } | null;
  /** Then its interval is drawn with a broken line, as are those that rest on few items. */
  isProvisional: boolean;
  /** Of a round that doesn't count. */
  isFaint: boolean;
}) {
  const { score } = entry;
  const percent = (value: number) => `${Math.min(100, Math.max(0, scale.at(value))).toFixed(2)}%`;
  const place = scale.at(score);
  const isOnScale = (value: number) => scale.at(value) >= 0 && scale.at(value) <= 100;
  const isOff = !isOnScale(score);
  const lastScore = entry.last_round?.on_this_scale?.score;
  return (
    <svg
      className={`absolute inset-0 h-full w-full overflow-hidden ${isFaint ? 'opacity-40' : ''}`}
      aria-hidden="true"
    >
      {band && (
        <rect
          className="fill-shallow-2"
          x={percent(band.lower)}
          width={`${(scale.at(band.upper) - scale.at(band.lower)).toFixed(2)}%`}
          height="100%"
        />
      )}
      {scale.ticks.map((tick) => (
        <Upright key={tick} x={percent(tick)} look="stroke-rule" />
      ))}
      {baselines.filter(isOnScale).map((baseline) => (
        <Upright key={baseline} x={percent(baseline)} look="stroke-ink-3 [stroke-dasharray:2_3]" />
      ))}
      {isOff ? (
        <OffScale isBelow={place < 0} text={`off the scale at ${formatScore(metric, score)}`} />
      ) : (
        <Interval entry={entry} percent={percent} isProvisional={isProvisional} />
      )}
      {!isOff && lastScore !== undefined && isOnScale(lastScore) && <LastScoreTick x={percent(lastScore)} />}
      {!isOff && entry.best_of && (
        <LikelyScore x={percent(score + (direction === 'higher' ? -1 : 1) * entry.best_of.optimism)} />
      )}
    </svg>
  );
}

/** A line through the row. */
function Upright({ x, look }: { x: string; look: string }) {
  return <line className={`stroke-1 ${look}`} x1={x} x2={x} y1="0" y2="100%" />;
}

/** Where the best of a team's models likely stands without its luck. */
function LikelyScore({ x }: { x: string }) {
  return (
    <svg x={x} y={middle} overflow="visible" aria-hidden="true">
      <path className="stroke-ink stroke-[1.5]" d="M0-6V6" />
    </svg>
  );
}

/** Below the line: its score in the round before, on this scale. */
function LastScoreTick({ x }: { x: string }) {
  return (
    <svg x={x} y={middle} overflow="visible" aria-hidden="true">
      <path className="stroke-ink-3 stroke-[1.5]" d="M0 7V14" />
    </svg>
  );
}

function Interval({
  entry: { score, interval, evidence },
  percent,
  isProvisional,
}: {
  entry: LeaderboardEntry;
  percent: (value: number) => string;
  isProvisional: boolean;
}) {
  const isBroken = isProvisional || interval?.rests_on_few_items === true;
  const line = (from: number, to: number) => ({ x1: percent(from), x2: percent(to), y1: middle, y2: middle });
  return (
    <>
      {interval && (
        <line className="stroke-current stroke-7 opacity-32" {...line(...middleHalf(score, interval))} />
      )}
      {interval && (
        <line
          className={`stroke-current stroke-2 ${isBroken ? '[stroke-dasharray:4_3]' : ''}`}
          {...line(interval.lower, interval.upper)}
        />
      )}
      <svg x={percent(score)} y={middle} overflow="visible" aria-hidden="true">
        {isProvisional ? (
          <path className="stroke-ink-2 stroke-2" d="M0-6V6" />
        ) : (
          <EvidenceMark evidence={evidence} />
        )}
      </svg>
    </>
  );
}

function OffScale({ isBelow, text }: { isBelow: boolean; text: string }) {
  return (
    <svg x={isBelow ? 0 : '100%'} y={middle} overflow="visible" aria-hidden="true">
      <path
        d={isBelow ? 'm9 -6 -6 6 6 6' : 'm-9 -6 6 6 -6 6'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <text
        x={isBelow ? 16 : -16}
        y="4"
        className="fill-ink-2 text-micro"
        textAnchor={isBelow ? 'start' : 'end'}
      >
        {text}
      </text>
    </svg>
  );
}
