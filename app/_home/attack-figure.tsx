import Link from 'next/link';
import type { AttackExhibit, AttackRound } from '@/lib/contracts/attack-exhibit';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { Figure } from '../_ui/figure/figure-plot';
import { DataTable } from '../_ui/table/data-table';
import {
  type AttackSeries,
  computeAttackScale,
  describeAttack,
  labelAttack,
  type PanelWords,
  traceAttack,
} from './attack-series';

/** A figure of the same attack on two rounds: one with exact scores as feedback, one with the guarded ladder. */
export function AttackFigure({ exhibit }: { exhibit: AttackExhibit }) {
  const { benchmark, metric, rounds } = exhibit;
  const traced = rounds.map((round) => ({ title: titleOf(round), series: traceAttack(round) }));
  const scale = computeAttackScale(traced.map(({ series }) => series));
  return (
    <Figure
      title="Random guesses can climb a leaderboard. Not this one."
      note={`${formatMetric(metric)} of an attack that knows nothing of the task: it flips 100 random predictions, submits, and keeps what was reported as better.`}
      caption={
        <>
          {describeSplits(rounds[0])} One attack on two rounds.{' '}
          <Link href={`/benchmarks/${benchmark}`}>See the benchmark of this attack</Link>, or{' '}
          <Link href="/methods#attacks">what other attacks gain</Link>.
        </>
      }
    >
      <div className="grid grid-cols-2 gap-s5 max-phone:grid-cols-1">
        {traced.map(({ title, series }) => (
          <AttackPanel
            key={title}
            title={title}
            label={labelAttack(metric, title, series)}
            series={series}
            scale={scale}
            words={describeAttack(series)}
          />
        ))}
      </div>
      <AttackTable metric={metric} columns={traced} />
    </Figure>
  );
}

const titleOf = ({ policy }: AttackRound): string =>
  policy === 'exact' ? 'Exact scores as feedback' : 'Tidemark’s feedback';

const describeSplits = ({ feedback_count, final_count }: AttackRound): string =>
  `Feedback comes from ${feedback_count.toLocaleString('en')} items; ${final_count.toLocaleString('en')} others are scored once, at the close, and decide the ranking.`;

/** Lower and upper end of the vertical axis, in hundredths of the metric. */
type Scale = { lower: number; upper: number };

/** Maps a score to its y coordinate, from 0 at the top to 100. */
type HeightOf = (score: number) => number;

type AttackPanelProps = {
  title: string;
  label: string;
  series: AttackSeries;
  scale: Scale;
  words: PanelWords;
};

/**
 * One round's panel. Its lines are an SVG that is stretched to the panel's width; its labels are HTML, so that their size stays
 * constant.
 */
function AttackPanel({ title, label, series, scale, words }: AttackPanelProps) {
  const heightOf = (score: number) => 100 - (100 * (100 * score - scale.lower)) / (scale.upper - scale.lower);
  const ofFeedback = secondHalf(series.feedback).map(heightOf);
  const ofFinal = secondHalf(series.final).map(heightOf);
  const isClimbing = ofFeedback.at(-1)! < ofFinal.at(-1)!;
  return (
    <div className="min-w-0 text-micro/[1.3]">
      <p className="font-semibold text-ink">{title}</p>
      <p className="text-ink-3">{words.reported}</p>
      <div role="img" aria-label={label} className="relative mt-s3 mb-20 ml-30 h-240 max-phone:h-220">
        <Lines series={series} scale={scale} heightOf={heightOf} />
        <Axes scale={scale} heightOf={heightOf} count={series.feedback.length} />
        <LineEnd heights={ofFeedback} isAbove={isClimbing} tone="text-over">
          {words.feedback}
        </LineEnd>
        <LineEnd heights={ofFinal} isAbove={!isClimbing} tone="text-sea">
          {words.final}
        </LineEnd>
        {words.gap && (
          <span
            className="absolute right-0 -translate-y-1/2 font-semibold whitespace-nowrap text-ink"
            style={{ top: `${(ofFeedback[0]! + ofFinal[0]!) / 2}%` }}
          >
            {words.gap}
          </span>
        )}
      </div>
    </div>
  );
}

/** The second half of a line, which is the part that the line's label may overlap. */
const secondHalf = (scores: readonly number[]): readonly number[] =>
  scores.slice(Math.floor(scores.length / 2));

