import Link from 'next/link';
import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { BenchmarkRow } from './benchmark-row';

export function BenchmarkList({ rows, now }: { rows: readonly BenchmarkListRow[]; now: Date }) {
  if (rows.length === 0)
    return (
      <p className="empty">
        No benchmark is listed yet. <Link href="/maintain/new">Make the first one</Link>.
      </p>
    );
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">
            Benchmark<small>task</small>
          </th>
          <th scope="col">Newest round</th>
          <th scope="col">Freshness</th>
          <th scope="col">
            Closes in<small>share of the round gone</small>
          </th>
          <th scope="col">
            Leader<small>newest closed round, final part</small>
          </th>
          <th scope="col" className="num">
            Entered<small>models</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <BenchmarkRow key={row.benchmark.slug} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
}
