import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { controlClasses, FieldBox } from '../forms/field-box';
import { LiveForm } from '../forms/live-form';
import { isMetricColumn, type RankingColumns } from './ranking-columns';
import { addressOfQuery, fieldsOfQuery, type RankingQuery, sortOfQuery } from './ranking-query';

/** Words to search for, and an order; what else the address asks for stays. */
export function SearchAndSort({
  board,
  columns,
  path,
  query,
}: {
  board: LeaderboardView;
  columns: RankingColumns;
  path: string;
  query: RankingQuery;
}) {
  const own = new Set(['q', 'sort', 'page']);
  return (
    <LiveForm
      action={path}
      shown={addressOfQuery(path, query)}
      label="Models of this ranking"
      className="flex flex-wrap gap-s3 max-phone:w-full"
    >
      {fieldsOfQuery(query)
        .filter(([name]) => !own.has(name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <FieldBox size="line">
        <input
          type="search"
          name="q"
          defaultValue={query.search}
          maxLength={100}
          placeholder="Model or team"
          aria-label="Model or team"
          className={controlClasses('line')}
        />
      </FieldBox>
      <FieldBox size="line">
        <span>Sort</span>
        <select
          name="sort"
          aria-label="Sort by"
          defaultValue={sortOfQuery(query)}
          className={controlClasses('line')}
        >
          {listSorts(board, columns, query).map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </FieldBox>
    </LiveForm>
  );
}

const columnTitles = {
  evidence: null,
  used: 'fewest submissions',
  gap: 'gap',
  equated: 'equated score',
  submitted: 'newest',
} as const;

function listSorts(board: LeaderboardView, { available }: RankingColumns, query: RankingQuery) {
  const offered: { value: string; title: string }[] = [
    { value: '', title: board.provisional ? 'score told' : 'rank' },
    { value: 'model', title: 'name' },
    ...available.flatMap((name) => {
      const title = isMetricColumn(name) ? metricByName[name].title : columnTitles[name];
      return title === null ? [] : [{ value: name, title }];
    }),
  ];
  const asked = sortOfQuery(query);
  // A heading may have asked for an order that the list hasn't.
  return offered.some(({ value }) => value === asked)
    ? offered
    : [...offered, { value: asked, title: 'by a column' }];
}
