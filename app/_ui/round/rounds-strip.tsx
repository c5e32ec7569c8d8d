import Link from 'next/link';
import { findBoard, requireOpenings } from '@/app/_load/benchmark-page';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundView } from '@/lib/contracts/round';
import { RoundGlyph } from '../glyphs/round-glyph';
import { computeRoundHeights } from './compute-round-heights';
import { describeRound } from './describe-round';
import { EarlierRounds } from './earlier-rounds';
import { fitHeights } from './fit-heights';
import { RoundPlot } from './round-plot';

const shownMax = 6;

/**
 * The newest rounds in the order of time, each with what it left.
 * @param rounds newest first; `selected` the number of the one on the page
 */
export async function RoundsStrip({
  benchmark,
  rounds,
  selected,
  now,
}: {
  benchmark: BenchmarkView;
  rounds: readonly RoundView[];
  selected: number | null;
  now: Date;
}) {
  const shown = rounds.slice(0, shownMax).reverse();
  const boards = await Promise.all(shown.map(({ number }) => findBoard(benchmark.slug, number)));
  const openings = await requireOpenings(benchmark.slug);
  const heights = boards.map(computeRoundHeights);
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
      <EarlierRounds slug={benchmark.slug} rounds={rounds.slice(shownMax)} />
    </section>
  );
}

function classOf(round: RoundView, selected: number | null): string | undefined {
  const classes = [round.number === selected && 'sel', round.state === 'open' && 'now'].filter(Boolean);
  return classes.join(' ') || undefined;
}
