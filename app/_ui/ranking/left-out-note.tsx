import Link from 'next/link';
import { doesGiveWay } from './ranking-column';
import { columnOf, isMetricColumn, type RankingColumns, titleOfColumn } from './ranking-columns';
import { addressOfQuery, type RankingQuery } from './ranking-query';

/** On a narrow window: what is left out for want of room, and a link that shows it. Nothing where a reader has chosen the columns. */
export function LeftOutNote({
  columns: { shown, areChosen },
  hasOpenness,
  path,
  query,
}: {
  columns: RankingColumns;
  /** Whether squares tell what is open, which only the narrowest windows leave out, as they do with teams and versions. */
  hasOpenness: boolean;
  path: string;
  query: RankingQuery;
}) {
  if (areChosen) return null;
  const ofColumns = shown
    .filter((name) => doesGiveWay(columnOf(name)))
    .map((name) => (isMetricColumn(name) ? titleOfColumn(name) : titleOfColumn(name).toLowerCase()));
  const ofNarrowest = ['team', 'version', ...(hasOpenness && shown.includes('evidence') ? ['openness'] : [])];
  return (
    <p
      className={`hidden pb-s2 text-small text-ink-2 ${ofColumns.length > 0 ? 'max-wide:block' : 'max-[520px]:block'}`}
      data-testid="left-out"
    >
      {'Left out for want of room: '}
      <span className="hidden max-[520px]:inline">
        {`${ofNarrowest.join(', ')}${ofColumns.length > 0 ? ', ' : ''}`}
      </span>
      {`${ofColumns.join(', ')}. `}
      <Link href={addressOfQuery(path, { ...query, columns: shown })} scroll={false} prefetch={false}>
        Show them
      </Link>
    </p>
  );
}