function Lines({
  series: { feedback, final },
  scale,
  heightOf,
}: {
  series: AttackSeries;
  scale: Scale;
  heightOf: HeightOf;
}) {
  const higher = feedback.map((score, i) => Math.max(score, final[i] ?? score));
  return (
    <svg
      className="absolute inset-0 size-full overflow-visible [&_*]:[vector-effect:non-scaling-stroke]"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      fill="none"
      aria-hidden="true"
    >
      <path d={areaBetween(higher, final, heightOf)} className="fill-over-t" />
      {stepsOfScale(scale).map((step) => (
        <path
          key={step}
          d={`M0 ${heightOf(step / 100)}H100`}
          className={step === scale.lower ? 'stroke-rule-2' : 'stroke-rule'}
        />
      ))}
      {/* Drawn as a double line, since in the dark theme colour-blind readers may see both lines in one colour. */}
      <path d={stepsOf(final, heightOf)} className="stroke-sea stroke-[3.5]" />
      <path d={stepsOf(final, heightOf)} className="stroke-paper stroke-1" />
      <path d={stepsOf(feedback, heightOf)} className="stroke-over stroke-[2.25]" />
    </svg>
  );
}

const stepsOfScale = ({ lower, upper }: Scale): number[] =>
  Array.from({ length: (upper - lower) / 5 + 1 }, (_, i) => lower + 5 * i);

const cut = (value: number): string => String(Number(value.toFixed(2)));

const leftOf = (i: number, count: number): string => cut((100 * i) / (count - 1));

/** The path of a step line: each score lasts until the next submission. */
function stepsOf(scores: readonly number[], heightOf: HeightOf): string {
  const steps = scores.map((score, i) =>
    i > 0 && score !== scores[i - 1] ? `H${leftOf(i, scores.length)}V${cut(heightOf(score))}` : '',
  );
  return `M0 ${cut(heightOf(scores[0]!))}${steps.join('')}H100`;
}

function areaBetween(one: readonly number[], other: readonly number[], heightOf: HeightOf): string {
  const back = other.map((score, i) => {
    const before = other[i - 1];
    return before !== undefined && score !== before
      ? `H${leftOf(i, other.length)}V${cut(heightOf(before))}`
      : '';
  });
  return `${stepsOf(one, heightOf)}V${cut(heightOf(other.at(-1)!))}${back.reverse().join('')}H0z`;
}

function Axes({ scale, heightOf, count }: { scale: Scale; heightOf: HeightOf; count: number }) {
  return (
    <span className="text-ink-3">
      {stepsOfScale(scale).map((step) => (
        <span
          key={step}
          className="absolute right-full mr-8 -translate-y-1/2"
          style={{ top: `${heightOf(step / 100)}%` }}
        >
          {step}
        </span>
      ))}
      <span className="absolute top-full left-0 mt-4">1</span>
      <span className="absolute top-full right-0 mt-4">{count} submissions</span>
    </span>
  );
}

type LineEndProps = {
  heights: readonly number[];
  isAbove: boolean;
  tone: string;
  children: string;
};

/**
 * The label at the end of a line, above the line's highest or below its lowest point there, so that the line doesn't cross the
 * label.
 */
function LineEnd({ heights, isAbove, tone, children }: LineEndProps) {
  return (
    <span
      className={`absolute right-0 font-semibold whitespace-nowrap [text-shadow:0_0_3px_var(--paper),0_0_3px_var(--paper),0_0_2px_var(--paper)] ${isAbove ? '-translate-y-[calc(100%+4px)]' : 'translate-y-[5px]'} ${tone}`}
      style={{ top: `${isAbove ? Math.min(...heights) : Math.max(...heights)}%` }}
    >
      {children}
    </span>
  );
}

/** Step in the table's rows: the first submission and every tenth one are listed. */
const every = 10;

type AttackTableProps = {
  metric: MetricName;
  columns: readonly { title: string; series: AttackSeries }[];
};

function AttackTable({ metric, columns }: AttackTableProps) {
  const count = columns[0]?.series.feedback.length ?? 0;
  const rows = Array.from({ length: count }, (_, i) => i + 1).filter((n) => n === 1 || n % every === 0);
  return (
    <details className="mt-s2 text-small">
      <summary className="w-fit cursor-pointer text-sea">The numbers</summary>
      <DataTable<number>
        look="brief"
        caption="Scores of the file that the attack kept, by the number of its submissions"
        rows={rows}
        keyOf={(n) => n}
        columns={[
          { title: 'Submissions', isRowHeader: true, value: (n) => n },
          ...columns.flatMap(({ title, series }) =>
            (['feedback', 'final'] as const).map((split) => ({
              title: `${title}: ${split} split`,
              align: 'end' as const,
              value: (n: number) => formatScore(metric, series[split][n - 1]!),
            })),
          ),
        ]}
      />
    </details>
  );
}
