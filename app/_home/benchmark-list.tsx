import Link from 'next/link';
import { freshnessWords } from '@/lib/core/freshness/freshness';
import { describeInterval, formatScore } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { FreshnessGlyph, freshnessTones } from '../_ui/freshness/freshness-badge';
import { Instant } from '../_ui/instant';
import { DataTable } from '../_ui/table/data-table';

/** A list of benchmarks with four facts about each: name, official ranking, best score, and date of the next test set. */
export function BenchmarkList({ rows, now }: { rows: readonly BenchmarkListRow[]; now: Date }) {
  return (
    <DataTable<BenchmarkListRow>
      look="benchmarks"
      rows={rows}
      keyOf={({ benchmark }) => benchmark.slug}
      testId="benchmarks"
      columns={[
        { title: 'Benchmark', isRowHeader: true, value: (row) => <Name row={row} /> },
        {
          title: 'Official ranking',
          head: 'w-[25%]',
          cell: 'max-phone:[grid-area:2/1]',
          value: (row) => <OfficialRanking row={row} />,
        },
        {
          title: 'Best score, 95 % interval',
          head: 'w-[27%]',
          cell: 'max-phone:[grid-area:3/1/auto/span_2]',
          value: (row) => <BestScore row={row} />,
        },
        {
          title: 'Next test set',
          head: 'w-[18%]',
          cell: "max-phone:[grid-area:2/2] max-phone:text-right max-phone:before:text-small/inherit max-phone:before:text-ink-3 max-phone:before:content-['next_test_set']",
          value: (row) => <NextTestSet row={row} now={now} />,
        },
      ]}
    />
  );
}

const noteClasses = 'block text-small/[1.35] text-ink-2';

function Name({ row: { benchmark } }: { row: BenchmarkListRow }) {
  return (
    <>
      <Link
        href={`/benchmarks/${benchmark.slug}`}
        prefetch={false}
        className="line-clamp-2 font-serif text-h3/[1.25] font-semibold font-stretch-normal wrap-anywhere text-ink normal-nums no-underline hover:underline"
      >
        <bdi>{benchmark.title}</bdi>
      </Link>
      <span className="line-clamp-2 text-small/[1.35] font-normal text-ink-2" title={benchmark.summary}>
        <bdi>{benchmark.summary}</bdi>
      </span>
    </>
  );
}

function OfficialRanking({ row: { benchmark, freshnessBrief } }: { row: BenchmarkListRow }) {
  if (!benchmark.freshness) return <span className="text-ink-3">none yet</span>;
  const { state, fact } = benchmark.freshness;
  return (
    <span className="inline-flex items-start gap-10" title={fact}>
      <FreshnessGlyph freshness={state} className={`h-24 w-16 flex-none ${freshnessTones[state]}`} />
      <span>
        <b className={`block font-semibold ${freshnessTones[state]}`}>{freshnessWords[state]}</b>
        <small className={noteClasses}>
          <bdi>{freshnessBrief}</bdi>
        </small>
      </span>
    </span>
  );
}

function BestScore({ row }: { row: BenchmarkListRow }) {
  const first = row.lead?.leader;
  if (!row.lead || !first) return <span className="text-ink-3">{describeMissingScore(row)}</span>;
  const { metric, tiedCount } = row.lead;
  const { title, short } = metricByName[metric];
  return (
    <>
      <span className="line-clamp-2 wrap-anywhere" title={first.model}>
        <bdi>{first.model}</bdi>
        {tiedCount > 1 && <span className="text-ink-2"> and {tiedCount - 1} more</span>}
      </span>
      <small className={noteClasses}>
        {short ? (
          <abbr title={title} className="no-underline">
            {short}
          </abbr>
        ) : (
          title
        )}{' '}
        <b className="font-semibold text-ink">{formatScore(metric, first.score)}</b> (
        {describeInterval(metric, first.interval)})
      </small>
    </>
  );
}

type Props = {
  readonly lead: object | null;
  readonly benchmark: {
    readonly newest_closed_round: object | null;
    readonly freshness: { readonly state: string } | null;
  };
};

/** The reason why a benchmark has no best score. After a close, the ranking is computed within seconds. */
function describeMissingScore({ lead, benchmark }: Props): string {
  if (benchmark.newest_closed_round === null)
    return benchmark.freshness?.state === 'stale'
      ? 'its ranking no longer counts'
      : 'no official ranking yet';
  return lead === null ? 'ranking in progress' : 'no model is ranked';
}

function NextTestSet({ row: { benchmark, nextTestSetAt }, now }: { row: BenchmarkListRow; now: Date }) {
  const { open_round: open, frozen_round: frozen, overdue_since: overdueSince } = benchmark;
  const isAhead = nextTestSetAt !== null && Date.parse(nextTestSetAt) > now.getTime();
  return (
    <>
      <b className="block font-semibold">
        {isAhead ? <Instant at={nextTestSetAt} precision="longDay" /> : overdueSince ? 'late' : 'no date'}
      </b>
      <small className={noteClasses}>
        {overdueSince && (
          <>
            {isAhead && 'late: '}it was due on <Instant at={overdueSince} precision="shortDay" />;{' '}
          </>
        )}
        {open ? (
          <>
            <bdi>{open.title}</bdi> is open
          </>
        ) : frozen ? (
          <>
            <bdi>{frozen.title}</bdi> is frozen
          </>
        ) : (
          'no round is open'
        )}
      </small>
    </>
  );
}
