import Link from 'next/link';
import { addressOfQuery, type RankingQuery } from './ranking-query';

/** The pages of a long ranking, a hundred rows each. */
export function RankingPages({
  page,
  pageCount,
  path,
  query,
}: {
  page: number;
  pageCount: number;
  path: string;
  query: RankingQuery;
}) {
  if (pageCount < 2) return null;
  const href = (to: number) => addressOfQuery(path, { ...query, page: to });
  return (
    <nav aria-label="Pages of the ranking" className="flex gap-s3">
      {page > 1 && (
        <Link href={href(page - 1)} rel="prev">
          Previous
        </Link>
      )}
      <span className="text-ink-2">
        Page {page} of {pageCount}
      </span>
      {page < pageCount && (
        <Link href={href(page + 1)} rel="next">
          Next
        </Link>
      )}
    </nav>
  );
}
