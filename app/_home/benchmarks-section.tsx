import type { BenchmarkSearch } from '@/lib/contracts/benchmark-search';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { Section } from '../page/section';
import { Callout } from '../words/callout';
import { BenchmarkFinder } from './benchmark-finder';
import { BenchmarkList } from './benchmark-list';
import { BenchmarkPages } from './benchmark-pages';
import { CompactBenchmarkList } from './compact-benchmark-list';
import { NoBenchmarks } from './no-benchmarks';
import { queryTitles } from './search-titles';

/** From so many on rows are dense, unless the reader chose. */
const compactFrom = 200;

/** @param ignored names of values of the address that weren't understood */
export function BenchmarksSection({
  search,
  ignored = [],
  list,
  now,
  kind,
}: {
  search: BenchmarkSearch;
  ignored?: readonly string[];
  list: BenchmarkListPage;
  now: Date;
  /** All of a page, or one part of it. */
  kind: 'page' | 'section';
}) {
  const { rows, total, counts } = list;
  const look = search.rows ?? (total >= compactFrom ? 'compact' : 'roomy');
  const List = look === 'compact' ? CompactBenchmarkList : BenchmarkList;
  return (
    <Section kind={kind} id="benchmarks" title="Benchmarks" aside={describeCounts(counts)}>
      {counts.listed > 0 && <BenchmarkFinder search={search} counts={counts} tags={list.tags} />}
      {ignored.length > 0 && (
        <Callout tone="note" role="status">
          {describeIgnored(ignored)}
        </Callout>
      )}
      {rows.length === 0 ? (
        <NoBenchmarks search={search} list={list} />
      ) : (
        <>
          <List rows={rows} now={now} />
          <BenchmarkPages search={search} list={list} look={look} />
        </>
      )}
    </Section>
  );
}

function describeCounts({ listed, all, open }: BenchmarkListPage['counts']): string {
  const found = all === listed ? '' : `${all.toLocaleString('en')} of `;
  return `${found}${listed.toLocaleString('en')} ${listed === 1 ? 'benchmark' : 'benchmarks'}, ${open.toLocaleString('en')} with a round open`;
}

function describeIgnored(ignored: readonly string[]): string {
  const names = ignored.flatMap((name) => queryTitles[name] ?? []);
  const choices = names.length > 0 ? `The address has no such ${names.join(', ')}: left out.` : '';
  const words = ignored.includes('q') ? 'Only the first 100 characters are searched for.' : '';
  return [choices, words].filter(Boolean).join(' ');
}
