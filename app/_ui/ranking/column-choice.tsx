import Link from 'next/link';
import { CheckGlyph } from '../glyphs/check-glyph';
import { type RankingColumns, titleOfColumn } from './ranking-columns';
import { addressOfQuery, type RankingQuery } from './ranking-query';

/** Which columns stand beside rank, model and score. */
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
      <p className="mt-s2 flex flex-wrap gap-x-s4 gap-y-s1">
        {available.map((name) => {
          const isShown = shown.includes(name);
          const columns = available.filter((other) => (other === name ? !isShown : shown.includes(other)));
          return (
            <Link
              key={name}
              href={addressOfQuery(path, { ...query, columns })}
              aria-current={isShown ? 'true' : undefined}
              className="inline-flex items-center gap-6 text-ink-2 no-underline hover:text-ink aria-[current]:text-ink [&_.glyph]:size-10"
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
