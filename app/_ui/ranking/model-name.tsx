import Link from 'next/link';
import { type EntryKind, kindOf } from '@/lib/core/leaderboard/entry-kind';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { RankingFrame } from './ranking-frame';

const kindWords: Readonly<Record<EntryKind, string>> = {
  entry: '',
  host: ', host entry',
  baseline: ', baseline',
};

/**
 * A row's model on one line and what is to know of it on another, so that all rows are of one height: long names are cut at the end.
 * Nothing is fetched ahead: a page has hundreds of these links.
 */
export function ModelName({
  entry,
  frame: { board, hasTeamPages },
}: {
  entry: LeaderboardEntry;
  frame: RankingFrame;
}) {
  const rest = `, version ${entry.version}${kindWords[kindOf(entry)]}${entry.chosen ? ', chosen by its team' : ''}`;
  return (
    <>
      <Link
        href={`/benchmarks/${board.benchmark}/models/${entry.model_slug}`}
        prefetch={false}
        title={entry.model}
        className="block truncate leading-[1.3] font-[620] text-inherit no-underline hover:underline"
      >
        {entry.model}
      </Link>
      <span className="block truncate text-small/[1.25] text-ink-2" title={`${entry.team}${rest}`}>
        {hasTeamPages ? (
          <Link
            href={`/teams/${entry.team_slug}`}
            prefetch={false}
            className="text-inherit decoration-rule-2 hover:decoration-current"
          >
            {entry.team}
          </Link>
        ) : (
          entry.team
        )}
        {rest}
      </span>
    </>
  );
}
