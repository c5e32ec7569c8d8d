import Link from 'next/link';
import type { ReactNode } from 'react';
import { addressOfSearch, allBenchmarks, type BenchmarkSearch } from '@/lib/contracts/benchmark-search';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { ButtonLink } from '../controls/button-link';
import { listFilters } from './search-titles';

/** Why the list is empty, and the way on: none is listed, none is found, or the page lies behind the last one. */
export function NoBenchmarks({ search, list }: { search: BenchmarkSearch; list: BenchmarkListPage }) {
  const { counts, total, pageCount } = list;
  if (counts.listed === 0)
    return (
      <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
        No benchmark is listed yet. <Link href="/maintain/new">Make the first one</Link>.
      </p>
    );
  if (total > 0)
    return (
      <Empty title={`There is no page ${search.page}`}>
        <p>
          {total.toLocaleString('en')} {total === 1 ? 'benchmark fills' : 'benchmarks fill'} {pageCount}{' '}
          {pageCount === 1 ? 'page' : 'pages'}.
        </p>
        <ButtonLink href={addressOfSearch({ ...search, page: pageCount })}>Go to the last page</ButtonLink>
      </Empty>
    );
  return (
    <Empty
      title={
        search.words === '' ? (
          'No benchmark fits'
        ) : (
          <>
            No benchmark matches “<bdi>{search.words}</bdi>”
          </>
        )
      }
    >
      <p>
        {listFilters(search)
          .map((filter) => `${filter}. `)
          .join('')}
        {counts.listed.toLocaleString('en')} {counts.listed === 1 ? 'other is' : 'others are'} hidden.
      </p>
      <ButtonLink href={addressOfSearch({ ...allBenchmarks, rows: search.rows })}>
        {listFilters(search).length > 0 ? 'Clear filters' : 'Show all'}
      </ButtonLink>
    </Empty>
  );
}

function Empty({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="grid max-w-form gap-s3 border border-rule p-s4 text-data text-ink-2">
      <h2 className="text-h3 font-semibold wrap-anywhere text-ink">{title}</h2>
      {children}
    </div>
  );
}
