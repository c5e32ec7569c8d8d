import { formatTick } from '@/app/_ui/plot/ticks';
import type { Direction } from '@/lib/core/benchmark';
import { formatReportedInterval } from '@/lib/core/feedback/describe-outcome';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { LadderShape, LadderStep } from './ladder-shape';

/** Drawn for two widths, of which one is shown: type is never shrunk. */
const widths = [
  { width: 560, right: 96, shown: 'max-phone:hidden' },
  { width: 288, right: 8, shown: 'hidden max-phone:block' },
] as const;

const height = 220;

const top = 34;

const floor = height - 26;

const left = 40;

type Props = { shape: LadderShape; metric: MetricName; direction: Direction };

/** A team's answers in their order, as a stair: it climbs at what was announced. The table below it says the same. */
export function LadderPlot(props: Props) {
  return widths.map(({ width, right, shown }) => (
    <svg
      key={width}
      className={`fill-ink-2 font-sans text-[11px]/[normal] font-normal font-stretch-normal tabular-nums ${shown}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={describeLadder(props)}
    >
      <Ladder {...props} width={width} right={right} />
    </svg>
  ));
}

function Ladder({ shape, metric, direction, width, right }: Props & { width: number; right: number }) {
  const { steps, level, freeCount, freeFrom, ticks } = shape;
  const share = (score: number) => (score - shape.low) / (shape.high - shape.low);
  const y = (score: number) =>
    floor - (direction === 'higher' ? share(score) : 1 - share(score)) * (floor - top);
  const end = width - right;
  const slot = (end - left) / (steps.length + freeCount);
  const placed = steps.map((step, i) => ({ step, x: left + i * slot }));
  const told = left + steps.length * slot;
  const free = Array.from({ length: freeCount }, (_, i) => ({
    number: freeFrom + i,
    x: told + (i + 0.5) * slot,
  }));
  const isWide = slot >= 62;
  return (
    <>
      <Grid {...{ ticks, metric, end, y }} />
      <path className="fill-shallow-1" d={areaOf(placed, { slot, y })} />
      <path className="fill-none stroke-sea stroke-[2.5]" d={stairOf(placed, { slot, y })} />
      <path
        className="fill-none stroke-sea stroke-[1.5] [stroke-dasharray:4_3]"
        d={`M${told} ${y(level)}H${end}`}
      />
      {right > 50 && (
        <text x={end + 8} y={y(level) + 4} className="fill-ink font-semibold">
          reported last
        </text>
      )}
      {placed.map(({ step, x }, i) => (
        <Mark
          key={step.id}
          {...{ step, metric, y }}
          x={x + slot / 2}
          // Of several alike the first says it: their words would run into one another.
          hasWord={isWide && step.outcome !== steps[i - 1]?.outcome}
        />
      ))}
      {free.map(({ number, x }) => (
        <text key={number} x={x} y={height - 8} textAnchor="middle" className="fill-ink-3">
          {number}
        </text>
      ))}
      <path className="fill-none stroke-rule-2 stroke-1" d={`M${left} ${floor}H${end}`} />
    </>
  );
}

function Grid({ ticks, metric, end, y }: Pick<LadderShape, 'ticks'> & Pick<Props, 'metric'> & Heights) {
  return ticks.map((tick) => (
    <g key={tick}>
      <path className="fill-none stroke-rule stroke-1" d={`M${left} ${y(tick)}H${end}`} />
      <text x={left - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-3">
        {formatTick(metric, tick)}
      </text>
    </g>
  ));
}

type Heights = { readonly end: number; readonly y: (score: number) => number };

type Placed = readonly { readonly step: LadderStep; readonly x: number }[];

type Lines = { readonly slot: number; readonly y: (score: number) => number };

/** From the first announcement on: each step's level over its width. */
function stairOf(placed: Placed, { slot, y }: Lines): string {
  return placed
    .flatMap(({ step: { level }, x }, i) => {
      if (level === null) return [];
      const isFirst = i === 0 || placed[i - 1]!.step.level === null;
      return [isFirst ? `M${x} ${y(level)}` : `V${y(level)}`, `H${x + slot}`];
    })
    .join('');
}

function areaOf(placed: Placed, lines: Lines): string {
  const first = placed.find(({ step }) => step.level !== null);
  return first ? `${stairOf(placed, lines)}V${floor}H${first.x}z` : '';
}

const words: Readonly<Record<LadderStep['outcome'], string>> = {
  improved: 'improved',
  no_improvement: 'no improvement',
  withheld: 'no feedback',
  waiting: 'waits',
};

const lineHeight = 13;

/** A word below another, since the next mark is near. */
function Outcome({ step: { outcome }, x, at }: { step: LadderStep; x: number; at: number }) {
  const lines = words[outcome].split(' ');
  const first = at - 10 - (lines.length - 1) * lineHeight;
  return lines.map((word, i) => (
    <text key={word} x={x} y={first + i * lineHeight} textAnchor="middle">
      {word}
    </text>
  ));
}

function Mark({
  step,
  x,
  y,
  metric,
  hasWord,
}: {
  step: LadderStep;
  x: number;
  y: (score: number) => number;
  metric: MetricName;
  hasWord: boolean;
}) {
  const { number, outcome, told } = step;
  // On the axis: at the level it would look like a reported score.
  const at = told ? y(told.score) : floor - 14;
  return (
    <>
      {told ? (
        <>
          <path className="fill-none stroke-sea stroke-1" d={`M${x} ${y(told.lower)}V${y(told.upper)}`} />
          <circle cx={x} cy={at} r={4.5} className="fill-sea" />
          <text
            x={x}
            y={Math.min(y(told.lower), y(told.upper)) - 6}
            textAnchor="middle"
            className="fill-ink font-semibold"
          >
            {formatReportedInterval(metric, told).score}
          </text>
        </>
      ) : outcome === 'no_improvement' ? (
        <path className="fill-none stroke-ink-2 stroke-[1.6]" d={`M${x - 4} ${at - 4}l8 8m0-8l-8 8`} />
      ) : (
        <circle cx={x} cy={at} r={4} className="fill-paper stroke-ink-3 stroke-1" />
      )}
      {hasWord && !told && <Outcome {...{ step, x, at }} />}
      <text x={x} y={height - 8} textAnchor="middle" className="fill-ink font-semibold">
        {number}
      </text>
    </>
  );
}

const describeLadder = ({ shape: { steps }, metric }: Props): string =>
  `Ladder of tests: ${steps
    .map(({ number, outcome, told }) =>
      told ? `${number} improved, ${describeReportedScore(metric, told)}` : `${number} ${words[outcome]}`,
    )
    .join('; ')}`;

function describeReportedScore(metric: MetricName, told: NonNullable<LadderStep['told']>): string {
  const { score, interval } = formatReportedInterval(metric, told);
  return `${score} (${interval})`;
}
