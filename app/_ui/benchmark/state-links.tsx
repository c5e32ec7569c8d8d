import Link from 'next/link';
import {
  addressOfSearch,
  type BenchmarkSearch,
  type ListedState,
  listedStates,
} from '@/lib/contracts/benchmark-search';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { describeState } from './search-titles';

/** The states of newest rounds, with how many benchmarks are in each; a frozen one only where there are some. */
export function StateLinks({
  search,
  counts,
}: {
  search: BenchmarkSearch;
  counts: BenchmarkListPage['counts'];
}) {
  const isShown = (state: ListedState) =>
    state !== 'frozen' || counts.frozen > 0 || search.state === 'frozen';
  return (
    <nav
      aria-label="Newest round"
      className="flex h-34 rounded-edge border border-rule-2 bg-panel text-small max-phone:flex-[1_1_100%]"
    >
      {[null, ...listedStates.filter(isShown)].map((state) => (
        <Link
          key={describeState(state)}
          href={addressOfSearch({ ...search, state, page: 1 })}
          aria-current={state === search.state ? 'true' : undefined}
          scroll={false}
          prefetch={false}
          className="flex items-center gap-6 border-l border-rule px-11 whitespace-nowrap text-ink-2 no-underline first:border-l-0 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:shadow-[inset_0_-3px_var(--ink)] max-phone:flex-1 max-phone:justify-center max-phone:px-4"
        >
          {describeState(state)}{' '}
          <span className="font-normal text-ink-3">{state === null ? counts.all : counts[state]}</span>
        </Link>
      ))}
    </nav>
  );
}
