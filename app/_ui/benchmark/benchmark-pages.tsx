import {
  addressOfSearch,
  type BenchmarkSearch,
  type RowLook,
  rowLooks,
} from '@/lib/contracts/benchmark-search';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { ButtonLink } from '../controls/button-link';

/** Which of how many the list shows, and the ways on. @param look how its rows are set */
export function BenchmarkPages({
  search,
  list: { rows, total, offset, pageCount },
  look,
}: {
  search: BenchmarkSearch;
  list: BenchmarkListPage;
  look: RowLook;
}) {
  const { page } = search;
  const other = rowLooks.find((one) => one !== look) ?? look;
  const addressOfPage = (to: number) => addressOfSearch({ ...search, page: to });
  return (
    <nav
      aria-label="Pages of benchmarks"
      className="mt-s3 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small"
    >
      <span>
        {format(offset + 1)}–{format(offset + rows.length)} of {format(total)}
      </span>
      <span className="mr-auto text-ink-3">The address of this page keeps your search and filters.</span>
      {pageCount > 1 && (
        <ButtonLink prefetch={false} href={addressOfSearch({ ...search, rows: other })} look="text">
          {other === 'compact' ? 'Compact rows' : 'Roomy rows'}
        </ButtonLink>
      )}
      {page > 1 && (
        <ButtonLink prefetch={false} href={addressOfPage(page - 1)} rel="prev">
          Previous 50
        </ButtonLink>
      )}
      {page < pageCount && (
        <ButtonLink prefetch={false} href={addressOfPage(page + 1)} rel="next">
          Next {Math.min(50, total - offset - rows.length)}
        </ButtonLink>
      )}
    </nav>
  );
}

const format = (count: number): string => count.toLocaleString('en');
