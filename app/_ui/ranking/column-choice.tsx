import Link from 'next/link';
import { CheckGlyph } from '../glyphs/check-glyph';
import {
  columnOf,
  columnsThatGiveWay,
  isMetricColumn,
  type RankingColumns,
  titleOfColumn,
} from './ranking-columns';
import { addressOfQuery, type RankingQuery } from './ranking-query';

/** Links that switch the columns beside rank, model and score on and off. */
export function ColumnChoice({
  columns: { available, shown, areChosen },
  path,
  query,
}: {
  columns: RankingColumns;
  path: string;
  query: RankingQuery;
}) {
  return (
    <details open={areChosen} className="text-small">
      <summary className="cursor-pointer text-sea">Choose columns</summary>
      <p className="column-links">
        {available.map((name) => {
          const isShown = shown.includes(name);
          const columns = available.filter((other) => (other === name ? !isShown : shown.includes(other)));
          return (
            <Link
              key={name}
              href={addressOfQuery(path, { ...query, columns })}
              {...(isShown ? { 'aria-current': 'true' } : { className: 'is-off' })}
              scroll={false}
            >
              {isShown && <CheckGlyph result="pass" />}
              {titleOfColumn(name)}
            </Link>
          );
        })}
        {areChosen && (
          <Link href={addressOfQuery(path, { ...query, columns: null })} scroll={false}>
            As before
          </Link>
        )}
      </p>
    </details>
  );
}

/** On a narrow window: the columns that are left out for want of room, and a link that shows them. Nothing where a reader has chosen the columns. */
export function LeftOutNote({
  columns: { shown, areChosen },
  hasOpenness,
  path,
  query,
}: {
  columns: RankingColumns;
  /** The narrowest windows leave out the squares of openness, as they do with teams and versions. */
  hasOpenness: boolean;
  path: string;
  query: RankingQuery;
}) {
  if (areChosen) return null;
  const ofColumns = shown
    .filter((name) => columnsThatGiveWay.has(columnOf(name)))
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
