import { type Evidence, evidenceKinds } from '@/lib/core/benchmark';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatMetric } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { EvidenceMark } from '../glyphs/evidence-glyph';
import { formatTick } from '../plot/format-tick';
import { middleHalf } from '../plot/middle-half';
import { formatEntryScore } from './entry-score';
import { isOnScale, type PlotScale, percentOnScale } from './plot-scale';
import type { RankingFrame } from './ranking-frame';

const middle = '50%';

/**
 * A score's place on the ranking's axis: the interval as a line, its middle half as a bar, the score as the evidence mark. All places
 * are in per cent, so that the drawing stretches without deforming a mark. The cell beside it gives the same in numbers.
 */
export function ScorePlot({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale, leader } = frame;
  const band = leader?.interval;
  return (
    <svg className={board.invalidated ? 'score-plot is-faded' : 'score-plot'} aria-hidden="true">
      {frame.isTied(entry) && band && (
        <rect
          className="plot-band"
          x={percentOnScale(scale, band.lower)}
          width={`${(scale.at(band.upper) - scale.at(band.lower)).toFixed(1)}%`}
          height="100%"
        />
      )}
      <use href={`#${linesId}`} />
      {isOnScale(scale, entry.score) ? (
        <Marks entry={entry} frame={frame} />
      ) : (
        <OffScale
          isBelow={scale.at(entry.score) < 0}
          text={`off the scale at ${formatEntryScore(board.metric, entry).score}`}
        />
      )}
    </svg>
  );
}

function Marks({ entry, frame }: { entry: LeaderboardEntry; frame: RankingFrame }) {
  const { board, scale } = frame;
  const { score, interval, best_of: best } = entry;
  const at = (value: number) => percentOnScale(scale, value);
  const last = entry.last_round?.on_this_scale?.score ?? null;
  const isUnreliable = board.provisional || interval?.rests_on_few_items === true;
  return (
    <>
      {interval && (
        <>
          <Interval className="plot-middle" at={at} limits={middleHalf(score, interval)} />
          <Interval
            className={isUnreliable ? 'plot-interval is-broken' : 'plot-interval'}
            at={at}
            limits={[interval.lower, interval.upper]}
          />
        </>
      )}
      <Mark of={board.provisional ? 'score' : entry.evidence} x={at(score)} />
      {last !== null && isOnScale(scale, last) && <Mark of="last" x={at(last)} />}
      {/* The likely score of the best of a team's models, without the luck that picked it. */}
      {best && <Mark of="likely" x={at(score + (board.direction === 'higher' ? -1 : 1) * best.optimism)} />}
    </>
  );
}

function Interval({
  className,
  at,
  limits: [from, to],
}: {
  className: string;
  at: (value: number) => string;
  limits: readonly [number, number];
}) {
  return <line className={className} x1={at(from)} x2={at(to)} y1={middle} y2={middle} />;
}

function OffScale({ isBelow, text }: { isBelow: boolean; text: string }) {
  return (
    <svg x={isBelow ? 0 : '100%'} y={middle} overflow="visible" aria-hidden="true">
      <path className="plot-beyond" d={isBelow ? 'm9 -6 -6 6 6 6' : 'm-9 -6 6 6 -6 6'} />
      <text x={isBelow ? 16 : -16} y="4" textAnchor={isBelow ? 'start' : 'end'}>
        {text}
      </text>
    </svg>
  );
}

type MarkName = Evidence | 'score' | 'last' | 'likely';

const linesId = 'plot-lines';
const idOfMark = (name: MarkName) => `plot-mark-${name}`;

const Mark = ({ of, x }: { of: MarkName; x: string }) => <use href={`#${idOfMark(of)}`} x={x} y={middle} />;

/**
 * The parts that all rows use, drawn once and nowhere: the lines through all rows (ticks and the baselines' scores), and the marks. The
 * places of the lines are in per cent of the drawing that uses them.
 */
export function PlotParts({ scale, baselines }: { scale: PlotScale; baselines: readonly number[] }) {
  return (
    <svg className="plot-parts" aria-hidden="true">
      <defs>
        <g id={linesId}>
          {scale.ticks.map((tick) => (
            <Upright key={tick} x={percentOnScale(scale, tick)} className="plot-tick" />
          ))}
          {baselines
            .filter((baseline) => isOnScale(scale, baseline))
            .map((baseline) => (
              <Upright key={baseline} x={percentOnScale(scale, baseline)} className="plot-baseline" />
            ))}
        </g>
        {evidenceKinds.map((evidence) => (
          <g key={evidence} id={idOfMark(evidence)}>
            <EvidenceMark evidence={evidence} />
          </g>
        ))}
        <path id={idOfMark('score')} className="plot-score" d="M0-6V6" />
        <path id={idOfMark('last')} className="plot-last" d="M0 7V14" />
        <path id={idOfMark('likely')} className="plot-likely" d="M0-6V6" />
      </defs>
    </svg>
  );
}

const Upright = ({ x, className }: { x: string; className: string }) => (
  <line className={className} x1={x} x2={x} y1="0" y2="100%" />
);

/**
 * The head of the plot's column: unit, ticks, and the leader's interval.
 * @param leader null where none is shown
 */
export function PlotAxis({
  metric,
  scale,
  leader,
}: {
  metric: MetricName;
  scale: PlotScale;
  leader: LeaderboardEntry | null;
}) {
  // The unit stands clear of the leader's band: where lower is better, the leader is on the left.
  const isUnitOnTheRight = leader !== null && isOnTheLeft(scale, leader);
  return (
    <div className="plot-axis" aria-hidden="true">
      <span className={isUnitOnTheRight ? 'plot-unit is-right' : 'plot-unit'}>{formatMetric(metric)}</span>
      {leader && <LeaderBand scale={scale} leader={leader} />}
      {scale.ticks.map((tick) => (
        <i key={tick} className={shiftAt(scale.at(tick))} style={{ left: `${scale.at(tick).toFixed(1)}%` }}>
          {formatTick(metric, tick)}
        </i>
      ))}
    </div>
  );
}

/** In per cent of the column's width: half of a number's. */
const endShare = 4;

/** At an end of the axis a number stands beside its tick, where the column doesn't cut it. */
function shiftAt(at: number): string {
  if (at < endShare) return 'is-first';
  return at > 100 - endShare ? 'is-last' : '';
}

const isOnTheLeft = (scale: PlotScale, { score, interval }: LeaderboardEntry): boolean =>
  scale.at(interval?.lower ?? score) + scale.at(interval?.upper ?? score) < 100;

function LeaderBand({ scale, leader }: { scale: PlotScale; leader: LeaderboardEntry }) {
  if (!leader.interval) return null;
  const from = Math.max(0, scale.at(leader.interval.lower));
  const to = Math.min(100, scale.at(leader.interval.upper));
  return (
    // The word is wider than a narrow band, and then reaches towards the middle, where the column doesn't cut it.
    <span
      className={isOnTheLeft(scale, leader) ? 'plot-leader' : 'plot-leader is-right'}
      style={{ left: `${from.toFixed(1)}%`, width: `${(to - from).toFixed(1)}%` }}
    >
      <span>leader</span>
    </span>
  );
}
