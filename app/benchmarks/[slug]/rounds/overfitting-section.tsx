import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import { chooseTicks } from '@/app/_ui/plot/ticks';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import type { PublishedGap } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';

type Row = { readonly round: RoundView; readonly board: LeaderboardView };

type Props = {
  slug: string;
  rounds: readonly RoundView[];
  boards: ReadonlyMap<number, LeaderboardView>;
};

/** Overfitting in each ranked round (feedback score minus final score), with intervals on a common axis. */
export function OverfittingSection({ slug, rounds, boards }: Props) {
  const rows = rounds.flatMap((round): Row[] => {
    const board = boards.get(round.number);
    return board && !board.provisional ? [{ round, board }] : [];
  });
  if (rows.length === 0) return null;
  const gaps = rows.flatMap(({ board }) => board.overfitting?.gap ?? []);
  const shownCount = gaps.filter(({ shown }) => shown).length;
  return (
    <Section
      id="overfitting"
      title="Overfitting to feedback"
      aside={
        <>
          feedback score minus final score, <a href="/methods#overfitting">how it is measured</a>
        </>
      }
    >
      {gaps.length > 0 && (
        <p className="result mb-s4">
          Shown in {shownCount} of {gaps.length} {gaps.length === 1 ? 'round' : 'rounds'}.
        </p>
      )}
      <DataTable
        look="records"
        rows={rows}
        keyOf={({ round }) => round.number}
        columns={[
          {
            title: 'Round',
            isRowHeader: true,
            value: ({ round, board }) => (
              <>
                <Link href={`/benchmarks/${slug}/rounds/${round.number}`}>{round.title}</Link>
                <CellNote>
                  {board.item_count.toLocaleString('en')} items
                  {round.state === 'revealed' && ', labels public'}
                </CellNote>
              </>
            ),
          },
          {
            title: 'Best official score',
            cell: 'align-middle',
            value: ({ board }) => <BestScore board={board} />,
          },
          { title: 'Overfitting', cell: 'align-middle', value: ({ board }) => describeGap(board) },
          gaps.length > 0 && {
            title: 'Interval',
            heading: <GapAxis gaps={gaps} />,
            cell: 'align-middle w-[24%] max-table:hidden',
            value: ({ board }) =>
              board.overfitting?.gap && <GapPlot gap={board.overfitting.gap} gaps={gaps} />,
          },
          {
            title: 'Proof',
            isTitleHidden: true,
            align: 'end',
            cell: 'align-middle',
            value: ({ round }) => (
              <Link href={`/benchmarks/${slug}/rounds/${round.number}/verify`}>
                {round.state === 'revealed' ? 'Verify' : 'Commitment'}
                <span className="sr-only"> {round.title}</span>
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function BestScore({ board: { entries, metric, frozen, invalidated } }: { board: LeaderboardView }) {
  const best = entries.find(({ rank }) => rank !== null);
  if (!best || frozen || invalidated) return <>doesn’t count</>;
  return <b>{formatScore(metric, best.score)}</b>;
}

function describeGap({ overfitting }: LeaderboardView): string {
  if (!overfitting) return 'not measured yet';
  const { gap, models_with_feedback: tested } = overfitting;
  if (gap === null) return tested === 0 ? 'none possible: no team had feedback' : 'not measurable';
  const { unit, estimate, lower, upper, shown } = gap;
  const sign = estimate < 0 ? '−' : '+';
  return `${shown ? 'shown' : 'none shown'}: ${sign}${formatExcess(Math.abs(estimate), unit)} (${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)})`;
}

/** Maps a value to its position on the axis in per cent. The axis always contains 0. */
function placeOn(gaps: readonly PublishedGap[]): (value: number) => number {
  const [low, high] = findEnds(gaps);
  return (value) => Number((((value - low) / (high - low)) * 100).toFixed(1));
}

function findEnds(gaps: readonly PublishedGap[]): readonly [number, number] {
  const values = [0, ...gaps.flatMap(({ lower, upper }) => [lower, upper])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low || 1) * 0.06;
  return [low - margin, high + margin];
}

function GapAxis({ gaps }: { gaps: readonly PublishedGap[] }) {
  const place = placeOn(gaps);
  const [, high] = findEnds(gaps);
  const last = chooseTicks(...findEnds(gaps)).findLast((tick) => tick > 0 && tick <= high);
  return (
    <span className="relative block h-16 text-micro text-ink-3">
      <span className="sr-only">95 % interval, drawn</span>
      <span className="absolute -translate-x-1/2" style={{ left: `${place(0)}%` }} aria-hidden="true">
        0
      </span>
      {last !== undefined && (
        <span
          className="absolute -translate-x-1/2 whitespace-nowrap"
          style={{ left: `${place(last)}%` }}
          aria-hidden="true"
        >
          {`+${Number((100 * last).toPrecision(3))} ${gaps[0]?.unit === 'points' ? 'points' : '%'}`}
        </span>
      )}
    </span>
  );
}

/** An interval as a line and its estimate as a dot, which is filled if overfitting is significant. */
function GapPlot({
  gap: { estimate, lower, upper, shown },
  gaps,
}: {
  gap: PublishedGap;
  gaps: readonly PublishedGap[];
}) {
  const place = placeOn(gaps);
  return (
    <svg className="h-24 w-full overflow-visible" aria-hidden="true">
      <line x1={`${place(0)}%`} x2={`${place(0)}%`} y1="2" y2="22" className="stroke-rule-2" />
      <line
        x1={`${place(lower)}%`}
        x2={`${place(upper)}%`}
        y1="12"
        y2="12"
        strokeWidth="2.25"
        className={shown ? 'stroke-over' : 'stroke-sea'}
      />
      <circle
        cx={`${place(estimate)}%`}
        cy="12"
        r="4.6"
        strokeWidth="2"
        className={shown ? 'fill-over stroke-over' : 'fill-paper stroke-sea'}
      />
    </svg>
  );
}
