import Link from 'next/link';
import type { EntryKind } from '@/lib/core/leaderboard/entry-kind';
import type { RowFacts } from './row-facts';

const kindWords: Readonly<Record<EntryKind, string>> = {
  entry: '',
  host: ', host entry',
  baseline: ', baseline',
};

/** So many letters have room beside any plot: a title that says them once more would be a kilobyte of a hundred rows. */
const wordsUncut = 32;

/**
 * A row's model on one line and what is to know of it on another, so that all rows are of one height: long names are cut at the end. On a
 * phone, where less of them has room, they have a second line, or several would read alike.
 * The link reaches a little above its line, to be large enough for a thumb (WCAG 2.5.8). Nothing is fetched ahead: a page has
 * hundreds of these links.
 * @param benchmark its slug
 * @param hasAll whether the reader has chosen what stands in the rows
 */
export function ModelName({ row, benchmark, hasAll }: { row: RowFacts; benchmark: string; hasAll: boolean }) {
  // On a phone held upright that stands on the model's own page; but who is no usual entry is said here too.
  const isLeftOut = row.kind === 'entry' && !row.isChosen && !hasAll;
  const rest = `, version ${row.version}${kindWords[row.kind]}${row.isChosen ? ', chosen by its team' : ''}`;
  const words = `${row.team}${rest}`;
  return (
    <>
      <Link
        href={`/benchmarks/${benchmark}/models/${row.slug}`}
        prefetch={false}
        title={row.model}
        className="-mt-6 block truncate pt-6 leading-[1.3] font-[620] text-inherit no-underline hover:underline"
      >
        {row.model}
      </Link>
      <span
        className={`block truncate text-small/[1.25] text-ink-2 ${isLeftOut ? 'max-[520px]:hidden' : ''}`}
        title={words.length > wordsUncut ? words : undefined}
      >
        {row.teamSlug === null ? (
          row.team
        ) : (
          <Link
            href={`/teams/${row.teamSlug}`}
            prefetch={false}
            className="text-inherit decoration-rule-2 hover:decoration-current"
          >
            {row.team}
          </Link>
        )}
        {rest}
      </span>
    </>
  );
}
