import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type LeaderboardEntry, selectByEvidence } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { isOpenIn } from '@/lib/core/model/disclosure';
import type { RankingQuery, SortKey } from './ranking-query';

type Entries = readonly LeaderboardEntry[];

/** Maximum number of rows on a page; docs/measured.md has the size of such a page. */
export const rowsPerPage = 100;

export type SelectedRows = {
  /** All rows that pass the filters, in the chosen order. */
  readonly rows: Entries;
  /** Rows of the chosen page, or of the last page if the chosen number is too large. */
  readonly shown: Entries;
  readonly page: number;
  readonly pageCount: number;
};

/** Selects the rows that the query asks for. Ranks and ties stay those of the whole ranking. */
export function selectRows(board: LeaderboardView, query: RankingQuery): SelectedRows {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  // The filter by evidence is applied first, since it decides which version of a model is shown.
  const passing = selectByEvidence(board, query.evidence).filter(
    (entry) =>
      hasWords(entry, words) &&
      isOpenIn(entry.disclosure, query.open) &&
      (query.kind === null || entry.kind === query.kind) &&
      (query.team === null || entry.team_slug === query.team),
  );
  const rows = sortRows(passing, board, query);
  const pageCount = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const page = Math.min(query.page, pageCount);
  return { rows, shown: rows.slice((page - 1) * rowsPerPage, page * rowsPerPage), page, pageCount };
}

function hasWords({ model, version, team }: LeaderboardEntry, words: readonly string[]): boolean {
  const text = `${model} ${version} ${team}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Sorts rows stably, starting from the order of the ranking; rows without a value come last. */
function sortRows(rows: Entries, board: LeaderboardView, { sort, isReversed }: RankingQuery) {
  if (sort === 'rank') return isReversed ? rows.toReversed() : rows;
  const sign = (isAscendingFirst(sort, board) ? 1 : -1) * (isReversed ? -1 : 1);
  const valued = rows.map((entry) => ({ entry, value: sortedBy(entry, sort) }));
  return valued
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compareValues(a.value, b.value);
    })
    .map(({ entry }) => entry);
}

/** True if a column's default order is ascending. The first row has the best score, newest date, largest gap, fewest submissions, or first name. */
function isAscendingFirst(sort: SortKey, { direction }: LeaderboardView): boolean {
  if (sort === 'model' || sort === 'used') return true;
  if (sort === 'submitted' || sort === 'gap') return false;
  if (sort === 'score' || sort === 'equated' || sort === 'rank') return direction === 'lower';
  return metricByName[sort].direction === 'lower';
}

function sortedBy(entry: LeaderboardEntry, sort: SortKey): number | string | null {
  switch (sort) {
    case 'rank':
      return entry.rank;
    case 'model':
      return entry.model.toLowerCase();
    case 'score':
      return entry.score;
    case 'used':
      return entry.submissions_used;
    case 'gap':
      return entry.gap?.estimate ?? null;
    case 'equated':
      return entry.equated?.score ?? null;
    case 'submitted':
      return Date.parse(entry.submitted_at);
    default:
      return entry.secondary[sort] ?? null;
  }
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'string' || typeof b === 'string')
    return String(a).localeCompare(String(b), 'en', { numeric: true });
  return a - b;
}
