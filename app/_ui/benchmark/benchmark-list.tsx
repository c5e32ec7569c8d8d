import Link from 'next/link';
import type { ReactNode } from 'react';
import { describeInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { DataTable } from '../table/data-table';
import { FreshnessBadge } from './freshness-badge';
import { NewestRounds } from './newest-rounds';
import { RoundClock } from './round-clock';

export function BenchmarkList({ rows, now }: { rows: readonly BenchmarkListRow[]; now: Date }) {
  if (rows.length === 0)
    return (
      <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
        No benchmark is listed yet. <Link href="/maintain/new">Make the first one</Link>.
      </p>
    );
  return (
    <DataTable<BenchmarkListRow>
      look="benchmarks"
      rows={rows}
      keyOf={({ benchmark }) => benchmark.slug}
      columns={[
        {
          title: 'Benchmark',
          heading: <Heading title="Benchmark" note="task" />,
          isRowHeader: true,
          value: ({ benchmark }) => <BenchmarkName benchmark={benchmark} />,
        },
        {
          title: 'Newest round',
          cell: 'max-phone:[grid-area:2/1]',
          value: ({ benchmark }) => <NewestRounds benchmark={benchmark} />,
        },
        {
          title: 'Freshness',
          cell: 'max-phone:[grid-area:4/1/5/3]',
          value: ({ benchmark }) => <FreshnessBadge freshness={benchmark.freshness} size="list" />,
        },
        {
          title: 'Closes in',
          heading: <Heading title="Closes in" note="share of the round gone" />,
          cell: 'max-phone:[grid-area:2/2]',
          value: ({ benchmark }) => <RoundClock benchmark={benchmark} now={now} />,
        },
        {
          title: 'Leader',
          heading: <Heading title="Leader" note="newest closed round, final part" />,
          cell: 'max-phone:[grid-area:3/1]',
          value: (row) => <Leader row={row} />,
        },
        {
          title: 'Entered',
          heading: <Heading title="Entered" note="models" />,
          align: 'end',
          cell: "max-phone:[grid-area:3/2] max-phone:before:text-small/inherit max-phone:before:text-ink-3 max-phone:before:content-['entered_']",
          value: ({ lead }) => <EnteredCount count={lead?.entered} />,
        },
      ]}
    />
  );
}

function Heading({ title, note }: { title: string; note: string }) {
  return (
    <>
      {title}
      <small className="block text-micro text-ink-3">{note}</small>
    </>
  );
}

function BenchmarkName({ benchmark }: { benchmark: BenchmarkListRow['benchmark'] }) {
  return (
    <>
      <Link
        href={`/benchmarks/${benchmark.slug}`}
        className="font-serif text-[1.1875rem]/[1.25] font-semibold font-stretch-normal text-ink normal-nums no-underline hover:underline"
      >
        {benchmark.title}
      </Link>
      <span className="block text-small text-ink-2">{benchmark.summary}</span>
    </>
  );
}

function Leader({ row: { benchmark, lead } }: { row: BenchmarkListRow }) {
  const first = lead?.leader;
  if (!lead || !first) return <Absent>no official ranking yet</Absent>;
  const others = lead.tiedCount - 1;
  return (
    <>
      {first.model}
      {others > 0 && ` and ${others} more`}
      <small className="block text-small/inherit text-ink-2">
        {formatScore(lead.metric, first.score)} ({describeInterval(lead.metric, first.interval)}),{' '}
        {benchmark.newest_closed_round?.title ?? null}
      </small>
    </>
  );
}

function EnteredCount({ count }: { count: number | undefined }) {
  if (count === undefined) return <Absent>–</Absent>;
  return (
    <b className="font-serif text-[1.1875rem]/none font-medium font-stretch-normal normal-nums">{count}</b>
  );
}

function Absent({ children }: { children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>;
}
