import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { controlClasses, FieldBox } from '../forms/field-box';
import { LiveForm } from '../forms/live-form';
import { isMetricColumn, type RankingColumns } from './ranking-columns';
import { addressOfQuery, fieldsOfQuery, type RankingQuery, sortOfQuery } from './ranking-query';

/** Words to search for, a team, and an order; what else the address asks for stays. */
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
  const teams = listTeams(board);
  const own = new Set(['q', 'sort', 'page', ...(teams.length > 0 ? ['team'] : [])]);
  return (
    <LiveForm
      action={path}
      shown={addressOfQuery(path, query)}
      label="Models of this ranking"
      className="flex flex-wrap gap-x-s3 gap-y-s2 max-phone:w-full"
    >
      {fieldsOfQuery(query)
        .filter(([name]) => !own.has(name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <div className="w-176 max-phone:w-full">
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
      </div>
      {teams.length > 0 && (
        <LineSelect
          name="team"
          title="Team"
          label="Team"
          value={query.team ?? ''}
          options={[
            { value: '', title: 'all' },
            ...teams.map(({ slug, name, count }) => ({ value: slug, title: `${name} (${count})` })),
          ]}
        />
      )}
      <LineSelect
        name="sort"
        title="Sort"
        label="Sort by"
        value={sortOfQuery(query)}
        options={listSorts(board, columns, query)}
      />
    </LiveForm>
  );
}

/** On a phone two of them share a line. */
function LineSelect({
  name,
  title,
  label,
  value,
  options,
}: {
  name: string;
  title: string;
  label: string;
  value: string;
  options: readonly { value: string; title: string }[];
}) {
  return (
    <div className="max-w-[11rem] max-phone:max-w-none max-phone:min-w-0 max-phone:flex-1">
      <FieldBox size="line">
        <span>{title}</span>
        <select name={name} aria-label={label} defaultValue={value} className={controlClasses('line')}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </select>
      </FieldBox>
    </div>
  );
}

const columnTitles = {
  evidence: null,
  used: 'fewest submissions',
  gap: 'gap',
  equated: 'adjusted score',
  last: null,
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

/** More would be a list nobody reads through: a search finds them. */
const teamsMax = 60;

type OfferedTeam = { readonly slug: string; readonly name: string; readonly count: number };

/** The teams of a ranking by name, each with how many models it has there; none where there is no choice, or too much of it. */
export function listTeams({ entries }: Pick<LeaderboardView, 'entries'>): readonly OfferedTeam[] {
  const teams = new Map<string, OfferedTeam>();
  for (const { team: name, team_slug: slug } of entries)
    teams.set(slug, { slug, name, count: (teams.get(slug)?.count ?? 0) + 1 });
  if (teams.size < 2 || teams.size > teamsMax) return [];
  return [...teams.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
