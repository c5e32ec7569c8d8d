import Link from 'next/link';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { evidenceKinds } from '@/lib/core/benchmark';
import { type EntryKind, entryKinds } from '@/lib/core/leaderboard/leaderboard';
import { openParts, partNames } from '@/lib/core/model/disclosure';
import { Button, ButtonLink } from '../controls/button';
import { partTitles } from '../disclosure/disclosure';
import { controlClasses, FieldBox } from '../forms/form-fields';
import { LiveForm } from '../forms/live-form';
import { evidenceWords } from './evidence-badge';
import { isMetricColumn, type RankingColumns, titleOfColumn } from './ranking-columns';
import {
  addressOfQuery,
  fieldsOfQuery,
  isFiltering,
  type RankingQuery,
  sortOfQuery,
  withoutFilter,
} from './ranking-query';

type Props = {
  board: LeaderboardView;
  columns: RankingColumns;
  /** Path of the page without a query. */
  path: string;
  query: RankingQuery;
};

/** Minimum number of rows for which a search box is shown; fewer fit in a window. */
const searchedFrom = 8;

/** Controls of a ranking: search, comparison, slices, columns and filters. All choices are stored in the page's query. */
export function RankingFinder({
  shownCount,
  slicesHref,
  ...props
}: Props & { shownCount: number; slicesHref: string | null }) {
  const { board, columns, path, query } = props;
  const allCount = board.entries.length;
  return (
    <div className="ranking-tools" data-testid="ranking-filter">
      {(allCount >= searchedFrom || query.search !== '') && <Search {...props} />}
      {columns.canPick && !columns.isPicking && (
        <ButtonLink
          prefetch={false}
          scroll={false}
          href={addressOfQuery(path, { ...query, isPicking: true })}
        >
          Compare
        </ButtonLink>
      )}
      {slicesHref !== null && (
        <ButtonLink prefetch={false} href={slicesHref}>
          By slice
        </ButtonLink>
      )}
      <ColumnsAndFilters {...props} />
      {isFiltering(query) && (
        <p className="basis-full text-small text-ink-2">
          {shownCount} of {allCount} {allCount === 1 ? 'model' : 'models'}.{' '}
          <Link href={addressOfQuery(path, withoutFilter(query))}>Show all</Link>
        </p>
      )}
    </div>
  );
}

/** All other query parameters as hidden fields of a form. @param own names of the form's own fields */
function HiddenQuery({ query, own }: { query: RankingQuery; own: readonly string[] }) {
  return fieldsOfQuery(query)
    .filter(([name]) => !own.includes(name))
    .map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}

function Search({ path, query }: Props) {
  return (
    <LiveForm
      action={path}
      shown={addressOfQuery(path, query)}
      label="Models of this ranking"
      className="flex w-280 gap-s2 max-phone:w-full"
    >
      <HiddenQuery query={query} own={['q', 'page']} />
      <div className="flex-1">
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
    </LiveForm>
  );
}

const kindTitles: Readonly<Record<EntryKind, string>> = {
  entry: 'ranked',
  host: 'host entries',
  baseline: 'baselines',
};

const ownFields = ['columns', 'evidence', 'open', 'kind', 'team', 'sort', 'page'];

/** A `details` element, so that it opens without scripts. */
function ColumnsAndFilters({ board, columns, path, query }: Props) {
  return (
    <details className="ranking-panel">
      <summary className="button is-plain">Columns</summary>
      <form action={path} method="get" aria-label="Columns and filters">
        <HiddenQuery query={query} own={ownFields} />
        {/* Without this field, a form with no ticked checkbox would send no `columns`, which means the default columns. */}
        <input type="hidden" name="columns" value="none" />
        <h3>Columns and filters</h3>
        <div className="ranking-choices">
          <div>
            <fieldset>
              <legend>Always shown</legend>
              <p>{columns.hasRank ? 'Rank range, model' : 'Model'} and team, score with its interval</p>
            </fieldset>
            <Filters board={board} query={query} />
            <fieldset>
              <legend>Order</legend>
              <Select
                name="sort"
                title="Sort by"
                value={sortOfQuery(query)}
                options={listSorts(board, columns, query)}
              />
            </fieldset>
          </div>
          <fieldset>
            <legend>More columns</legend>
            {columns.available.map((name) => (
              <label key={name}>
                <input
                  type="checkbox"
                  name="columns"
                  value={name}
                  defaultChecked={columns.shown.includes(name)}
                />
                {titleOfColumn(name)}
              </label>
            ))}
          </fieldset>
        </div>
        <p className="ranking-apply">
          <Button type="submit" look="main">
            Apply
          </Button>
          <Link
            href={addressOfQuery(path, {
              ...withoutFilter(query),
              columns: null,
              sort: 'rank',
              isReversed: false,
            })}
            scroll={false}
            prefetch={false}
          >
            Reset
          </Link>
        </p>
      </form>
    </details>
  );
}

