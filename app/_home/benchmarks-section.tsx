import Link from 'next/link';
import type { ReactNode } from 'react';
import { addressOfSearch, allBenchmarks, type BenchmarkSearch } from '@/lib/contracts/benchmark-search';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { ButtonLink } from '../_ui/controls/button';
import { Section } from '../_ui/page/section';
import { Callout } from '../_ui/words/callout';
import { BenchmarkFinder, listFilters } from './benchmark-finder';
import { BenchmarkList } from './benchmark-list';

type Props = {
  search: BenchmarkSearch;
  /** Names of query parameters whose values were invalid and so ignored. */
  ignored?: readonly string[];
  list: BenchmarkListPage;
  now: Date;
  kind: 'page' | 'section';
};

export function BenchmarksSection({ search, ignored = [], list, now, kind }: Props) {
  const { rows, counts } = list;
  return (
    <Section kind={kind} id="benchmarks" title="Benchmarks" aside={describeCounts(counts)}>
      {counts.listed > 0 && <BenchmarkFinder search={search} tags={list.tags} />}
      {ignored.length > 0 && (
        <Callout tone="note" role="status">
          {describeIgnored(ignored)}
        </Callout>
      )}
      {rows.length === 0 ? (
        <NoBenchmarks search={search} list={list} />
      ) : (
        <>
          <BenchmarkList rows={rows} now={now} />
          <Pages search={search} list={list} />
        </>
      )}
    </Section>
  );
}

const format = (count: number): string => count.toLocaleString('en');

function describeCounts({ listed, all, open }: BenchmarkListPage['counts']): string {
  const found = all === listed ? '' : `${format(all)} of `;
  return `${found}${format(listed)} ${listed === 1 ? 'benchmark' : 'benchmarks'}, ${format(open)} with an open round`;
}

const namesInAddress: Readonly<Record<string, string>> = {
  task: 'task',
  state: 'round',
  freshness: 'freshness',
  tag: 'tag',
  sort: 'sort',
  page: 'page',
};

function describeIgnored(ignored: readonly string[]): string {
  const names = ignored.flatMap((name) => namesInAddress[name] ?? []);
  const choices =
    names.length > 0 ? `The address has an unknown ${names.join(', ')}, which was ignored.` : '';
  const words = ignored.includes('q') ? 'Only the first 100 characters are searched for.' : '';
  return [choices, words].filter(Boolean).join(' ');
}

/** Links to the pages of the list; nothing if all benchmarks fit on one page. */
function Pages({
  search,
  list: { rows, total, offset, pageCount },
}: {
  search: BenchmarkSearch;
  list: BenchmarkListPage;
}) {
  if (pageCount < 2) return null;
  const { page } = search;
  const addressOfPage = (to: number) => addressOfSearch({ ...search, page: to });
  return (
    <nav
      aria-label="Pages of benchmarks"
      className="mt-s3 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small"
    >
      <span className="mr-auto">
        {format(offset + 1)}–{format(offset + rows.length)} of {format(total)}
      </span>
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

/** The text shown if no benchmark is listed or found, or if the page number is too large. */
function NoBenchmarks({ search, list }: { search: BenchmarkSearch; list: BenchmarkListPage }) {
  const { counts, total, pageCount } = list;
  if (counts.listed === 0)
    return (
      <p className="mt-s4 border-y border-dashed border-rule-2 py-s5">
        No benchmark is listed yet. <Link href="/maintain/new">Host the first one</Link>.
      </p>
    );
  if (total > 0)
    return (
      <Empty title={`There is no page ${search.page}`}>
        <p>
          {format(total)} {total === 1 ? 'benchmark fills' : 'benchmarks fill'} {pageCount}{' '}
          {pageCount === 1 ? 'page' : 'pages'}.
        </p>
        <ButtonLink href={addressOfSearch({ ...search, page: pageCount })}>Go to the last page</ButtonLink>
      </Empty>
    );
  const filters = listFilters(search);
  return (
    <Empty
      title={
        search.words === '' ? (
          'No benchmark matches these filters'
        ) : (
          <>
            No benchmark matches “<bdi>{search.words}</bdi>”
          </>
        )
      }
    >
      <p>
        {filters.map((filter) => `${filter}. `).join('')}
        {format(counts.listed)} {counts.listed === 1 ? 'other is' : 'others are'} hidden.
      </p>
      <ButtonLink href={addressOfSearch(allBenchmarks)}>
        {filters.length > 0 ? 'Clear filters' : 'Show all'}
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
