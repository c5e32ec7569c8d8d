import Link from 'next/link';
import {
  addressOfSearch,
  type BenchmarkSearch,
  type BenchmarkSort,
  benchmarkSorts,
  listedStates,
  sortOf,
} from '@/lib/contracts/benchmark-search';
import { type Task, tasks } from '@/lib/core/benchmark';
import { benchmarkFreshnessStates } from '@/lib/core/freshness/freshness';
import { Button } from '../_ui/controls/button';
import { controlClasses, FieldBox } from '../_ui/forms/form-fields';

const taskTitles: Readonly<Record<Task, string>> = {
  binary: 'two classes',
  multiclass: 'several classes',
  regression: 'numbers',
  text: 'texts',
};

const sortTitles: Readonly<Record<BenchmarkSort, string>> = {
  match: 'best match',
  close: 'next to close',
  change: 'last change',
  models: 'most models',
  title: 'title',
};

/** The active filters of a search, each in words. */
export const listFilters = ({ task, state, freshness, tag }: BenchmarkSearch): string[] => [
  ...(task === null ? [] : [`Task: ${taskTitles[task]}`]),
  ...(state === null ? [] : [`Newest round: ${state}`]),
  ...(freshness === null ? [] : [`Official ranking: ${freshness}`]),
  ...(tag === null ? [] : [`Tag: ${tag}`]),
];

type BenchmarkFinderProps = {
  search: BenchmarkSearch;
  /** The most frequent tags. The chosen tag is offered even if it isn't among them. */
  tags: readonly string[];
};

/** A plain form for search and filters, so that it works without JavaScript. */
export function BenchmarkFinder({ search, tags }: BenchmarkFinderProps) {
  return (
    <search className="mb-s3">
      <form action="/benchmarks" className="flex flex-wrap items-center gap-x-s3 gap-y-s2">
        <div className="max-w-380 flex-[1_1_250px] max-phone:max-w-none max-phone:flex-[1_1_100%]">
          <FieldBox size="line">
            <SearchGlyph />
            <input
              type="search"
              name="q"
              defaultValue={search.words}
              placeholder="Title, team or model"
              aria-label="Search benchmarks"
              className={controlClasses('line')}
            />
          </FieldBox>
        </div>
        <Button type="submit">Search</Button>
        <QuickFilters search={search} />
        <MoreFilters search={search} tags={tags} />
      </form>
    </search>
  );
}

function QuickFilters({ search }: { search: BenchmarkSearch }) {
  const { state, freshness } = search;
  const filters = [
    { title: 'all', wanted: { state: null, freshness: null } },
    { title: 'open now', wanted: { state: 'open', freshness: null } },
    { title: 'retired', wanted: { state: null, freshness: 'retired' } },
  ] as const;
  return (
    <nav
      aria-label="Benchmarks by state"
      className="flex h-34 rounded-edge border border-rule-2 bg-panel text-small max-phone:flex-1"
    >
      {filters.map(({ title, wanted }) => (
        <Link
          key={title}
          href={addressOfSearch({ ...search, ...wanted, page: 1 })}
          aria-current={state === wanted.state && freshness === wanted.freshness ? 'true' : undefined}
          scroll={false}
          prefetch={false}
          className="flex items-center border-l border-rule px-12 whitespace-nowrap text-ink-2 no-underline first:border-l-0 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:shadow-[inset_0_-3px_var(--ink)] max-phone:flex-1 max-phone:justify-center max-phone:px-4"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

function MoreFilters({ search, tags }: { search: BenchmarkSearch; tags: readonly string[] }) {
  const offered = [...new Set([...tags, ...(search.tag === null ? [] : [search.tag])])].sort();
  const isUsed = listFilters(search).length > 0 || search.sort !== null;
  return (
    <details open={isUsed} className="ml-auto text-small open:ml-0 open:basis-full">
      <summary className="button is-plain w-fit">More filters</summary>
      <div className="mt-s2 flex flex-wrap gap-s2">
        <Choice
          name="task"
          label="Task"
          chosen={search.task}
          all="any"
          options={tasks.map((value) => ({ value, title: taskTitles[value] }))}
        />
        <Choice
          name="state"
          label="Newest round"
          chosen={search.state}
          all="any"
          options={listedStates.map(asItself)}
        />
        <Choice
          name="freshness"
          label="Official ranking"
          chosen={search.freshness}
          all="any"
          options={benchmarkFreshnessStates.map(asItself)}
        />
        {offered.length > 0 && (
          <Choice name="tag" label="Tag" chosen={search.tag} all="any" options={offered.map(asItself)} />
        )}
        <Choice
          name="sort"
          label="Sort"
          chosen={sortOf(search)}
          options={benchmarkSorts
            .filter((value) => value !== 'match' || search.words !== '')
            .map((value) => ({ value, title: sortTitles[value] }))}
        />
        <Button type="submit">Apply</Button>
      </div>
    </details>
  );
}

type Option = { value: string; title: string };

const asItself = (value: string): Option => ({ value, title: value });

type ChoiceProps = {
  name: string;
  label: string;
  chosen: string | null;
  all?: string;
  options: readonly Option[];
};

/** @param all title of the option that means no filter, if there is such an option */
function Choice({ name, label, chosen, all, options }: ChoiceProps) {
  return (
    <label className="text-small max-phone:flex-[1_1_44%]">
      <FieldBox size="line">
        <span className="whitespace-nowrap text-ink-2">{label}</span>
        <select
          name={name}
          defaultValue={chosen ?? ''}
          className={`field-sizing-content pr-2 ${controlClasses('line')}`}
        >
          {all && <option value="">{all}</option>}
          {options.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </FieldBox>
    </label>
  );
}

function SearchGlyph() {
  return (
    <svg className="glyph size-14 flex-none" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="m9.2 9.2 3.8 3.8" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}
