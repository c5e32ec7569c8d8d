import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { ButtonLink } from '../controls/button-link';
import { BenchmarkList } from './benchmark-list';

export function BenchmarksSection({
  list: { rows, total, openTotal, pageCount },
  page,
  now,
  heading,
}: {
  list: BenchmarkListPage;
  /** Which one it is, from 1 on. */
  page: number;
  now: Date;
  heading: 'h1' | 'h2';
}) {
  const Heading = heading;
  return (
    <section className={heading === 'h1' ? 'page-head' : 'sec'}>
      <div className="sec-head">
        <Heading>Benchmarks</Heading>
        <p className="small muted">
          {total} {total === 1 ? 'benchmark' : 'benchmarks'}, {openTotal} with a round open.
          {openTotal > 1 && ' Next to close first.'}
        </p>
      </div>
      <BenchmarkList rows={rows} now={now} />
      {pageCount > 1 && <BenchmarkPages page={page} pageCount={pageCount} />}
    </section>
  );
}

function BenchmarkPages({ page, pageCount }: { page: number; pageCount: number }) {
  const pathOf = (to: number) => (to === 1 ? '/benchmarks' : `/benchmarks?page=${to}`);
  return (
    <nav className="brow acts-pages" aria-label="Pages of benchmarks">
      {page > 1 && <ButtonLink href={pathOf(page - 1)}>Earlier benchmarks</ButtonLink>}
      {page < pageCount && <ButtonLink href={pathOf(page + 1)}>More benchmarks</ButtonLink>}
    </nav>
  );
}