/** Filters of the rows. A filter for which all rows have the same value isn't offered. */
function Filters({ board, query }: { board: LeaderboardView; query: RankingQuery }) {
  const { entries, reference_entries, provisional } = board;
  const evidence = new Set([...entries, ...reference_entries].map((entry) => entry.evidence));
  const kinds = new Set(entries.map(({ kind }) => kind));
  const teams = listTeams(board, query.team);
  const hasOpenness = entries.some(({ disclosure }) => disclosure !== null);
  const offersEvidence = !provisional && evidence.size > 1;
  if (!offersEvidence && !hasOpenness && kinds.size < 2 && teams.length === 0) return null;
  return (
    <fieldset>
      <legend>Show only</legend>
      {offersEvidence && (
        <Select
          name="evidence"
          title="Model frozen"
          value={query.evidence ?? ''}
          options={[
            { value: '', title: 'at any time' },
            ...evidenceKinds
              .filter((kind) => evidence.has(kind))
              .map((kind) => ({
                value: kind,
                title: `${evidenceWords[kind].when}${evidenceWords[kind].rest}`,
              })),
          ]}
        />
      )}
      {kinds.size > 1 && (
        <Select
          name="kind"
          title="Kind"
          value={query.kind ?? ''}
          options={[
            { value: '', title: 'all' },
            ...entryKinds
              .filter((kind) => kinds.has(kind))
              .map((kind) => ({ value: kind, title: kindTitles[kind] })),
          ]}
        />
      )}
      {teams.length > 0 && (
        <Select
          name="team"
          title="Team"
          value={query.team ?? ''}
          options={[
            { value: '', title: 'all' },
            ...teams.map(({ slug, name, count }) => ({ value: slug, title: `${name} (${count})` })),
          ]}
        />
      )}
      {hasOpenness &&
        openParts.map((part) => (
          <label key={part}>
            <input
              type="checkbox"
              name="open"
              value={partNames[part]}
              defaultChecked={query.open.includes(part)}
            />
            {partTitles[part]} open
          </label>
        ))}
    </fieldset>
  );
}

type SelectProps = {
  name: string;
  title: string;
  value: string;
  options: readonly { value: string; title: string }[];
};

function Select({ name, title, value, options }: SelectProps) {
  return (
    <label className="is-select">
      <span>{title}</span>
      <FieldBox size="line">
        <select name={name} defaultValue={value} className={controlClasses('line')}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </select>
      </FieldBox>
    </label>
  );
}

const sortTitles: Readonly<Record<string, string>> = {
  used: 'fewest submissions',
  gap: 'feedback minus final',
  equated: 'adjusted score',
  submitted: 'newest',
};

function listSorts(board: LeaderboardView, { available }: RankingColumns, query: RankingQuery) {
  const offered: { value: string; title: string }[] = [
    { value: '', title: board.provisional ? 'reported score' : 'rank' },
    { value: 'model', title: 'name' },
    ...available
      .filter((name) => isMetricColumn(name) || Object.hasOwn(sortTitles, name))
      .map((name) => ({ value: name, title: sortTitles[name] ?? titleOfColumn(name) })),
  ];
  const current = sortOfQuery(query);
  // The head of a column may have set an order that isn't in this list.
  return offered.some(({ value }) => value === current)
    ? offered
    : [...offered, { value: current, title: 'by a heading' }];
}

/** Maximum number of teams in the filter's list; with more teams the search box is better. */
const teamsMax = 60;

type OfferedTeam = { readonly slug: string; readonly name: string; readonly count: number };

/**
 * The teams of a ranking, sorted by name, with the number of their models. Empty for a single team or too many.
 * @param chosen team that is chosen in the query and so always listed
 */
export function listTeams(
  { entries }: Pick<LeaderboardView, 'entries'>,
  chosen: string | null = null,
): readonly OfferedTeam[] {
  const teams = new Map<string, OfferedTeam>();
  for (const { team: name, team_slug: slug } of entries)
    teams.set(slug, { slug, name, count: (teams.get(slug)?.count ?? 0) + 1 });
  const offered = [...teams.values()];
  const shown =
    teams.size < 2 || teams.size > teamsMax ? offered.filter(({ slug }) => slug === chosen) : offered;
  return shown.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
