import Link from 'next/link';
import type { ReactNode } from 'react';
import { describeInterval, formatScore } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { Instant } from '../instant';
import { type Column, DataTable } from '../table/data-table';
import { actWords } from './act-words';
import { describeAbsentLeader } from './describe-absent-leader';
import { ListedFreshness } from './freshness-badge';
import { NewestRounds } from './newest-rounds';
import { RoundClock } from './round-clock';

/** Benchmarks with a score each, its metric beside it. */
export function BenchmarkList({ rows, now }: { rows: readonly BenchmarkListRow[]; now: Date }) {
  return (
    <DataTable<BenchmarkListRow>
      look="benchmarks"
      rows={rows}
      keyOf={({ benchmark }) => benchmark.slug}
      testId="benchmarks"
      columns={listColumns(now)}
    />
  );
}

const listColumns = (now: Date): Column<BenchmarkListRow>[] => [
  {
    title: 'Benchmark',
    heading: <Heading title="Benchmark" note="task, and who runs it" />,
    isRowHeader: true,
    value: (row) => <BenchmarkName row={row} />,
  },
  {
    title: 'Newest round',
    head: 'w-[12%] max-wide:w-[17%]',
    cell: 'max-phone:[grid-area:2/1]',
    value: ({ benchmark }) => <NewestRounds benchmark={benchmark} now={now} />,
  },
  {
    title: 'Freshness',
    heading: <Heading title="Freshness" note="main reason" />,
    head: 'w-[14%] max-wide:w-[20%]',
    cell: 'max-phone:[grid-area:2/2] max-phone:justify-self-end',
    value: ({ benchmark }) => <ListedFreshness freshness={benchmark.freshness} />,
  },
  {
    title: 'Closes in',
    heading: <Heading title="Closes in" note="share gone" />,
    head: 'w-[9.5%] max-wide:hidden',
    cell: 'max-wide:hidden',
    value: ({ benchmark }) => <RoundClock benchmark={benchmark} now={now} />,
  },
  {
    title: 'Top score',
    heading: (
      <Heading title="Top score, and its metric" note="with its interval, of the newest closed round" />
    ),
    head: 'w-[22.5%] max-wide:w-[27%]',
    cell: 'max-phone:[grid-area:3/1]',
    value: (row) => <TopScore row={row} />,
  },
  {
    title: 'Tied first',
    heading: <Heading title="Tied first" note="of models" />,
    head: 'w-[7%] max-wide:w-[9%]',
    align: 'end',
    cell: "max-phone:[grid-area:3/2] max-phone:self-end max-phone:before:text-small/inherit max-phone:before:text-ink-3 max-phone:before:content-['tied_first_']",
    value: (row) => <TiedFirst row={row} />,
  },
  {
    title: 'Last change',
    heading: <Heading title="Last change" note="UTC" />,
    head: 'w-[11.5%] max-wide:hidden',
    align: 'end',
    cell: 'max-wide:hidden',
    value: (row) => <LastChange row={row} />,
  },
];

function Heading({ title, note }: { title: string; note: string }) {
  return (
    <>
      {title}
      <small className="block text-micro text-ink-3">{note}</small>
    </>
  );
}

function BenchmarkName({ row: { benchmark, ownerNames, changed } }: { row: BenchmarkListRow }) {
  return (
    <>
      <Link
        href={`/benchmarks/${benchmark.slug}`}
        prefetch={false}
        className="line-clamp-2 font-serif text-h3/[1.25] font-semibold font-stretch-normal wrap-anywhere text-ink normal-nums no-underline hover:underline"
      >
        <bdi>{benchmark.title}</bdi>
      </Link>
      <span className="block truncate text-small/[1.35] text-ink-2" title={benchmark.summary}>
        <bdi>{benchmark.summary}</bdi>
      </span>
      <span className="block truncate text-small/[1.35] text-ink-3 max-wide:whitespace-normal">
        {ownerNames.length > 0 && (
          <>
            by <bdi>{ownerNames.join(', ')}</bdi>
          </>
        )}
        {changed && (
          // A column of its own has it where there is room.
          <span className="hidden max-wide:inline">
            {ownerNames.length > 0 && '; '}
            {actWords[changed.act]} <Instant at={changed.at} precision="shortDay" />
          </span>
        )}
      </span>
    </>
  );
}

function TopScore({ row }: { row: BenchmarkListRow }) {
  const { benchmark, lead } = row;
  const first = lead?.leader;
  if (!lead || !first) return <Absent>{describeAbsentLeader(row)}</Absent>;
  return (
    <>
      <span className="block truncate" title={first.model}>
        <bdi>{first.model}</bdi>
      </span>
      <small className="block text-small/[1.35] text-ink-2">
        {metricByName[lead.metric].title}{' '}
        <b className="font-semibold">{formatScore(lead.metric, first.score)}</b> (
        {describeInterval(lead.metric, first.interval)}), <bdi>{benchmark.newest_closed_round?.title}</bdi>
      </small>
    </>
  );
}

function TiedFirst({ row: { lead } }: { row: BenchmarkListRow }) {
  if (!lead?.leader) return <Absent>–</Absent>;
  return (
    <>
      <b className="font-serif text-[1.1875rem]/none font-medium font-stretch-normal normal-nums">
        {lead.tiedCount}
      </b>{' '}
      of {lead.rankedCount}
    </>
  );
}

function LastChange({ row: { changed } }: { row: BenchmarkListRow }) {
  if (!changed) return <Absent>–</Absent>;
  return (
    <span className="whitespace-normal">
      {actWords[changed.act]}
      <small className="block text-small/[1.35] text-ink-2">
        <Instant at={changed.at} precision="shortMinute" />
      </small>
    </span>
  );
}

function Absent({ children }: { children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>;
}
