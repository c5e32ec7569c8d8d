import { chooseTicks, formatTick } from '@/app/_ui/plot/ticks';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { Direction } from '@/lib/core/benchmark';
import { formatReportedInterval } from '@/lib/core/feedback/describe-outcome';
import { computeReportedInterval } from '@/lib/core/feedback/rounding';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** Widths for which the plot is drawn. CSS shows one of the drawings, so that text always has the same size. */
const widths = [
  { width: 560, right: 96, shown: 'max-phone:hidden' },
  { width: 288, right: 8, shown: 'hidden max-phone:block' },
] as const;

const height = 220;

const top = 34;

const floor = height - 26;

const left = 40;

type Props = { shape: FeedbackShape; metric: MetricName; direction: Direction };

/** Plots a team's feedback in chronological order, with a line at its best reported score. The table below has the same values. */
export function FeedbackPlot(props: Props) {
  return (
    <figure>
      {widths.map(({ width, right, shown }) => (
        <svg
          key={width}
          className={`fill-ink-2 font-sans text-[11px]/[normal] font-normal font-stretch-normal tabular-nums ${shown}`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={describeSteps(props)}
        >
          <Steps {...props} width={width} right={right} />
        </svg>
      ))}
      <figcaption className="mt-s2 max-w-560 text-small text-ink-2">{describeMarks(props.shape)}</figcaption>
    </figure>
  );
}

/** The legend: explains only the marks that occur in this plot. */
function describeMarks({ steps, isLadder, freeCount }: FeedbackShape): string {
  const has = (outcome: FeedbackStep['outcome']) => steps.some((step) => step.outcome === outcome);
  return [
    'Submissions in the order of receipt.',
    steps.some(({ reported }) => reported) && 'Dot and bar: reported score and its interval.',
    has('no_improvement') && 'Cross: no significant improvement.',
    (has('withheld') || has('waiting')) && 'Ring: no feedback, or not yet.',
    `Line: the ${isLadder ? 'score reported last' : 'best reported score'}.`,
    freeCount > 0 && 'Pale numbers: submissions left.',
  ]
    .filter(Boolean)
    .join(' ');
}

function Steps({ shape, metric, direction, width, right }: Props & { width: number; right: number }) {
  const { steps, level, freeCount, freeFrom, ticks } = shape;
  const share = (score: number) => (score - shape.low) / (shape.high - shape.low);
  const y = (score: number) =>
    floor - (direction === 'higher' ? share(score) : 1 - share(score)) * (floor - top);
  const end = width - right;
  const slot = (end - left) / (steps.length + freeCount);
  const placed = steps.map((step, i) => ({ step, x: left + i * slot }));
  const stepsEnd = left + steps.length * slot;
  const free = Array.from({ length: freeCount }, (_, i) => ({
    number: freeFrom + i,
    x: stepsEnd + (i + 0.5) * slot,
  }));
  const isWide = slot >= 62;
  return (
    <>
      <Grid {...{ ticks, metric, end, y }} />
      <path className="fill-shallow-1" d={areaOf(placed, { slot, y })} />
      <path className="fill-none stroke-sea stroke-[2.5]" d={stairOf(placed, { slot, y })} />
      <path
        className="fill-none stroke-sea stroke-[1.5] [stroke-dasharray:4_3]"
        d={`M${stepsEnd} ${y(level)}H${end}`}
      />
      {right > 50 && (
        <text x={end + 8} y={y(level) + 4} className="fill-ink font-semibold">
          {shape.isLadder ? 'reported last' : 'best reported'}
        </text>
      )}
      {placed.map(({ step, x }, i) => (
        <Mark
          key={step.id}
          {...{ step, metric, y }}
          x={x + slot / 2}
          // Only the first of equal outcomes in a row gets a label, since labels would overlap.
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

function Grid({ ticks, metric, end, y }: Pick<FeedbackShape, 'ticks'> & Pick<Props, 'metric'> & Heights) {
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

type Placed = readonly { readonly step: FeedbackStep; readonly x: number }[];

type Lines = { readonly slot: number; readonly y: (score: number) => number };

/** Path of a step line at the level of each submission, from the first reported score on. */
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

const words: Readonly<Record<FeedbackStep['outcome'], string>> = {
  improved: 'improved',
  score: 'reported',
  no_improvement: 'no improvement',
  withheld: 'no feedback',
  waiting: 'waits',
};

const lineHeight = 13;

/** The label of an outcome has one word per line, since marks are close together. */
function Outcome({ step: { outcome }, x, at }: { step: FeedbackStep; x: number; at: number }) {
  const lines = words[outcome].split(' ');
  const first = at - 10 - (lines.length - 1) * lineHeight;
  return lines.map((word, i) => (
    <text key={word} x={x} y={first + i * lineHeight} textAnchor="middle">
      {word}
    </text>
  ));
}

type MarkProps = {
  step: FeedbackStep;
  x: number;
  y: (score: number) => number;
  metric: MetricName;
  hasWord: boolean;
};

function Mark({ step, x, y, metric, hasWord }: MarkProps) {
  const { number, outcome, reported } = step;
  // A submission without a reported score has its mark at the bottom, since at the line's level the mark would look like a
  // reported score.
  const at = reported ? y(reported.score) : floor - 14;
  return (
    <>
      {reported ? (
        <>
          <path
            className="fill-none stroke-sea stroke-1"
            d={`M${x} ${y(reported.lower)}V${y(reported.upper)}`}
          />
          <circle cx={x} cy={at} r={4.5} className="fill-sea" />
          <text
            x={x}
            y={Math.min(y(reported.lower), y(reported.upper)) - 6}
            textAnchor="middle"
            className="fill-ink font-semibold"
          >
            {formatReportedInterval(metric, reported).score}
          </text>
        </>
      ) : outcome === 'no_improvement' ? (
        <path className="fill-none stroke-ink-2 stroke-[1.6]" d={`M${x - 4} ${at - 4}l8 8m0-8l-8 8`} />
      ) : (
        <circle cx={x} cy={at} r={4} className="fill-paper stroke-ink-3 stroke-1" />
      )}
      {hasWord && !reported && <Outcome {...{ step, x, at }} />}
      <text x={x} y={height - 8} textAnchor="middle" className="fill-ink font-semibold">
        {number}
      </text>
    </>
  );
}

const describeSteps = ({ shape: { steps, isLadder }, metric }: Props): string =>
  `${isLadder ? 'Ladder of tests' : 'Scores in the order of submission'}: ${steps
    .map(({ number, outcome, reported }) =>
      reported
        ? `${number} ${words[outcome]}, ${describeReportedScore(metric, reported)}`
        : `${number} ${words[outcome]}`,
    )
    .join('; ')}`;

function describeReportedScore(metric: MetricName, reported: NonNullable<FeedbackStep['reported']>): string {
  const { score, interval } = formatReportedInterval(metric, reported);
  return reported.lower === reported.upper ? score : `${score} (${interval})`;
}

/** Maximum number of submissions in the plot; more would overlap. */
const stepsMax = 12;

type Reported = Pick<SubmissionView, 'id' | 'state' | 'feedback' | 'automatic'>;

export type FeedbackStep = {
  readonly id: string;
  /** Number of the submission, counted from 1 in the order of receipt. */
  readonly number: number;
  readonly outcome: 'improved' | 'score' | 'no_improvement' | 'withheld' | 'waiting';
  /** The reported score with its 95 % interval; without a standard error both ends equal the score. */
  readonly reported: { readonly score: number; readonly lower: number; readonly upper: number } | null;
  /** The team's best so far: on a feedback ladder the last reported score, otherwise the best one. Null before the first. */
  readonly level: number | null;
};

export type FeedbackShape = {
  readonly steps: readonly FeedbackStep[];
  /** Number of remaining submissions, as far as there is room for them. */
  readonly freeCount: number;
  readonly freeFrom: number;
  readonly level: number;
  readonly isLadder: boolean;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
};

/**
 * Prepares the plot of a team's feedback. Rejected and failed submissions and automatic evaluations are left out.
 * @param sent submissions of the team, newest first
 * @param left number of remaining submissions in the round
 * @returns null before the first reported score, when there is nothing to plot
 */
export function shapeFeedback(
  sent: readonly Reported[],
  { left, metric, direction }: { left: number; metric: MetricName; direction: Direction },
): FeedbackShape | null {
  const steps: FeedbackStep[] = [];
  let level: number | null = null;
  const isLadder = sent.some(({ feedback }) => feedback?.policy === 'guarded-ladder');
  const isBetter = (score: number, than: number) => (direction === 'higher' ? score > than : score < than);
  for (const one of sent.toReversed()) {
    if (one.automatic || one.state === 'rejected' || one.state === 'failed') continue;
    const reported = readReported(one.feedback, metric);
    if (reported && (isLadder || level === null || isBetter(reported.score, level))) level = reported.score;
    steps.push({ id: one.id, number: steps.length + 1, outcome: readOutcome(one.feedback), reported, level });
  }
  if (level === null) return null;
  const shown = steps.slice(-stepsMax);
  const values = shown.flatMap((step) =>
    step.reported ? [step.reported.lower, step.reported.upper] : (step.level ?? []),
  );
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const margin = (highest - lowest || Math.abs(highest) || 1) * 0.12;
  const [low, high] = [lowest - margin, highest + margin];
  return {
    ...{ steps: shown, level, isLadder, low, high, ticks: chooseTicks(low, high) },
    freeCount: Math.min(left, Math.max(0, stepsMax - shown.length)),
    freeFrom: steps.length + 1,
  };
}

function readReported(feedback: SubmissionView['feedback'], metric: MetricName): FeedbackStep['reported'] {
  if (!feedback || feedback.score === null) return null;
  return {
    score: feedback.score,
    ...computeReportedInterval(metric, feedback.score, feedback.standard_error),
  };
}

const readOutcome = (feedback: SubmissionView['feedback']): FeedbackStep['outcome'] =>
  feedback ? feedback.outcome : 'waiting';
