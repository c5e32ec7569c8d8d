import { pageWidths } from '@/app/_ui/figure/plot-widths';
import { EvidenceMark } from '@/app/_ui/glyphs/evidence-glyph';
import { middleHalf } from '@/app/_ui/plot/middle-half';
import { formatTick } from '@/app/_ui/plot/ticks';
import { describeEvidence, evidenceTones } from '@/app/_ui/ranking/evidence-badge';
import type { Direction } from '@/lib/core/benchmark';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { PlacedScore, VersionHistoryColumn, VersionHistoryShape } from './version-history-shape';

const height = 300;
const top = 22;
const floor = height - 26;
const left = 36;

type Frame = {
  readonly metric: MetricName;
  readonly y: (score: number) => number;
  readonly columnWidth: number;
};

/** A model's whisker in each round, on the scale of the base round. The table below it says the same in numbers. */
export function VersionHistoryPlot({
  shape,
  metric,
  direction,
}: {
  shape: VersionHistoryShape;
  metric: MetricName;
  direction: Direction;
}) {
  const share = (score: number) => (score - shape.low) / (shape.high - shape.low);
  const y = (score: number) =>
    floor - (direction === 'higher' ? share(score) : 1 - share(score)) * (floor - top);
  return pageWidths.map(({ width, shown }) => {
    const columnWidth = (width - left) / shape.columns.length;
    const frame: Frame = { metric, y, columnWidth };
    return (
      <div key={width} className={`overflow-x-auto ${shown}`}>
        <svg
          className="fill-ink-2 font-sans text-[11.5px]/[normal] font-normal font-stretch-normal tabular-nums"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={describeShape(shape, metric)}
        >
          {shape.ticks.map((tick) => (
            <g key={tick}>
              <path className="fill-none stroke-rule stroke-1" d={`M${left} ${y(tick)}H${width}`} />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-3">
                {formatTick(metric, tick)}
              </text>
            </g>
          ))}
          <path className="fill-none stroke-rule-2 stroke-1" d={`M${left} ${floor}H${width}`} />
          {shape.columns.map((column, i) => (
            <g key={column.round} transform={`translate(${left + i * columnWidth} 0)`}>
              <Column column={column} frame={frame} isFirst={i === 0} />
            </g>
          ))}
        </svg>
      </div>
    );
  });
}

function Column({
  column,
  frame,
  isFirst,
}: {
  column: VersionHistoryColumn;
  frame: Frame;
  isFirst: boolean;
}) {
  const { columnWidth, y } = frame;
  const { main, beside } = column;
  const x = columnWidth / (beside.length + 2);
  return (
    <>
      {!isFirst && <path className="fill-none stroke-rule stroke-1" d={`M0 ${top}V${floor}`} />}
      <text x={columnWidth / 2} y={height - 8} textAnchor="middle">
        {cut(column.title, columnWidth)}
      </text>
      {beside.map((placed, i) => (
        <Bar
          key={placed.version}
          placed={placed}
          x={x * (i + 2)}
          room={columnWidth / 3}
          frame={frame}
          isMain={false}
        />
      ))}
      {main ? (
        <Bar
          placed={main}
          x={beside.length ? x : columnWidth / 2}
          room={beside.length ? columnWidth / 2 : columnWidth}
          frame={frame}
          isMain
        />
      ) : (
        <text x={columnWidth / 2} y={(top + floor) / 2} textAnchor="middle" className="fill-ink-3">
          {cut('not on this scale', columnWidth)}
        </text>
      )}
      {main && (
        <text
          x={beside.length ? x : columnWidth / 2}
          y={Math.min(y(main.lower), y(main.upper)) - 7}
          textAnchor="middle"
          className={`fill-ink font-semibold ${onPaper}`}
        >
          {formatScore(frame.metric, main.score)}
        </text>
      )}
    </>
  );
}

function Bar({
  placed: { version, evidence, score, lower, upper },
  x,
  room,
  frame: { y },
  isMain,
}: {
  placed: PlacedScore;
  x: number;
  /** For the name of the version, in pixels. */
  room: number;
  frame: Frame;
  isMain: boolean;
}) {
  const middle = middleHalf(score, { lower, upper }).map(y);
  return (
    <g className={isMain ? evidenceTones[evidence] : 'text-ink-3'}>
      <title>{`version ${version}, ${describeEvidence(evidence)}`}</title>
      {isMain && (
        <path
          className="fill-none stroke-current stroke-7 opacity-32"
          d={`M${x} ${middle[0]}V${middle[1]}`}
        />
      )}
      <path
        className={`fill-none stroke-current ${isMain ? 'stroke-2' : 'stroke-1'}`}
        d={`M${x} ${y(lower)}V${y(upper)}`}
      />
      <g transform={`translate(${x} ${y(score)})`}>
        <EvidenceMark evidence={evidence} />
      </g>
      <text
        x={x}
        y={Math.max(y(lower), y(upper)) + 14}
        textAnchor="middle"
        className={`${onPaper} ${isMain ? 'fill-ink-2' : 'fill-ink-3'}`}
      >
        {cut(version, room)}
      </text>
    </g>
  );
}

/** A name stands clear of the lines behind it. */
const onPaper = 'stroke-paper [paint-order:stroke] [stroke-linejoin:round] [stroke-width:4px]';

/** A letter takes some six pixels. */
function cut(text: string, width: number): string {
  const charsMax = Math.max(3, Math.floor(width / 6.2));
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`;
}

const describeShape = ({ columns, baseRound }: VersionHistoryShape, metric: MetricName): string =>
  `On the scale of round ${baseRound}: ${columns
    .map(({ title, main }) => `${title} ${main ? formatScore(metric, main.score) : 'none'}`)
    .join(', ')}`;
