import Link from 'next/link';
import type { ReactNode } from 'react';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { PlannedOpenings } from '@/services/round/read-planned-openings';
import { RoundGlyph } from '../glyphs/round-glyph';
import { formatTick } from '../plot/format-tick';
import { computeRoundHeights } from './compute-round-heights';
import { describeRound } from './describe-round';
import { fitHeights, type HeightScale } from './fit-heights';
import { RoundPlot } from './round-plot';
import { describeSpan, type RoundSpan, spanOfRound } from './round-span';

type Props = {
  benchmark: BenchmarkView;
  rounds: readonly RoundView[];
  boards: ReadonlyMap<number, LeaderboardView>;
  openings: PlannedOpenings;
  selected: number | null;
  now: Date;
};

/**
 * The newest rounds in the order of time, each with what it left.
 * @param rounds newest first; `boards` their rankings by number; `selected` the number of the one on the page
 */
export function RoundsStrip({ benchmark, rounds, boards, openings, selected, now }: Props) {
  const shown = rounds.slice(0, roundsDrawnMax).reverse();
  const heights = shown.map(({ number }) => computeRoundHeights(boards.get(number) ?? null));
  const scale = fitHeights(heights, benchmark.direction);
  const spareCount = Math.max(0, shown.length - drawnOnPhoneMax);
  return (
    <section className="mt-s5 border-t-line border-ink" aria-label="Rounds">
      <ol className={`rounds-strip ${scale ? 'is-plotted' : ''} ${columnsOf[shown.length] ?? ''}`}>
        {shown.map((round, i) => {
          const span = spanOfRound(round, now);
          return (
            <RoundColumn
              key={round.number}
              round={round}
              href={`/benchmarks/${benchmark.slug}/rounds/${round.number}`}
              words={describeRound(round, now, openings.get(round.number))}
              isSelected={round.number === selected}
              isSpare={i < spareCount}
            >
              {scale && (
                <>
                  <div className="relative grid">
                    <AxisBeside place={i} spareCount={spareCount} scale={scale} metric={benchmark.metric} />
                    <RoundPlot
                      {...{ round, scale, span, now }}
                      heights={heights[i]!}
                      metric={benchmark.metric}
                      age={shown.slice(i + 1).filter(({ closed_at }) => closed_at !== null).length}
                    />
                  </div>
                  <Days span={span} />
                </>
              )}
            </RoundColumn>
          );
        })}
      </ol>
      {scale && <StripKey />}
      <EarlierRounds
        slug={benchmark.slug}
        rounds={rounds.slice(roundsDrawnMax)}
        spare={shown.slice(0, spareCount).reverse()}
      />
    </section>
  );
}

function StripKey() {
  return (
    <p className="mt-s2 max-w-[88ch] text-small/[1.45] text-ink-2 [&_b]:text-ink">
      <b>Water:</b> best answer on the feedback part so far. <b>Line:</b> the leader on the final part; short
      strokes are the others. Rounds differ in difficulty: compare heights within a round.
    </p>
  );
}

/** The axis stands left of the first plot that is shown, which on a phone may be another one. */
function AxisBeside({
  place,
  spareCount,
  ...axis
}: {
  place: number;
  spareCount: number;
  scale: HeightScale;
  metric: MetricName;
}) {
  if (place === 0) return <ScoreAxis {...axis} on={spareCount > 0 ? 'max-phone:hidden' : ''} />;
  return place === spareCount && <ScoreAxis {...axis} on="hidden max-phone:block" />;
}

/** At most three numbers, left of the first plot. @param on on which windows it is that of the first plot */
function ScoreAxis({ scale, metric, on }: { scale: HeightScale; metric: MetricName; on: string }) {
  const step = Math.ceil(scale.ticks.length / 3);
  return scale.ticks
    .filter((_, i) => i % step === 0)
    .map((tick) => (
      <span
        key={tick}
        className={`score-tick ${on}`}
        style={{ top: `${100 - scale.at(tick)}%` }}
        aria-hidden="true"
      >
        {formatTick(metric, tick)}
      </span>
    ));
}

function Days({ span }: { span: RoundSpan | null }) {
  const [from, to] = span ? describeSpan(span) : ['', ''];
  return (
    <div className="round-days">
      <span className="truncate">
        {from.replace(/,.*/, '')}
        <span className="max-phone:hidden">{from.replace(/^[^,]*/, '')}</span>
      </span>
      <span>{to}</span>
    </div>
  );
}

/** A phone has no room for the titles of more. */
const drawnOnPhoneMax = 4;

/** By how many rounds are drawn. Said at once, or columns would move while a page arrives that is painted before it is whole. */
const columnsOf: readonly string[] = [
  ...['', 'grid-cols-1', 'grid-cols-2', 'grid-cols-3', 'grid-cols-4'],
  ...['grid-cols-5 max-phone:grid-cols-4', 'grid-cols-6 max-phone:grid-cols-4'],
];

function RoundColumn({
  round,
  href,
  words,
  isSelected,
  isSpare,
  children,
}: {
  round: RoundView;
  href: string;
  words: string;
  isSelected: boolean;
  /** Where a phone has no room for it. */
  isSpare: boolean;
  children: ReactNode;
}) {
  return (
    <li className={`${isSelected ? 'is-selected' : ''}${isSpare ? ' is-spare' : ''}`}>
      <Link href={href} {...(isSelected && { 'aria-current': 'true' })} title={`${round.title}: ${words}`}>
        <b>{round.title}</b>
        <span className={round.state === 'open' ? 'text-over' : undefined}>
          <RoundGlyph state={round.state} />
          <span className="max-phone:sr-only">{words}</span>
        </span>
      </Link>
      {children}
    </li>
  );
}

/** Links to the rounds that the strip has no room for, on a phone also to those that are spared there. */
function EarlierRounds({
  slug,
  rounds,
  spare,
}: {
  slug: string;
  rounds: readonly RoundView[];
  spare: readonly RoundView[];
}) {
  if (rounds.length + spare.length === 0) return null;
  return (
    <p
      className={`mt-s2 flex-wrap gap-x-12 gap-y-2 text-small text-ink-2 ${rounds.length === 0 ? 'hidden max-phone:flex' : 'flex'}`}
    >
      Earlier:{' '}
      {[...spare, ...rounds].map((round, i) => (
        <Link
          key={round.number}
          href={`/benchmarks/${slug}/rounds/${round.number}`}
          className={i < spare.length ? 'hidden max-phone:inline' : ''}
        >
          {round.title}
        </Link>
      ))}
    </p>
  );
}
