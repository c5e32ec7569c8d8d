import Link from 'next/link';
import { describeInterval, formatScore } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { formatDuration } from '../format-duration';
import { RoundGlyph } from '../glyphs/round-glyph';
import { Instant } from '../instant';
import { type Column, DataTable } from '../table/data-table';
import { describeAbsentLeader } from './describe-absent-leader';
import { FreshnessWord } from './freshness-badge';
import { findNewestRound } from './newest-rounds';

/** The same benchmarks, a line each. */
export function CompactBenchmarkList({ rows, now }: { rows: readonly BenchmarkListRow[]; now: Date }) {
  return (
    <DataTable<BenchmarkListRow>
      look="dense"
      rows={rows}
      keyOf={({ benchmark }) => benchmark.slug}
      testId="benchmarks"
      columns={[...listRoundColumns(now), ...scoreColumns]}
    />
  );
}

/** Which benchmark, and what goes on in it. */
const listRoundColumns = (now: Date): Column<BenchmarkListRow>[] => [
  {
    title: 'Benchmark',
    isRowHeader: true,
    value: ({ benchmark }) => (
      <Link
        href={`/benchmarks/${benchmark.slug}`}
        prefetch={false}
        title={benchmark.title}
        className="text-ink no-underline hover:underline"
      >
        <bdi>{benchmark.title}</bdi>
      </Link>
    ),
  },
  {
    title: 'By',
    head: 'w-[11%] max-wide:hidden',
    cell: 'text-ink-2 max-wide:hidden',
    value: ({ ownerNames }) => <bdi>{ownerNames.join(', ')}</bdi>,
  },
  {
    title: 'Newest round',
    head: 'w-[15%] max-wide:w-[19%]',
    cell: 'max-phone:hidden',
    value: (row) => <NewestRound row={row} />,
  },
  {
    title: 'Closes in',
    head: 'w-[8%] max-wide:hidden',
    cell: 'max-wide:hidden',
    value: ({ benchmark: { open_round: open } }) =>
      open?.closes_at ? formatDuration(Date.parse(open.closes_at) - now.getTime()) : '',
  },
];

/** What its newest ranking says. */
const scoreColumns: readonly Column<BenchmarkListRow>[] = [
  {
    title: 'Freshness',
    head: 'w-[9%] max-wide:w-[13%]',
    cell: 'max-phone:[grid-area:1/2] max-phone:text-right',
    value: ({ benchmark }) => <FreshnessWord freshness={benchmark.freshness} />,
  },
  {
    title: 'Metric, top score and interval',
    head: 'w-[23%] max-wide:w-[32%]',
    cell: 'max-phone:[grid-area:2/1] max-phone:whitespace-normal max-phone:text-pretty',
    value: (row) => <TopScore row={row} />,
  },
  {
    title: 'Tied first',
    head: 'w-[7%] max-wide:w-[10%]',
    align: 'end',
    cell: "max-phone:[grid-area:2/2] max-phone:self-end max-phone:before:text-ink-3 max-phone:before:content-['tied_first_']",
    value: ({ lead }) => (lead?.leader ? `${lead.tiedCount} of ${lead.rankedCount}` : '–'),
  },
  {
    title: 'Changed',
    head: 'w-[7%] max-wide:hidden',
    align: 'end',
    cell: 'text-ink-2 max-wide:hidden',
    value: ({ changed }) => <Instant at={changed?.at ?? null} precision="shortDay" />,
  },
];

function NewestRound({ row: { benchmark } }: { row: BenchmarkListRow }) {
  const round = findNewestRound(benchmark);
  if (!round) return <span className="text-ink-3">no round yet</span>;
  return (
    <>
      <RoundGlyph
        state={round.state}
        className={`mr-5 size-11 align-[-1px] ${round.state === 'open' ? 'text-over' : ''}`}
      />
      <bdi>{round.title}</bdi>, {round.state}
    </>
  );
}

function TopScore({ row }: { row: BenchmarkListRow }) {
  if (!row.lead?.leader) return <span className="text-ink-3">{describeAbsentLeader(row)}</span>;
  const { metric, leader } = row.lead;
  const { title, short } = metricByName[metric];
  return (
    <>
      {short ? (
        <>
          <span className="max-wide:hidden">{title}</span>
          <abbr title={title} className="hidden no-underline max-wide:inline">
            {short}
          </abbr>
        </>
      ) : (
        title
      )}{' '}
      <b className="font-semibold">{formatScore(metric, leader.score)}</b>{' '}
      <span className="text-ink-2">({describeInterval(metric, leader.interval)})</span>
    </>
  );
}
