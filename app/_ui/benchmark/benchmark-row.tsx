import Link from 'next/link';
import { formatLede } from '@/adapters/markdown';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { formatInterval, formatScore } from '../format-score';
import { Instant } from '../instant';
import { RoundBadge } from '../round/round-badge';
import { RoundProgress } from '../round/round-progress';
import { FreshnessBadge } from './freshness-badge';

export function BenchmarkRow({ row: { benchmark, lead }, now }: { row: BenchmarkListRow; now: Date }) {
  const { open_round: open, newest_closed_round: closed, frozen_round: frozen } = benchmark;
  const newest = open ?? newerOf(frozen, closed);
  return (
    <tr>
      <th scope="row">
        <Link href={`/benchmarks/${benchmark.slug}`}>{benchmark.title}</Link>
        <span>{formatLede(benchmark.description)}</span>
      </th>
      <td className="ro">
        {newest ? (
          <RoundBadge title={newest.title} state={newest.state} />
        ) : (
          <span className="faint">no round yet</span>
        )}
        {frozen && frozen !== newest && <RoundBadge title={frozen.title} state={frozen.state} />}
      </td>
      <td className="fq">
        <FreshnessBadge freshness={benchmark.freshness} size="row" />
      </td>
      <td className="cd">
        {open ? (
          <RoundProgress opensAt={open.opens_at} closesAt={open.closes_at} now={now} />
        ) : (
          <span className="faint">no round open</span>
        )}
        {benchmark.overdue_since && (
          <small>
            <b className="over">refresh overdue</b> since{' '}
            <Instant at={benchmark.overdue_since} precision="shortDay" />
          </small>
        )}
      </td>
      <td className="le">
        <Leader lead={lead} title={closed?.title ?? null} />
      </td>
      <td className="num ti" data-l="entered">
        {lead ? <b>{lead.entered}</b> : <span className="faint">–</span>}
      </td>
    </tr>
  );
}

type RoundSummary = NonNullable<BenchmarkListRow['benchmark']['newest_closed_round']>;

function newerOf(a: RoundSummary | null, b: RoundSummary | null): RoundSummary | null {
  return a && b ? (a.number > b.number ? a : b) : (a ?? b);
}

function Leader({ lead, title }: { lead: BenchmarkListRow['lead']; title: string | null }) {
  const first = lead?.leader;
  if (!lead || !first) return <span className="faint">no official ranking yet</span>;
  const others = lead.tiedCount - 1;
  return (
    <>
      {first.model}
      {others > 0 && ` and ${others} more`}
      <small>
        {formatScore(lead.metric, first.score)} ({formatInterval(lead.metric, first.interval)}), {title}
      </small>
    </>
  );
}
