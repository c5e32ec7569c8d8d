import Link from 'next/link';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { HowToRead } from './how-to-read';
import { RankingChoices } from './ranking-choices';
import type { RankingColumns } from './ranking-columns';
import { addressOfQuery, isFiltering, type RankingQuery, withoutFilter } from './ranking-query';
import { SearchAndSort } from './search-and-sort';

/** Fewer rows are in view at once. */
const searchedFrom = 8;

/**
 * What leaves rows of a ranking out, and their order. It stands in the address and works without scripts.
 * @param path of the page, without a query
 */
export function RankingFinder({
  board,
  columns,
  path,
  query,
  shownCount,
}: {
  board: LeaderboardView;
  columns: RankingColumns;
  path: string;
  query: RankingQuery;
  shownCount: number;
}) {
  const allCount = board.entries.length;
  const isLong = allCount >= searchedFrom || query.search !== '' || query.team !== null;
  return (
    <div
      className="mt-s3 mb-s2 flex flex-wrap items-center gap-x-s3 gap-y-s2 text-small"
      data-testid="ranking-filter"
    >
      {isLong && <SearchAndSort {...{ board, columns, path, query }} />}
      {/* On a phone each filter is as much a part of the line as the key to the table behind them. */}
      <div className="flex flex-wrap gap-x-s3 gap-y-s2 empty:hidden max-phone:contents">
        <RankingChoices {...{ board, path, query }} />
      </div>
      {isFiltering(query) && (
        <>
          <span className="text-ink-2 max-phone:order-2">
            {shownCount} of {allCount} {allCount === 1 ? 'model' : 'models'}
          </span>
          <Link href={addressOfQuery(path, withoutFilter(query))} className="max-phone:order-2">
            Show all
          </Link>
        </>
      )}
      <HowToRead board={board} />
    </div>
  );
}
