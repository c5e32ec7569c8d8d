import Link from 'next/link';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import type { PlannedOpenings } from '@/services/round/read-planned-openings';
import { RoundGlyph } from '../glyphs/round-glyph';
import { computeRoundHeights } from './compute-round-heights';
import { describeRound } from './describe-round';
import { EarlierRounds } from './earlier-rounds';
import { fitHeights } from './fit-heights';
import { RoundPlot } from './round-plot';

/**
 * The newest rounds in the order of time, each with what it left.
 * @param rounds newest first; `boards` their rankings by number; `selected` the number of the one on the page
 */
export function RoundsStrip({
  benchmark,
  rounds,
  boards,
  openings,
  selected,
  now,
}: {
  benchmark: BenchmarkView;
  rounds: readonly RoundView[];
  boards: ReadonlyMap<number, LeaderboardView>;
  openings: PlannedOpenings;
  selected: number | null;
  now: Date;
}) {
  const shown = rounds.slice(0, roundsDrawnMax).reverse();
  const heights = shown.map(({ number }) => computeRoundHeights(boards.get(number) ?? null));
  const at = fitHeights(heights, benchmark.direction);
  return (
    <section className="rounds" aria-label="Rounds">
      <ol>
        {shown.map((round, i) => (
          <li key={round.number} className={classOf(round, selected)}>
            <Link
              href={`/benchmarks/${benchmark.slug}/rounds/${round.number}`}
              aria-current={round.number === selected ? 'true' : undefined}
            >
              <b>{round.title}</b>
              <span className="st">
                <RoundGlyph state={round.state} />
                <span>{describeRound(round, now, openings.get(round.number))}</span>
              </span>
            </Link>
            {at && (
              <RoundPlot
                round={round}
                heights={heights[i]!}
                metric={benchmark.metric}
                at={at}
                age={shown.slice(i + 1).filter(({ closed_at }) => closed_at !== null).length}
              />
            )}
          </li>
        ))}
      </ol>
      {at && (
        <p className="rounds-cap">
          <b>Water:</b> best score on the feedback part. <b>Line it left:</b> the leader on the final part;
          short ticks are the models behind it. Rounds differ in difficulty: compare heights within a round,
          not between rounds.
        </p>
      )}
      <EarlierRounds slug={benchmark.slug} rounds={rounds.slice(roundsDrawnMax)} />
    </section>
  );
}

function classOf(round: RoundView, selected: number | null): string | undefined {
  const classes = [round.number === selected && 'sel', round.state === 'open' && 'now'].filter(Boolean);
  return classes.join(' ') || undefined;
}
