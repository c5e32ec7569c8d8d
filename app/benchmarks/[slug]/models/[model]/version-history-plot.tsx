import { pageWidths } from '@/app/_ui/figure/figure-plot';
import { chooseTicks, formatTick } from '@/app/_ui/plot/ticks';
import { describeEvidence, EvidenceMark, evidenceTones } from '@/app/_ui/ranking/evidence-badge';
import { middleHalf } from '@/app/_ui/ranking/plot-scale';
import type { ModelInRoundView } from '@/lib/contracts/model';
import type { Direction, Evidence } from '@/lib/core/benchmark';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

const height = 300;

const top = 22;

const floor = height - 26;

const left = 36;

type Frame = {
  readonly metric: MetricName;
  readonly y: (score: number) => number;
  readonly columnWidth: number;
};

type VersionHistoryPlotProps = {
  shape: VersionHistoryShape;
  metric: MetricName;
  direction: Direction;
};

/**
 * Plots a model's score with its interval in each round, adjusted to the scale of the base round. The table below has the same
 * numbers.
 */
export function VersionHistoryPlot({ shape, metric, direction }: VersionHistoryPlotProps) {
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

type ColumnProps = {
  column: VersionHistoryColumn;
  frame: Frame;
  isFirst: boolean;
};

function Column({ column, frame, isFirst }: ColumnProps) {
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
  /** Room for the name of the version, in pixels. */
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

/** Classes of an outline in the colour of the page, which keeps names readable over lines. */
const onPaper = 'stroke-paper [paint-order:stroke] [stroke-linejoin:round] [stroke-width:4px]';

/** Cuts a text to a width in pixels; a letter is about 6 pixels wide. */
function cut(text: string, width: number): string {
  const charsMax = Math.max(3, Math.floor(width / 6.2));
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`;
}

const describeShape = ({ columns, baseRound }: VersionHistoryShape, metric: MetricName): string =>
  `On the scale of round ${baseRound}: ${columns
    .map(({ title, main }) => `${title} ${main ? formatScore(metric, main.score) : 'none'}`)
    .join(', ')}`;

/** A score adjusted to the base round's difficulty, with its 95 % interval. */
export type PlacedScore = {
  readonly version: string;
  readonly evidence: Evidence;
  readonly score: number;
  readonly lower: number;
  readonly upper: number;
};

type VersionHistoryColumn = {
  readonly round: number;
  readonly title: string;
  /** The ranked version's score; null if the round can't be adjusted to the base round's scale, or the model is at chance level. */
  readonly main: PlacedScore | null;
  /** Reference entries (other versions of the model) in the same round, newest version first. */
  readonly beside: readonly PlacedScore[];
};

export type VersionHistoryShape = {
  readonly baseRound: number;
  /** The rounds, oldest first. */
  readonly columns: readonly VersionHistoryColumn[];
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
};

/** Maximum number of reference entries with a name; more names would overlap. */
const besideMax = 3;

/**
 * Prepares the plot of a model's official scores over the rounds, all on one scale.
 * @param rounds newest first
 * @returns null if fewer than two rounds are on one scale
 */
export function shapeVersionHistory(rounds: readonly ModelInRoundView[]): VersionHistoryShape | null {
  const counting = rounds.filter(({ provisional, state }) => !provisional && state !== 'invalidated');
  const baseRound = counting.flatMap(({ entry }) => entry.equated?.base_round ?? [])[0];
  if (baseRound === undefined) return null;
  const columns = counting.toReversed().map(({ round, title, entry, reference_entries }) => ({
    round,
    title,
    main: placeEntry(entry, round === baseRound),
    beside: reference_entries
      .slice(0, besideMax)
      .flatMap((one) => placeEntry(one, round === baseRound) ?? []),
  }));
  const placed = columns.flatMap(({ main, beside }) => (main ? [main, ...beside] : beside));
  if (columns.filter(({ main }) => main).length < 2) return null;
  const [lowest, highest] = [
    Math.min(...placed.map(({ lower }) => lower)),
    Math.max(...placed.map(({ upper }) => upper)),
  ];
  // Room for a version's name below its interval.
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.12;
  const [low, high] = [lowest - margin, highest + margin];
  return { baseRound, columns, low, high, ticks: chooseTicks(low, high) };
}

/** Adjusts an entry to the base round's scale. Scores of the base round itself stay unchanged. */
function placeEntry(
  { version, evidence, score, interval, equated }: ModelInRoundView['entry'],
  isBase: boolean,
): PlacedScore | null {
  if (equated) {
    const { score, lower, upper } = equated;
    return { version, evidence, score, lower, upper };
  }
  return isBase && interval
    ? { version, evidence, score, lower: interval.lower, upper: interval.upper }
    : null;
}
