import Link from 'next/link';
import type { ReactNode } from 'react';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type RoundView, roundsDrawnMax } from '@/lib/contracts/round';
import type { PlannedOpenings } from '@/services/round/read-planned-openings';
import { RoundGlyph } from '../glyphs/round-glyph';
import { computeRoundHeights } from './compute-round-heights';
import { describeRound } from './describe-round';
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
    <section className="mt-s5 border-t-line border-ink" aria-label="Rounds">
      <ol className="grid auto-cols-[minmax(0,1fr)] grid-flow-col max-phone:flex max-phone:flex-col-reverse">
        {shown.map((round, i) => (
          <RoundColumn
            key={round.number}
            round={round}
            href={`/benchmarks/${benchmark.slug}/rounds/${round.number}`}
            words={describeRound(round, now, openings.get(round.number))}
            isSelected={round.number === selected}
          >
            {at && (
              <RoundPlot
                round={round}
                heights={heights[i]!}
                metric={benchmark.metric}
                at={at}
                age={shown.slice(i + 1).filter(({ closed_at }) => closed_at !== null).length}
              />
            )}
          </RoundColumn>
        ))}
      </ol>
      {at && (
        <p className="mt-s2 text-small/[1.45] text-ink-2 [&_b]:text-ink">
          <b>Water:</b> best score on the feedback part. <b>Line it left:</b> the leader on the final part;
          short ticks are the models behind it. Rounds differ in difficulty: compare heights within a round,
          not between rounds.
        </p>
      )}
      <EarlierRounds slug={benchmark.slug} rounds={rounds.slice(roundsDrawnMax)} />
    </section>
  );
}

/** The line on top of the selected round's column; beside its row on a phone. */
const selectedLine =
  'before:absolute before:-top-[1.5px] before:right-0 before:-left-1 before:h-s1 before:bg-ink max-phone:before:inset-y-0 max-phone:before:right-auto max-phone:before:left-0 max-phone:before:h-auto max-phone:before:w-s1';

/** A round's name and state, and its plot. On a phone the newest round comes first, each a line of its own. */
function RoundColumn({
  round,
  href,
  words,
  isSelected,
  children,
}: {
  round: RoundView;
  href: string;
  words: string;
  isSelected: boolean;
  children: ReactNode;
}) {
  return (
    <li
      className={`group/round relative border-l border-rule first:border-l-0 max-phone:grid max-phone:grid-cols-[minmax(0,1fr)_112px] max-phone:items-stretch max-phone:border-b max-phone:border-l-0 ${isSelected ? selectedLine : ''}`}
    >
      <Link
        href={href}
        aria-current={isSelected ? 'true' : undefined}
        className="group/link block pt-s2 pr-10 pb-6 pl-12 text-ink no-underline not-max-phone:group-first/round:pl-0 max-phone:pb-s2 max-phone:pl-s2"
      >
        <b
          className={`block font-serif text-h3/[1.2] font-stretch-normal normal-nums decoration-1 underline-offset-[0.2em] group-hover/link:underline ${isSelected ? 'font-bold' : 'font-medium'}`}
        >
          {round.title}
        </b>
        <span
          className={`flex items-baseline gap-6 text-small ${round.state === 'open' ? 'text-over' : 'text-ink-2'}`}
        >
          <RoundGlyph state={round.state} className="relative top-1 size-11" />
          <span>{words}</span>
        </span>
      </Link>
      {children}
    </li>
  );
}

/** Links to the rounds that the strip has no room for. */
function EarlierRounds({ slug, rounds }: { slug: string; rounds: readonly RoundView[] }) {
  if (rounds.length === 0) return null;
  return (
    <p className="mt-s2 flex flex-wrap gap-x-12 gap-y-2 text-small text-ink-2">
      Earlier:{' '}
      {rounds.map((round) => (
        <Link key={round.number} href={`/benchmarks/${slug}/rounds/${round.number}`}>
          {round.title}
        </Link>
      ))}
    </p>
  );
}
