import { BenchmarkList } from './benchmark-list';
import type { BenchmarkListRow } from './list-benchmark-rows';

export function BenchmarksSection({
  rows,
  now,
  heading,
}: {
  rows: readonly BenchmarkListRow[];
  now: Date;
  heading: 'h1' | 'h2';
}) {
  const Heading = heading;
  const openCount = rows.filter(({ benchmark }) => benchmark.open_round).length;
  return (
    <section className={heading === 'h1' ? 'page-head' : 'sec'}>
      <div className="sec-head">
        <Heading>Benchmarks</Heading>
        <p className="small muted">
          {rows.length} {rows.length === 1 ? 'benchmark' : 'benchmarks'}, {openCount} with a round open.
          {openCount > 1 && ' Next to close first.'}
        </p>
      </div>
      <BenchmarkList rows={rows} now={now} />
    </section>
  );
}
