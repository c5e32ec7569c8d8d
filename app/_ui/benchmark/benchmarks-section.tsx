import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { ButtonLink } from '../controls/button-link';
import { Section } from '../page/section';
import { BenchmarkList } from './benchmark-list';

export function BenchmarksSection({
  list: { rows, total, openTotal, pageCount },
  page,
  now,
  kind,
}: {
  list: BenchmarkListPage;
  /** Which one it is, from 1 on. */
  page: number;
  now: Date;
  /** All of a page, or one part of it. */
  kind: 'page' | 'section';
}) {
  const aside = (
    <>
      {total} {total === 1 ? 'benchmark' : 'benchmarks'}, {openTotal} with a round open.
      {openTotal > 1 && ' Next to close first.'}
    </>
  );
  return (
    <Section kind={kind} title="Benchmarks" aside={aside}>
      <BenchmarkList rows={rows} now={now} />
      {pageCount > 1 && <BenchmarkPages page={page} pageCount={pageCount} />}
    </Section>
  );
}

function BenchmarkPages({ page, pageCount }: { page: number; pageCount: number }) {
  const pathOf = (to: number) => (to === 1 ? '/benchmarks' : `/benchmarks?page=${to}`);
  return (
    <nav className="mt-s5 flex items-center gap-s3" aria-label="Pages of benchmarks">
      {page > 1 && <ButtonLink href={pathOf(page - 1)}>Earlier benchmarks</ButtonLink>}
      {page < pageCount && <ButtonLink href={pathOf(page + 1)}>More benchmarks</ButtonLink>}
    </nav>
  );
}
