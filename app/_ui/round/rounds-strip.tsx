import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import type { Direction } from '@/lib/core/benchmark';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatShortDay } from '../format-instant';
import { chooseTicks, formatTick } from '../plot/ticks';
import { chooseShown, columnsOf, describeInBar, EarlierRounds, RoundColumn } from './round-bar';

/**
 * Plots of the newest rounds in chronological order, with all official scores on one scale.
 * @param rounds newest first
 * @param boards rankings by round number
 */
export function RoundsStrip({
  benchmark: { slug, metric, direction, newest_closed_round: newest },
  rounds,
  boards,
  now,
}: {
  benchmark: BenchmarkView;
  rounds: readonly RoundView[];
  boards: ReadonlyMap<number, LeaderboardView>;
  now: Date;
}) {
  const { shown, spareCount } = chooseShown(rounds);
  const heights = shown.map(({ number }) => computeRoundHeights(boards.get(number) ?? null));
  const scale = fitHeights(heights, direction);
  return (
    <section className="mt-s5 border-t-line border-ink" aria-label="Rounds">
      <ol className={`rounds-strip ${scale ? 'is-plotted' : ''} ${columnsOf[shown.length] ?? ''}`}>
        {shown.map((round, i) => (
          <RoundColumn
            key={round.number}
            slug={slug}
            round={round}
            words={describeInBar(round, now)}
            isSelected={round.number === newest?.number}
            isSpare={i < spareCount}
          >
            {scale && (
              <>
                <div className="relative grid">
                  <AxisBeside place={i} spareCount={spareCount} scale={scale} metric={metric} />
                  <RoundPlot round={round} scale={scale} heights={heights[i]!} metric={metric} />
                </div>
                <Days round={round} now={now} />
              </>
            )}
          </RoundColumn>
        ))}
      </ol>
      {scale && (
        <p className="mt-s2 max-w-[68ch] text-small/[1.45] text-ink-2 [&_b]:text-ink">
          <b>Line:</b> best official score, {formatMetric(metric)}, {direction} is better. <b>Band:</b> its
          interval. <b>Strokes:</b> the other models. Rounds differ in difficulty: compare within a round.
        </p>
      )}
      <EarlierRounds slug={slug} rounds={rounds} />
    </section>
  );
}

/** The axis at the left of the first visible plot. On a phone fewer plots are visible, so that is a later one. */
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

/** At most three numbers at the left of a plot. @param on classes for the window widths that show them */
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

function Days({ round, now }: { round: RoundView; now: Date }) {
  const span = spanOfRound(round, now);
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

const wordsWithout: Partial<Record<RoundView['state'], string>> = {
  sealed: 'test set hidden',
  open: 'no ranking yet',
  closed: 'no ranking yet',
};

/** A plot of one round: a line for the best official score, a band for its interval, and strokes for all other scores. */
function RoundPlot({
  round: { state },
  heights: { line, others },
  metric,
  scale,
}: {
  round: RoundView;
  heights: RoundHeights;
  metric: MetricName;
  scale: HeightScale;
}) {
  const y = (score: number) => toHundredths(100 - Math.min(100, Math.max(0, scale.at(score))));
  const word = line ? undefined : (wordsWithout[state] ?? state);
  return (
    <div className={state === 'sealed' ? 'round-plot is-sealed' : 'round-plot'}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className="stroke-rule stroke-1" d={scale.ticks.map((tick) => `M0 ${y(tick)}H100`).join('')} />
        {line && <path className="fill-shallow-2" d={`M0 ${y(line.low)}H100V${y(line.high)}H0z`} />}
        {others.length > 0 && <path className="stroke-ink-2 stroke-1" d={drawStrokes(others.map(y))} />}
        {line && <path className="stroke-sea stroke-2" d={`M0 ${y(line.score)}H100`} />}
      </svg>
      {line && (
        <span className="is-score" style={{ top: `${Math.min(y(line.low), y(line.high))}%` }}>
          {formatScore(metric, line.score)}
        </span>
      )}
      {word && <span className="is-word">{word}</span>}
    </div>
  );
}

const toHundredths = (place: number): number => Number(place.toFixed(2));

/**
 * One SVG path with a stroke for each score of a round. Heights are rounded to half a per cent, about half a pixel, so that a
 * thousand models make at most 200 strokes. Coordinates are relative, since equal steps compress well.
 */
export function drawStrokes(heights: readonly number[]): string {
  const places = [...new Set(heights.map((y) => Math.round(2 * y) / 2))].sort((a, b) => a - b);
  return places.map((y, i) => (i === 0 ? `M62 ${y}h14` : `m-14 ${y - places[i - 1]!}h14`)).join('');
}

export type RoundHeights = {
  /** The best official score and its interval (without an interval, the score three times); null before the official ranking. */
  readonly line: { readonly score: number; readonly low: number; readonly high: number } | null;
  readonly others: readonly number[];
};

/** The scores of a round's official ranking, in the metric's unit; none if the ranking doesn't count. */
export function computeRoundHeights(board: LeaderboardView | null): RoundHeights {
  const ranked = board?.entries.filter(({ rank }) => rank !== null) ?? [];
  const [leader] = ranked;
  if (!board || !leader || board.provisional || board.frozen || board.invalidated)
    return { line: null, others: [] };
  return {
    line: {
      score: leader.score,
      low: leader.interval?.lower ?? leader.score,
      high: leader.interval?.upper ?? leader.score,
    },
    others: ranked.slice(1).map(({ score }) => score),
  };
}

export type HeightScale = {
  /** Maps a score to its height, from 0 at the bottom to 100; better scores are higher. */
  at(score: number): number;
  readonly ticks: readonly number[];
};

/**
 * One scale for all rounds, on which the worst score has height 8 and the best one 84 of 100, so that a number fits above.
 * @returns null if no round has an official score
 */
export function fitHeights(heights: readonly RoundHeights[], direction: Direction): HeightScale | null {
  const scores = heights.flatMap(({ line, others }) =>
    line ? [line.score, line.low, line.high, ...others] : [],
  );
  if (scores.length === 0) return null;
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const place = (score: number) => (score - low) / (high - low || 1);
  const margin = ((high - low) * 8) / 76;
  return {
    at: (score) => (direction === 'higher' ? place(score) : 1 - place(score)) * 76 + 8,
    ticks: high > low ? chooseTicks(low - margin, high + margin) : [low],
  };
}

/**
 * The period in which a round is or was open, in milliseconds since 1970. For an open round without a planned close it ends
 * now.
 */
export type RoundSpan = { readonly from: number; readonly to: number };

/** @returns null for a round that hasn't opened */
export function spanOfRound(
  { opened_at, closes_at, closed_at }: Pick<RoundView, 'opened_at' | 'closes_at' | 'closed_at'>,
  now: Date,
): RoundSpan | null {
  if (opened_at === null) return null;
  const from = Date.parse(opened_at);
  const to = closed_at ?? closes_at;
  return { from, to: Math.max(from + 1, to === null ? now.getTime() : Date.parse(to)) };
}

const dayMs = 86_400_000;

/** Start and end of a period in UTC: as two days, or with times for at most 24 hours. */
export function describeSpan({ from, to }: RoundSpan): readonly [string, string] {
  const day = (instant: number) => formatShortDay(new Date(instant));
  const time = (instant: number) => new Date(instant).toISOString().slice(11, 19);
  return to - from > dayMs ? [day(from), day(to)] : [`${day(from)}, ${time(from)}`, time(to)];
}
