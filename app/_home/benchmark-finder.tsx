import {
  type BenchmarkSearch,
  type BenchmarkSort,
  benchmarkSorts,
  sortOf,
} from '@/lib/contracts/benchmark-search';
import { tasks } from '@/lib/core/benchmark';
import { benchmarkFreshnessStates } from '@/lib/core/freshness/freshness';
import type { BenchmarkListPage } from '@/services/page/find-benchmark-list-page';
import { Button } from '../controls/button';
import { controlClasses, FieldBox } from '../forms/field-box';
import { freshnessTitles, sortTitles, taskTitles } from './search-titles';
import { StateLinks } from './state-links';

/** Words and filters for the list, which become its address: a plain form, so that it works without JavaScript. */
export function BenchmarkFinder({
  search,
  counts,
  tags,
}: {
  search: BenchmarkSearch;
  counts: BenchmarkListPage['counts'];
  /** To choose from; the chosen one is offered in any case. */
  tags: readonly string[];
}) {
  return (
    <search className="mb-s3 flex flex-wrap items-center gap-x-s3 gap-y-s2">
      <form action="/benchmarks" className="contents">
        <div className="max-w-320 flex-[1_1_250px] max-phone:max-w-none max-phone:flex-[1_1_100%]">
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
        <Choice name="task" label="Task" chosen={search.task} all="any" options={tasks.map(ofTask)} />
        <Choice
          name="freshness"
          label="Freshness"
          chosen={search.freshness}
          all="any"
          options={benchmarkFreshnessStates.map(ofFreshness)}
        />
        {(tags.length > 0 || search.tag) && (
          <Choice name="tag" label="Tag" chosen={search.tag} all="any" options={listTags(search, tags)} />
        )}
        <Choice name="sort" label="Sort" chosen={sortOf(search)} options={listSorts(search)} />
        {search.state && <input type="hidden" name="state" value={search.state} />}
        {search.rows && <input type="hidden" name="rows" value={search.rows} />}
        <Button type="submit">Search</Button>
      </form>
      <StateLinks search={search} counts={counts} />
    </search>
  );
}

type Option = { value: string; title: string };
const ofTask = (value: (typeof tasks)[number]): Option => ({ value, title: taskTitles[value] });
const ofFreshness = (value: (typeof benchmarkFreshnessStates)[number]): Option => ({
  value,
  title: freshnessTitles[value],
});

const listTags = ({ tag }: BenchmarkSearch, tags: readonly string[]): Option[] =>
  [...new Set([...tags, ...(tag === null ? [] : [tag])])].sort().map((value) => ({ value, title: value }));

/** By the match only where there are words. */
function listSorts({ words }: BenchmarkSearch): Option[] {
  const titles: Readonly<Record<BenchmarkSort, string>> = { match: 'best match', ...sortTitles };
  return benchmarkSorts
    .filter((value) => value !== 'match' || words !== '')
    .map((value) => ({ value, title: titles[value] }));
}

/** One of many beside its name. @param all what choosing none of them is called, where that can be done */
function Choice({
  name,
  label,
  chosen,
  all,
  options,
}: {
  name: string;
  label: string;
  chosen: string | null;
  all?: string;
  options: readonly Option[];
}) {
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
