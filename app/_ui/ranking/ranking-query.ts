import { parseModelSlugs } from '@/lib/contracts/compared-models';
import { teamSlugSchema } from '@/lib/contracts/team';
import {
  type EntryKind,
  type EvidenceFilter,
  entryKinds,
  parseEvidenceFilter,
} from '@/lib/core/leaderboard/leaderboard';
import { type MetricName, metricNames } from '@/lib/core/metrics/metric-name';
import { formatOpennessFilter, type OpennessFilter, parseOpennessFilter } from '@/lib/core/model/disclosure';

export const sortNames = ['rank', 'model', 'score', 'used', 'gap', 'equated', 'submitted'] as const;

export type SortKey = (typeof sortNames)[number] | MetricName;

/** The reader's choices for a ranking, as parsed from the page's query. */
export type RankingQuery = {
  /** Words to search for in the names of model, version and team. */
  readonly search: string;
  readonly open: OpennessFilter;
  readonly evidence: EvidenceFilter;
  readonly kind: EntryKind | null;
  /** Slug of the only team to show; null for all teams. */
  readonly team: string | null;
  readonly sort: SortKey;
  /** True if rows are in the opposite of the sort column's default order. */
  readonly isReversed: boolean;
  /** Number of the page, from 1 on. */
  readonly page: number;
  /** Names of the chosen columns; null for the default columns. */
  readonly columns: readonly string[] | null;
  /** True if rows have a checkbox to pick models for comparison. */
  readonly isPicking: boolean;
  /** Slugs of the models picked for comparison, at most four. */
  readonly picked: readonly string[];
};

const searchCharsMax = 100;

const pagesMax = 10_000;

const columnsMax = 40;

const sortKeys: ReadonlySet<string> = new Set([...sortNames, ...metricNames]);

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** Parses the query; invalid values are ignored. */
export function parseRankingQuery(params: SearchParams): RankingQuery {
  const first = (name: string) => [params[name] ?? []].flat()[0]?.trim() ?? '';
  const sort = first('sort').replace(/^-/, '');
  const page = Number(first('page'));
  const picked = parseModelSlugs([params.model ?? []].flat());
  return {
    search: first('q').slice(0, searchCharsMax),
    open: parseOpennessFilter(params.open),
    evidence: parseEvidenceFilter(params.evidence),
    kind: entryKinds.find((kind) => kind === first('kind')) ?? null,
    team: teamSlugSchema.safeParse(first('team')).data ?? null,
    sort: isSortKey(sort) ? sort : 'rank',
    isReversed: isSortKey(sort) && first('sort').startsWith('-'),
    page: Number.isInteger(page) && page >= 1 && page <= pagesMax ? page : 1,
    // A form sends one parameter for each ticked checkbox; links of the site have one comma-separated list.
    columns:
      params.columns === undefined
        ? null
        : [params.columns].flat().join(',').split(',').slice(0, columnsMax).filter(isWord),
    isPicking: picked.length > 0 || first('compare') === '1',
    picked,
  };
}

const isWord = (name: string): boolean => /^[a-z0-9_]+$/.test(name);

const isSortKey = (name: string): name is SortKey => sortKeys.has(name);

export const isFiltering = ({ search, open, evidence, kind, team }: RankingQuery): boolean =>
  search !== '' || open.length > 0 || evidence !== null || kind !== null || team !== null;

/** The same query without filters: all rows in the same order. */
export const withoutFilter = (query: RankingQuery): RankingQuery => ({
  ...query,
  ...{ search: '', open: [], evidence: null, kind: null, team: null, page: 1 },
});

/** The value of the parameter `sort`; empty for the order of the ranking. */
export const sortOfQuery = ({ sort, isReversed }: RankingQuery): string =>
  sort === 'rank' && !isReversed ? '' : `${isReversed ? '-' : ''}${sort}`;

/** Names and values of the query's parameters, without those that have their default value. */
export function fieldsOfQuery(query: RankingQuery): readonly (readonly [string, string])[] {
  const { search, open, evidence, kind, team, page, columns, isPicking, picked } = query;
  const fields: readonly (readonly [string, string | null])[] = [
    ['q', search],
    ['kind', kind],
    ['team', team],
    ['sort', sortOfQuery(query)],
    ['page', page === 1 ? null : String(page)],
    // `none` stands for a choice of no columns, which differs from the default.
    ['columns', columns && (columns.length === 0 ? 'none' : columns.join(','))],
    ['evidence', evidence],
    ['open', formatOpennessFilter(open)],
    ['compare', isPicking && picked.length === 0 ? '1' : null],
    ...picked.map((slug) => ['model', slug] as const),
  ];
  return fields.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

/** @param path of the page, without a query */
export function addressOfQuery(path: string, query: RankingQuery): string {
  const written = new URLSearchParams(fieldsOfQuery(query).map(([name, value]) => [name, value]));
  const text = written.toString().replaceAll('%2C', ',');
  return text === '' ? path : `${path}?${text}`;
}

/** Address of the page that explains a ranking's columns. */
export const addressOfHowMade = ({ benchmark, round }: { benchmark: string; round: number }): string =>
  `/benchmarks/${benchmark}/rounds/${round}/how-made`;
